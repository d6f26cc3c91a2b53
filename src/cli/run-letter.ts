import { runLetter, writeLetter } from "#app/letter-paper.ts";
import { readDay } from "#base/day.ts";
import { type Cents, readUsd } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { LETTER_KINDS } from "#document/letter.ts";
import { askClaim, claimAsked } from "./claim-asked.ts";
import type { ExitCode, Invocation } from "./command.ts";
import type { Io } from "./io.ts";
import { answerPaper } from "./paper.ts";

const unreadable = (option: string): Problem =>
  problem(
    "error",
    "amount-unreadable",
    { file: `--${option}` },
    "Write an amount above zero, such as 1250.00; of their offer AMOUNT@DAY, such as 610.00@2026-11-20.",
  );

/** With or without a dollar sign and commas; undefined when it is no amount above zero. */
function amountOf(text: string): Cents | undefined {
  const read = readUsd(text.replace(/[$,\s]/g, ""));
  return read.ok && read.value > 0n ? read.value : undefined;
}

function theirsOf(text: string) {
  const [amount = "", on = ""] = text.split("@");
  const [read, made] = [amountOf(amount), readDay(on)];
  return read === undefined || made === undefined ? undefined : { amount: read, made };
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const asked = claimAsked(typed, io);
  const { values } = typed;
  const kind = LETTER_KINDS.find((k) => k === values.kind?.replaceAll("-", " ")) ?? "opening";
  const paper = { kind: "letter", asked, write: writeLetter(kind), after: "Nothing was sent." } as const;
  const amount = values.amount === undefined ? undefined : amountOf(values.amount);
  const theirs = values.theirs === undefined ? undefined : theirsOf(values.theirs);
  const wrong = [
    ...(values.amount !== undefined && amount === undefined ? [unreadable("amount")] : []),
    ...(values.theirs !== undefined && theirs === undefined ? [unreadable("theirs")] : []),
  ];
  if (wrong.length > 0)
    return answerPaper(typed, io, { ...paper, answer: undefined, paper: undefined, problems: wrong });
  const because = (values.because ?? "").split("|").flatMap((b) => (b.trim() === "" ? [] : [b.trim()]));
  const of = { ...asked, kind, amount, theirs, because, reference: values.reference };
  const { answer, letter, problems } = await askClaim(io, of, runLetter);
  return answerPaper(typed, io, { ...paper, answer, paper: letter, problems });
}
