import type { Io } from "./io.ts";
import { drawn, paint } from "./style.ts";
import { cut } from "./text.ts";

/** How far a long run is: a bar on a terminal, nothing in a pipe. */
export interface Progress {
  /** `done` of `total` in any unit; a total of 0 means that nobody knows yet. */
  readonly show: (what: string, done: number, total: number) => void;
  /** Takes the bar away. Call it before anything else is written. */
  readonly end: () => Promise<void>;
}

/** Milliseconds between two drawings: fast enough to look alive, slow enough to cost nothing. */
const EVERY_MS = 80;
const BAR = 24;

export function progressOn(io: Io): Progress {
  if (!io.err.isTerminal) return { show: () => {}, end: async () => {} };
  let last = Number.NEGATIVE_INFINITY;
  let drawnOnce = false;
  const look = io.errLook;
  return {
    show: (what, done, total) => {
      const now = performance.now();
      if (now - last < EVERY_MS && done !== total) return;
      last = now;
      drawnOnce = true;
      const filled = total > 0 ? Math.min(BAR, Math.round((BAR * done) / total)) : 0;
      const bar =
        paint(look, "link", drawn(look, "full").repeat(filled)) +
        paint(look, "quiet", drawn(look, "hatch").repeat(BAR - filled));
      const share = total > 0 ? ` ${Math.min(100, Math.floor((100 * done) / total))}%` : "";
      const words = cut(`${what}${share}`, Math.max(10, look.columns - BAR - 4), drawn(look, "more"));
      void io.err.write(`\r\x1b[2K  ${bar} ${words}`);
    },
    end: async () => {
      if (drawnOnce) await io.err.write("\r\x1b[2K");
      drawnOnce = false;
    },
  };
}
