import { parentPort } from "node:worker_threads";
import { type PlanLot, planLot } from "./portfolio-lot.ts";

/** Plans the cases it is told of, and answers with them as prospects. */
parentPort?.on("message", (lot: PlanLot) => parentPort?.postMessage(planLot(lot)));
