import { closeSync, openSync, unlinkSync, writeSync } from "node:fs";
import { openIntake } from "../../src/app/intake.ts";
import { type Day, readDay } from "../../src/base/day.ts";
import { JsonBytes } from "../../src/base/json-bytes.ts";
import { cents, formatUsd } from "../../src/base/money.ts";
import { writeClaim } from "../../src/case/claim-json.ts";
import { CURRENT_LAW } from "../../src/case/deciding.ts";
import { evaluate } from "../../src/case/evaluate.ts";
import type { ClaimEvaluation } from "../../src/case/evaluation.ts";
import { coverageOf } from "../../src/claim/answer-facts.ts";
import { answersIndex } from "../../src/claim/facts-file.ts";
import type { MatchedClaim } from "../../src/claim/match.ts";
import { openBooks } from "../../src/rates/shelf.ts";

/**
 * The parts of a money map, each with what it needs at hand: the files read once and tied, claims matched, evaluated, and
 * their JSON written to a file in the order they come. Prints the processor time of each.
 */

/** Claims that each part takes at a time: few enough to stay in the young half of the heap, as in the map. */
const BATCH = 250;

const [folder = "", booksDir = "", profilePath = "", facts = "", home = "", on = "", out = ""] = process.argv.slice(2);
const asOf = dayOf(on);

function dayOf(text: string): Day {
  const day = readDay(text);
  if (day === undefined) throw new Error("the day to evaluate on is no day");
  return day;
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const wallMs = (): number => Number(process.hrtime.bigint()) / 1e6;

const used = { readMs: 0, matchMs: 0, evaluateMs: 0, writeMs: 0 };
let wall = 0;
function timed<T>(part: keyof typeof used, work: () => T): T {
  const [began, from] = [wallMs(), cpuMs()];
  const done = work();
  used[part] += cpuMs() - from;
  wall += wallMs() - began;
  return done;
}

const options = { home, facts, profile: profilePath };
// Read once and tied, keeping nothing but the indexes: what follows then reads again, untimed, and keeps it all.
const [began, from] = [wallMs(), cpuMs()];
const once = await openIntake([folder], { ...options, keepBytes: 0 });
used.readMs = cpuMs() - from;
wall = wallMs() - began;
once.close();

const intake = await openIntake([folder], { ...options, keepBytes: Number.POSITIVE_INFINITY });
const { profile, history } = intake;
const { books } = openBooks(booksDir);
const answersFor = answersIndex(intake.facts);
const matching = intake.matched()[Symbol.iterator]();
const json = new JsonBytes();
const file = openSync(out, "w");

function someMatched(): MatchedClaim[] {
  const some: MatchedClaim[] = [];
  while (some.length < BATCH) {
    const next = matching.next();
    if (next.done === true) break;
    some.push(next.value);
  }
  return some;
}

const evaluated = (matched: MatchedClaim): ClaimEvaluation => {
  const coverage = coverageOf(matched, profile, answersFor);
  return evaluate({ matched, coverage, profile, books, history, law: CURRENT_LAW, asOf });
};

function write(some: readonly ClaimEvaluation[]): void {
  json.clear();
  for (const e of some) if (e.setAside === undefined) writeClaim(json, e);
  writeSync(file, json.view());
}

let [claims, stake] = [0, 0n];
for (;;) {
  const matched = timed("matchMs", someMatched);
  if (matched.length === 0) break;
  const some = timed("evaluateMs", () => matched.map(evaluated));
  timed("writeMs", () => write(some));
  for (const e of some) {
    if (e.setAside !== undefined) continue;
    claims += 1;
    stake += e.stake;
  }
}
closeSync(file);
unlinkSync(out);
intake.close();
const cpu = used.readMs + used.matchMs + used.evaluateMs + used.writeMs;
console.log(JSON.stringify({ claims, stake: formatUsd(cents(stake)), wallMs: wall, cpuMs: cpu, ...used }));
