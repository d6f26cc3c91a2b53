import type { Config } from "#app/config.ts";
import { cents, formatUsd } from "#base/money.ts";
import { hasError, type Problem, placeText } from "#base/problem.ts";
import type { Serving } from "./serving.ts";
import { type Look, paint } from "./style.ts";
import { clean } from "./text.ts";

/** A place to write, as much of a Node stream as commands need. */
export interface Sink {
  /** Resolves when more may be written. */
  write(chunk: string | Uint8Array): Promise<void>;
  readonly isTerminal: boolean;
}

/** What a command may touch of the terminal: answers go to `out`, everything said beside them to `err`. */
export interface Io {
  readonly out: Sink;
  readonly err: Sink;
  readonly config: Config;
  /** Loads what serves the workbench; absent where nothing may be served, as in a test. */
  readonly serving?: Serving | undefined;
  /** How this program is called: "parley", or "node dist/parley.js" from a clone. */
  readonly program: string;
  /** How to draw on standard output, and on standard error. */
  readonly look: Look;
  readonly errLook: Look;
}

/** Anything printed before this many Problems is read by a person; the rest is counted. */
const PROBLEMS_SHOWN = 20;

export const say = (io: Io, text: string): Promise<void> => io.err.write(`${text}\n`);

export const print = (io: Io, text: string): Promise<void> => io.out.write(`${text}\n`);

export const printJson = (io: Io, value: unknown): Promise<void> => io.out.write(`${toJson(value, 2)}\n`);

/** JSON of plain values. The only bigint there is are amounts: they are written with two decimals, as text. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? formatUsd(cents(v)) : v), indent);
}

export function problemLine(look: Look, p: Problem): string {
  const kind = p.severity === "error" ? paint(look, "error", "error") : paint(look, "warning", "warning");
  return `${kind}  ${clean(placeText(p.at))}: ${p.message} ${paint(look, "quiet", `[${p.code}]`)}`;
}

/** Lists Problems for people on standard error, errors first. */
export async function listProblems(io: Io, problems: readonly Problem[]): Promise<void> {
  const sorted = [...problems.filter((p) => p.severity === "error"), ...problems.filter((p) => p.severity !== "error")];
  for (const p of sorted.slice(0, PROBLEMS_SHOWN)) await say(io, problemLine(io.errLook, p));
  const rest = sorted.length - PROBLEMS_SHOWN;
  if (rest > 0) await say(io, `and ${rest} more; --json lists all of them.`);
}

/** 2 when something could not be read or may be lost, else 0. */
export const exitFor = (problems: readonly Problem[]): 0 | 2 => (hasError(problems) ? 2 : 0);
