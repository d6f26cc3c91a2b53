import { pino } from "pino";
import { Outage } from "#store/outage.ts";

/** What the server writes down of its work: to standard error, one line of JSON each, without a name or a value of a claim. */
export interface Log {
  /** A request that was answered. `route` is the pattern of its path, never the path. */
  answered(line: {
    readonly id: string;
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly ms: number;
    readonly person?: string | undefined;
  }): void;
  /** A fault of ours or of the world. */
  failed(id: string, thrown: unknown): void;
  /** A sentence about the server itself. */
  said(sentence: string): void;
}

/** Names of the frames and their lines. The first lines of a stack repeat the message, which may hold a value. */
const framesOf = (stack: string): readonly string[] =>
  stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());

/** What may be said of something thrown: an Outage speaks for itself, of the rest the kind and the place. */
export function faultOf(thrown: unknown): Readonly<Record<string, unknown>> {
  if (thrown instanceof Outage) return { kind: "outage", code: thrown.code, message: thrown.message };
  if (!(thrown instanceof Error)) return { kind: typeof thrown };
  const code = "code" in thrown && typeof thrown.code === "string" ? { code: thrown.code } : {};
  return { kind: thrown.name, ...code, at: framesOf(thrown.stack ?? "") };
}

/** `write` takes finished lines; standard error when absent. */
export function logTo(write?: (line: string) => void, level: "info" | "warn" = "info"): Log {
  const to = write === undefined ? pino.destination({ dest: 2, sync: true }) : { write };
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
  return {
    answered: (line) => logger.info(line, "answered"),
    failed: (id, thrown) => logger.error({ id, fault: faultOf(thrown) }, "failed"),
    said: (sentence) => logger.info(sentence),
  };
}
