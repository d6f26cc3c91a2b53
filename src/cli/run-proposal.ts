import { readFileSync } from "node:fs";
import { readWords, wordsOf } from "#app/desk/proposal.ts";
import { readUsd } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { ReadField, ReadProposal } from "#strategy/read-proposal.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";

/** Reads a proposal of the other side as the workbench does, beside no case: fields with the places that say so. */

const wordsAt = ({ text }: ReadProposal, { from, to }: ReadField["found"][number]["at"]): string =>
  text.text.slice(from, to).replace(/\s+/g, " ");

const json = (file: string, pages: number, read: ReadProposal) => ({
  file,
  pages,
  fields: read.fields.map((f) => ({
    field: f.field,
    label: f.label,
    state: f.state,
    value: f.value ?? null,
    givesUp: f.givesUp ?? null,
    places: f.found.map(({ value, at, sure, why }) => ({
      ...{ value, sure, why, page: at.page, line: at.line, words: wordsAt(read, at) },
    })),
  })),
  checks: read.checks.map((c) => ({ ...c })),
});

const shown = (read: ReadProposal, f: ReadField): string => {
  if (f.state === "missing") return "not there";
  const values = [...new Set(f.found.map((x) => x.value))];
  const said = f.value ?? `places disagree: ${values.join(", ")}`;
  const [first] = f.found;
  const up = f.givesUp === undefined ? "" : `  Gives up: ${f.givesUp}`;
  return first === undefined
    ? said
    : `${said}  (line ${first.at.line}: "${wordsAt(read, first.at)}", ${first.sure})${up}`;
};

async function refuse(io: Io, asJson: boolean, file: string, message: string): Promise<ExitCode> {
  const problems: readonly Problem[] = [problem("error", "proposal-unreadable", { file }, message)];
  if (asJson) await printJson(io, { file, fields: [], problems });
  await listProblems(io, asJson ? [] : problems);
  return exitFor(problems);
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const [file = ""] = typed.args;
  const asJson = typed.switches.has("json");
  const billed = readUsd((typed.values.billed ?? "").replace(/[$,\s]/g, ""));
  const words = await wordsOf(readFileSync(file));
  if (!words.ok)
    return await refuse(io, asJson, file, typeof words.error === "string" ? words.error : words.error.sentence);
  const numbers = (typed.values.claim ?? "").split(",").flatMap((n) => (n.trim() === "" ? [] : [n.trim()]));
  const read = readWords(words.value.text, { numbers, billed: billed.ok ? billed.value : undefined });
  if (!read.ok) return await refuse(io, asJson, file, read.error);
  if (asJson) {
    await printJson(io, json(file, words.value.pages, read.value));
    return 0;
  }
  const wide = Math.max(...read.value.fields.map((f) => f.label.length));
  const lines = read.value.fields.map((f) => `${f.label.padEnd(wide)}  ${shown(read.value, f)}`);
  const checks = read.value.checks.map((c) => `${c.agrees ? "agrees" : "does not agree"}: ${c.says}`);
  await print(
    io,
    [
      ...lines,
      ...(checks.length > 0 ? ["", ...checks] : []),
      "",
      "Nothing of it is an offer until a person confirms it.",
    ].join("\n"),
  );
  return 0;
}
