import { readDay } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { windowFor } from "./deadline.ts";
import {
  asDay,
  type Check,
  fail,
  isObject,
  type LawExample,
  list,
  OK,
  readExampleFacts,
  skip,
  texts,
} from "./example.ts";
import { checkRoads, type Roads, roadsOf } from "./example-road.ts";
import { checkAmounts, checkEvidence, checkFees, checkPatient } from "./example-sum.ts";
import { checkNoWindow, checkWindows } from "./example-window.ts";
import { VIOLATION_CURE } from "./federal/duty.ts";
import { NOT_EXTENDABLE } from "./federal/extension.ts";
import { EXTENSIONS } from "./library.ts";

export interface LawExampleRow {
  readonly id: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly reason?: string;
}

export interface LawExampleReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly rows: readonly LawExampleRow[];
}

/** Keys an example may expect. A key that is not here is a skip with its name, never a silent pass. */
const EXPECTED: ReadonlySet<string> = new Set([
  "channels",
  "not_channels",
  "windows",
  "patient_max_usd",
  "admissible_evidence",
  "barred_evidence",
  "fees",
  "amounts",
  "flags",
]);

/** Flags Parley can raise in an example. */
const FLAGS: ReadonlySet<string> = new Set([
  "65_day_reading_unsure",
  "confirm_forum",
  "confirm_with_entity",
  "cooling_off_90_calendar_days",
  "different_issuers",
  "different_plans",
  "dormant_feature",
  "entity_discretion",
  "last_day_is_sunday",
  "no_line_cap",
  "no_statutory_cap",
  "not_extendable",
  "one_day_left",
  "one_use_per_item",
  "penalty_waived",
  "provider_chooses_one",
  "range_definition_unsure",
  "readings_coincide",
  "split_by_line",
  "suspension_binds_prior_initiator_only",
]);

function statedFlags({ raw, asOf }: LawExample): readonly string[] {
  const flags: string[] = [];
  const disaster = String(raw.disaster ?? "").toLowerCase();
  if (EXTENSIONS.some((e) => e.oneUsePerItem && e.names.some((n) => disaster.includes(n))))
    flags.push("one_use_per_item");
  if (NOT_EXTENDABLE.steps.some((s) => s === raw.asks_extension_of)) flags.push("not_extendable");
  const violation = asDay(raw.violation);
  const withdrawn = asDay(raw.bill_withdrawn);
  if (violation !== undefined && withdrawn !== undefined && withdrawn <= asOf && raw.refund_with_interest === true) {
    if (withdrawn <= windowFor(VIOLATION_CURE, violation).safe[1]) flags.push("penalty_waived");
  }
  return flags;
}

function checkFlags(example: LawExample, raised: ReadonlySet<string>): readonly Check[] {
  return texts(example.expected.flags).map((f) => {
    if (!FLAGS.has(f)) return skip(`flag ${f} is not built yet`);
    return raised.has(f) ? OK : fail(`flag ${f} was not raised`);
  });
}

function checksOf(example: LawExample): readonly Check[] {
  const found: Roads = roadsOf(example);
  const windows = checkWindows(example);
  const raised = new Set([...found.flags, ...windows.flags, ...statedFlags(example)]);
  const strange = Object.keys(example.expected)
    .filter((k) => !EXPECTED.has(k))
    .map((k) => skip(`expected key ${k} is not built yet`));
  return [
    ...strange,
    ...checkRoads(example, found),
    ...windows.checks,
    ...checkNoWindow(example, found.all),
    ...checkPatient(example),
    ...checkEvidence(example, found),
    ...checkFees(example, found),
    ...checkAmounts(example, found),
    ...checkFlags(example, raised),
  ];
}

/** A wrong value fails whatever else was skipped; an example passes only when something was checked and nothing skipped. */
function rowOf(id: string, checks: readonly Check[]): LawExampleRow {
  const reasons = (kind: Check["kind"]): readonly string[] =>
    checks.flatMap((c) => (c.kind === kind && c.kind !== "ok" ? [c.reason] : []));
  const failed = reasons("fail");
  if (failed.length > 0) return { id, outcome: "failed", reason: failed.join("; ") };
  const skipped = [...new Set(reasons("skip"))];
  if (skipped.length > 0) return { id, outcome: "skipped", reason: skipped.join("; ") };
  return checks.length > 0
    ? { id, outcome: "passed" }
    : { id, outcome: "skipped", reason: "it expects nothing that can be checked" };
}

/** Families of examples Parley knows how to run. */
const GROUPS: ReadonlySet<unknown> = new Set([
  undefined,
  "federal",
  "state",
  "erisa",
  "appeal",
  "other_payer",
  "patient",
]);

function runOne(item: unknown, at: number, fileAsOf: unknown): LawExampleRow {
  const id = isObject(item) && typeof item.id === "string" ? item.id : `example ${at + 1}`;
  if (!isObject(item) || !isObject(item.facts) || !isObject(item.expected)) {
    return { id, outcome: "skipped", reason: "it has no facts or expects nothing" };
  }
  if (!GROUPS.has(item.group))
    return { id, outcome: "skipped", reason: `group ${String(item.group)} is not built yet` };
  const given = item.as_of ?? fileAsOf;
  if (given === undefined) return { id, outcome: "skipped", reason: "it has no as_of day" };
  const asOf = typeof given === "string" ? readDay(given) : undefined;
  if (asOf === undefined) return { id, outcome: "skipped", reason: "its as_of cannot be read as a day" };
  const read = readExampleFacts(item.facts);
  if ("unread" in read) return { id, outcome: "skipped", reason: read.unread };
  return rowOf(id, checksOf({ id, asOf, facts: read.facts, raw: item.facts, expected: item.expected }));
}

/**
 * Runs a file of worked examples against the law room: each passes, fails with what differed, or is skipped with its
 * reason (a fact, channel, flag, deadline or expected key that is not built). Nothing is decided by an example's id.
 * `file` is the name shown in the Problem when the file is not one of examples.
 */
export function runLawExamples(json: unknown, file = "examples"): Result<LawExampleReport, Problem> {
  if (!isObject(json) || !Array.isArray(json.examples)) {
    return err(
      problem(
        "error",
        "law-examples-malformed",
        { file },
        "The file is not one of law examples: it needs a list named examples. Give a file of that form.",
      ),
    );
  }
  const rows = list(json.examples).map((item, i) => runOne(item, i, json.as_of));
  const count = (outcome: LawExampleRow["outcome"]): number => rows.filter((r) => r.outcome === outcome).length;
  return ok({ passed: count("passed"), failed: count("failed"), skipped: count("skipped"), rows });
}
