import { parentPort, workerData } from "node:worker_threads";
import { openPress } from "#document/typst.ts";
import type { PaperAsked, PrinterStart } from "./printers.ts";
import { printPapers } from "./report-files.ts";

/** Prints the papers it is told of, until it is told nothing. */
const { engine, printed } = workerData as PrinterStart;
const press = await openPress(engine);
parentPort?.on("message", (paper: PaperAsked | undefined) => {
  if (paper === undefined) {
    parentPort?.close();
    return;
  }
  printPapers(paper, press);
  Atomics.add(printed, 0, 1);
});
