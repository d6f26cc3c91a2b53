import { openIntake } from "../../src/app/intake.ts";
import { type Day, readDay } from "../../src/base/day.ts";
import { JsonBytes } from "../../src/base/json-bytes.ts";
import { writeClaim } from "../../src/case/claim-json.ts";
import { CURRENT_LAW } from "../../src/case/deciding.ts";
import { evaluate } from "../../src/case/evaluate.ts";
import type { ClaimEvaluation } from "../../src/case/evaluation.ts";
import { coverageOf } from "../../src/claim/answer-facts.ts";
import { answersIndex } from "../../src/claim/facts-file.ts";
import type { MatchedClaim } from "../../src/claim/match.ts";
import { openBooks } from "../../src/rates/shelf.ts";

/**
 * Evaluates the claims of a folder again and again in one thread, each with its coverage asked from the facts and its
 * result serialized inside the timing. Prints what it did and how long the rounds took.
 */

/** Rounds before the clock counts, and rounds that count. */
const [WARM, TIMED] = [3, 10] as const;

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

const json = new JsonBytes();

/** Evaluates one claim and leaves its result written in `json`, as the map does. */
function write(matched: MatchedClaim): ClaimEvaluation {
  const coverage = coverageOf(matched, profile, answersFor);
  const e = evaluate({ matched, coverage, profile, books, history, law: CURRENT_LAW, asOf });
  json.clear();
  writeClaim(json, e);
  return e;
}

function round(): { readonly lines: number; readonly stake: bigint; readonly characters: number } {
  let [lines, stake, characters] = [0, 0n, 0];
  for (const matched of claims) {
    const e = write(matched);
    characters += json.view().length;
    lines += e.lines.length;
    stake += e.stake;
  }
  return { lines, stake, characters };
}

const first = round();
function sameAgain(): void {
  const again = round();
  if (again.lines !== first.lines || again.stake !== first.stake || again.characters !== first.characters)
    throw new Error("a later round gave another answer");
}

/** The floor of it: only writing results that are there already, for as many claims as memory should hold. */
const ready = claims.slice(0, 2000).map((matched) => {
  write(matched);
  return JSON.parse(new TextDecoder().decode(json.view())) as unknown;
});
function writeOnly(): void {
  let characters = 0;
  for (const r of ready) characters += JSON.stringify(r).length;
  if (characters === 0) throw new Error("nothing was written");
}

const used = { wallMs: 0, cpuMs: 0, floorMs: 0, fastestMs: Number.POSITIVE_INFINITY };
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
for (let i = 0; i < WARM + TIMED; i++) {
  const [wall, cpu] = [process.hrtime.bigint(), cpuMs()];
  sameAgain();
  const between = cpuMs();
  const wallMs = Number(process.hrtime.bigint() - wall) / 1e6;
  writeOnly();
  if (i < WARM) continue;
  used.wallMs += wallMs / TIMED;
  used.cpuMs += (between - cpu) / TIMED;
  used.fastestMs = Math.min(used.fastestMs, between - cpu);
  used.floorMs += ((cpuMs() - between) * (claims.length / ready.length)) / TIMED;
}
intake.close();
console.log(JSON.stringify({ claims: claims.length, ...first, stake: String(first.stake), ...used }));
