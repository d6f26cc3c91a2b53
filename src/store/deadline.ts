import { DEADLINE_MS, type How } from "./engine.ts";
import { Outage } from "./outage.ts";

const tooLong = (ms: number): Outage =>
  new Outage(
    "database-too-long",
    `The database was given up after ${Math.ceil(ms / 1000)} s; nothing was written.`,
    "safe",
  );
const givenUp = (): Outage => new Outage("given-up", "The work was given up; nothing was written.", "safe");

export const deadlineMs = (how: How): number => how.deadlineMs ?? DEADLINE_MS[how.lane ?? "page"];

/** `work`, or what `stop` gives when the deadline or the signal comes first. `stop` is told why and ends the work itself. */
export async function within<T>(how: How, work: Promise<T>, stop: (why: Outage) => Promise<never>): Promise<T> {
  const ms = deadlineMs(how);
  let end: (why: Outage) => void = () => {};
  const ended = new Promise<Outage>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(() => end(tooLong(ms)), ms);
  const onAbort = (): void => end(givenUp());
  how.signal?.addEventListener("abort", onAbort, { once: true });
  if (how.signal?.aborted === true) onAbort();
  try {
    return await Promise.race([work, ended.then(stop)]);
  } finally {
    clearTimeout(timer);
    how.signal?.removeEventListener("abort", onAbort);
    // When the deadline won, nobody else listens to how the work ends.
    work.catch(() => {});
  }
}
