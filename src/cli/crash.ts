import { createHash } from "node:crypto";
import { Outage } from "#store/outage.ts";

/**
 * What to say when Parley itself fails. The message of an error may hold a value from a file, so it is never shown;
 * the id is made of the place in the code alone, so that the same fault has the same id on every machine.
 */
export interface Failure {
  readonly sentence: string;
  readonly id: string;
  /** Shown with PARLEY_DEBUG only. */
  readonly stack: string;
}

const WORLD: Readonly<Record<string, string>> = {
  EACCES: "a file or folder may not be opened or written; check its permissions",
  EPERM: "a file or folder may not be changed; check its permissions",
  EROFS: "the disk is read-only; choose another folder with --out",
  ENOSPC: "the disk is full; make room and run the command again",
  EDQUOT: "the disk quota is used up; make room and run the command again",
  EMFILE: "too many files are open; close other programs and run the command again",
  ENOENT: "a folder or file that was there is gone; run the command again",
  ENOTDIR: "part of a path is a file, not a folder; choose another folder with --out",
  EISDIR: "a folder stands where a file should be written; choose another name with --out",
  EEXIST: "something already stands where Parley would write; choose another name with --out",
  ERR_WORKER_OUT_OF_MEMORY: "memory ran out; split the input into smaller folders",
};

const codeOf = (thrown: unknown): string =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : "";

/** Names and places of the frames, without folders and line numbers of one build. */
const frames = (stack: string): string =>
  stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => /^\s+at (?:async )?([\w.<>$]+)/.exec(line)?.[1] ?? "")
    .join(">");

export function failureOf(thrown: unknown): Failure {
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.name) : String(thrown);
  const code = codeOf(thrown);
  const id = `P-${createHash("sha256")
    .update(`${code} ${frames(stack)}`)
    .digest("hex")
    .slice(0, 8)}`;
  // Its message is a sentence of ours that holds no value of a file or a row.
  if (thrown instanceof Outage) return { sentence: thrown.message, id, stack };
  const why = WORLD[code];
  const sentence =
    why === undefined
      ? `Parley failed: a fault of its own, problem ${id}. Your files were not changed. Run it again with PARLEY_DEBUG=1 to see where, and report the id.`
      : `Parley could not finish: ${why} (${code}, problem ${id}).`;
  return { sentence, id, stack };
}
