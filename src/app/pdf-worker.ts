import { parentPort, workerData } from "node:worker_threads";
import { type PdfAsked, readPdf } from "./pdf-lines.ts";

/** Reads one PDF in a thread of its own, answers once, and ends. */
const answer = await readPdf(workerData as PdfAsked);
parentPort?.postMessage(answer);
