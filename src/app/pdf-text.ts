import { err, ok, type Result } from "#base/result.ts";
import { startWorker } from "#store/worker-entry.ts";
import { TEXT_MOST } from "#strategy/proposal-text.ts";
import type { PdfAnswer, PdfAsked } from "./pdf-lines.ts";

/**
 * The text of a PDF that somebody else made: read in a thread with an end to its time and memory, and never shown, run or
 * drawn. A scan holds no text; it is told so, and typed.
 */
export interface PdfText {
  /** Pages parted by form feeds. */
  readonly text: string;
  readonly pages: number;
}

export const PDF_FAULTS = {
  "not a PDF": "This is no PDF.",
  "too large": "The PDF is larger than 20 MB.",
  broken: "The PDF cannot be read: it is damaged or not what it says.",
  password: "The PDF asks for a password. Ask the sender for one without.",
  "too many pages": "The PDF has more than 60 pages. Give the pages with the proposal.",
  "too long": "The PDF holds more text than a proposal does. Give the pages with the proposal.",
  "no text": "The PDF holds pictures and no text, as a scanned fax does. Type what it says, or paste its text.",
  "took too long": "The PDF took longer than 20 seconds to read, which no letter does. It was not read.",
  "took too much": "The PDF asks for more memory than a letter does. It was not read.",
  "memory grew":
    "Memory ran up while the PDF was read, and it was stopped. The PDF or other work at the time, such as an import, may be the cause: try again when that has ended.",
  "too many wait": "Other PDFs are being read and as many wait as may. Try again in a minute.",
} as const;
export type PdfFault = keyof typeof PDF_FAULTS;

export const PDF_MOST = 20 << 20;
const PAGES_MOST = 60;
const TIME_MS = 20_000;
const HEAP_MB = 256;
/**
 * What is unpacked lies outside the heap that a thread is held to, so the whole process is watched while a PDF is read.
 * Whose memory it is that grew cannot be told, and the fault says so.
 */
const GROWTH_MOST = 600 << 20;
const LOOK_MS = 25;
/** Each holds its bytes and somebody who asked, for up to the time of all before it. */
export const PDFS_WAIT_MOST = 8;

/** A PDF begins with its mark within the first kilobyte. */
export const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes("%PDF-");

/** One at a time: each may take memory, and two would count each other's. */
let turn: Promise<unknown> = Promise.resolve();
/** The one that is read and those that wait. */
let here = 0;

interface Within {
  readonly ms?: number;
  /** Bytes that the process may grow by meanwhile. */
  readonly growth?: number;
}

/** Reads the text layer; a fault says why there is none. */
export function pdfText(bytes: Uint8Array, within: Within = {}): Promise<Result<PdfText, PdfFault>> {
  if (!isPdf(bytes)) return Promise.resolve(err("not a PDF"));
  if (bytes.byteLength > PDF_MOST) return Promise.resolve(err("too large"));
  if (here > PDFS_WAIT_MOST) return Promise.resolve(err("too many wait"));
  here += 1;
  const answer = turn
    .then(() => inThread(bytes, within))
    .finally(() => {
      here -= 1;
    });
  turn = answer.catch(() => {});
  return answer;
}

function inThread(
  bytes: Uint8Array,
  { ms = TIME_MS, growth = GROWTH_MOST }: Within,
): Promise<Result<PdfText, PdfFault>> {
  const asked: PdfAsked = { bytes: Uint8Array.from(bytes), pagesMost: PAGES_MOST, lettersMost: TEXT_MOST };
  const worker = startWorker(import.meta.url, "pdf-worker", {
    workerData: asked,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32, stackSizeMb: 8 },
  });
  const before = process.memoryUsage.rss();
  return new Promise((resolve) => {
    const end = (answer: Result<PdfText, PdfFault>): void => {
      clearInterval(looking);
      clearTimeout(late);
      void worker.terminate();
      resolve(answer);
    };
    const looking = setInterval(() => {
      if (process.memoryUsage.rss() - before > growth) end(err("memory grew"));
    }, LOOK_MS);
    const late = setTimeout(() => end(err("took too long")), ms);
    worker.on("message", (a: PdfAnswer) => end("fault" in a ? err(a.fault) : ok({ text: a.text, pages: a.pages })));
    worker.on("error", (e: Error & { code?: string }) =>
      end(err(e.code === "ERR_WORKER_OUT_OF_MEMORY" ? "took too much" : "broken")),
    );
    worker.on("exit", () => end(err("broken")));
  });
}
