import { openIntake } from "../../src/app/intake.ts";
import { type Day, readDay } from "../../src/base/day.ts";
import { claimJson } from "../../src/case/claim-json.ts";
import { CURRENT_LAW } from "../../src/case/deciding.ts";
import { evaluate } from "../../src/case/evaluate.ts";
import { coverageOf } from "../../src/claim/answer-facts.ts";
import { answersIndex } from "../../src/claim/facts-file.ts";
import { openBooks } from "../../src/rates/shelf.ts";

/**
 * Evaluates the claims of a folder again and again in one thread, each with its coverage asked from the facts and its
 * result serialized inside the timing. Prints what it did and how long the rounds took.
 */

/** Rounds before the clock counts, and rounds that count. */
const [WARM, TIMED] = [2, 5] as const;

const [folder = "", booksDir = "", profilePath = "", facts = "", home = "", on = ""] = process.argv.slice(2);
const asOf = dayOf(on);

function dayOf(text: string): Day {
  const day = readDay(text);
  if (day === undefined) throw new Error("the day to evaluate on is no day");
  return day;
}

const intake = await openIntake([folder], { home, facts, profile: profilePath, keepBytes: Number.POSITIVE_INFINITY });
const { books } = openBooks(booksDir);
const claims = [...intake.matched()];
const { profile, history } = intake;
const answersFor = answersIndex(intake.facts);

function round(): { readonly lines: number; readonly stake: bigint; readonly bytes: number } {
  let [lines, stake, bytes] = [0, 0n, 0];
  for (const matched of claims) {
    const coverage = coverageOf(matched, profile, answersFor);
    const e = evaluate({ matched, coverage, profile, books, history, law: CURRENT_LAW, asOf });
    bytes += JSON.stringify(claimJson(e)).length;
    lines += e.lines.length;
    stake += e.stake;
  }
  return { lines, stake, bytes };
}

const first = round();
const same = (): void => {
  const again = round();
  if (again.lines !== first.lines || again.stake !== first.stake || again.bytes !== first.bytes)
    throw new Error("a later round gave another answer");
};
for (let i = 1; i < WARM; i++) same();
const [wallBefore, cpuBefore] = [process.hrtime.bigint(), process.cpuUsage()];
for (let i = 0; i < TIMED; i++) same();
const wallMs = Number(process.hrtime.bigint() - wallBefore) / 1e6 / TIMED;
const { user, system } = process.cpuUsage(cpuBefore);
intake.close();
console.log(
  JSON.stringify({
    claims: claims.length,
    lines: first.lines,
    stake: String(first.stake),
    bytes: first.bytes,
    wallMs,
    cpuMs: (user + system) / 1000 / TIMED,
  }),
);
