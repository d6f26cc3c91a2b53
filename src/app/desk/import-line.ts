import type { Desk } from "./desk.ts";

/** Imports of one desk, and what takes them back, run one after the other: what one finds, the next one knows. */

const lines = new WeakMap<Desk, Promise<void>>();

/** Runs `work` after everything that is in line before it. Throws what it throws. */
export function inLine(desk: Desk, work: () => Promise<void>): Promise<void> {
  const before = lines.get(desk) ?? Promise.resolve();
  const run = before.then(work);
  const quiet = run.catch(() => {});
  lines.set(desk, quiet);
  return run;
}

/** Waits until no import of this desk runs. */
export const importsIdle = (desk: Desk): Promise<void> => lines.get(desk) ?? Promise.resolve();
