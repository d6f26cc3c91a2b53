import { parentPort } from "node:worker_threads";
import { type Lot, readLot } from "./x12-lot.ts";

/** Reads the sets it is told of, and answers their Problems. */
parentPort?.on("message", (lot: Lot) => parentPort?.postMessage(readLot(lot)));
