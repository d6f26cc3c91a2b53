import { type Cite, type Confidence, cfr, usc, weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import { isCountable, lastDay, windowFor } from "./deadline.ts";
import { BATCHING, type BatchRule, CODE_RANGES } from "./federal/batching.ts";
import { BATCH_SERVICES, IDR_INITIATION } from "./federal/dispute.ts";
import { type DatedValue, valueOn } from "./statute.ts";

/**
 * Lines that somebody would like to dispute, put into as few disputes as the rule allows: which may share one, which must
 * stand alone, which cannot be disputed at all, and why. The rule is the one in force on the day negotiation began.
 * Source: 42 USC 300gg-111(c)(3)(A), 45 CFR 149.510(c)(3), 91 FR 33900.
 */
export interface BatchLine {
  /** Names the line for the caller; unique. */
  readonly id: string;
  /** The claim form it stands on: one patient, one encounter. */
  readonly claim: string;
  readonly npi?: string | undefined;
  readonly tin?: string | undefined;
  /** Key of whoever owes it, as the files name them. */
  readonly payer: string;
  /** Undefined while nobody has said how the plan is funded. */
  readonly selfFunded?: boolean | undefined;
  /** Group number of a plan; tells self-funded plans of one administrator apart. */
  readonly plan?: string | undefined;
  readonly code: string;
  readonly service?: Day | undefined;
  /** The day its negotiation began; absent while it is yet to begin. */
  readonly negotiation?: Day | undefined;
  /** Whether the federal road governs it; undefined while law cannot say. */
  readonly federal?: boolean | undefined;
}

export type Relation = "same code" | "one encounter" | "code range" | "air ambulance" | "entity's reading";

export interface LineVerdict {
  readonly line: BatchLine;
  readonly because: string;
  readonly cites: readonly Cite[];
}

/** Lines that may be filed as one dispute. */
export interface BuiltBatch {
  readonly lines: readonly BatchLine[];
  readonly relation: Relation;
  readonly because: string;
  readonly rule: DatedValue<BatchRule>;
  readonly confidence: Confidence;
  /** First service, and the last day that a service joined to it may have. */
  readonly first: Day;
  readonly lastService: Day;
  /** Days on which every line of it may be initiated; absent while negotiation has not begun. */
  readonly initiate?: readonly [Day, Day];
  /** What a person must still make sure of. */
  readonly flags: readonly string[];
}

export interface Built {
  readonly batches: readonly BuiltBatch[];
  /** May be disputed, each by itself. */
  readonly alone: readonly LineVerdict[];
  /** May not be disputed now. */
  readonly out: readonly LineVerdict[];
}

const THREE = usc(42, "300gg-111(c)(3)(A)");
const AIR: ReadonlySet<string> = new Set(["A0430", "A0431", "A0435", "A0436"]);

const rangeOf = (code: string): string | undefined =>
  /^\d{5}$/.test(code) ? CODE_RANGES.find((r) => code >= r.first && code <= r.last)?.name : undefined;

/** Why a line cannot be disputed with anything; undefined when it can. */
function barred(line: BatchLine, on: Day): LineVerdict | undefined {
  const no = (because: string, ...cites: readonly Cite[]): LineVerdict => ({ line, because, cites });
  if (line.federal === false) return no("The federal road does not govern it.", usc(42, "300gg-111(c)(1)"));
  if (line.federal === undefined)
    return no("Law cannot say yet which road governs it; answer what the case asks.", usc(42, "300gg-111(c)(1)"));
  if (line.npi === undefined && line.tin === undefined)
    return no("No NPI and no TIN of whoever billed it is known.", usc(42, "300gg-111(c)(3)(A)(i)"));
  if (line.service === undefined || !isCountable(line.service))
    return no("Its day of service is not known.", usc(42, "300gg-111(c)(3)(A)(iv)"));
  if (!/^[A-Z0-9]{4,7}$/i.test(line.code)) return no("It has no service code.", cfr(45, "149.510(b)(2)(iii)"));
  const began = line.negotiation ?? on;
  if (!isCountable(began) || valueOn(BATCHING, began) === undefined)
    return no("No rule of disputes was in force when its negotiation began.", THREE);
  if (line.negotiation !== undefined && windowFor(IDR_INITIATION, line.negotiation).safe[1] < on)
    return no("Its four days to initiate have passed.", ...IDR_INITIATION.cites);
  return undefined;
}

const providerOf = (l: BatchLine): string => l.tin ?? l.npi ?? "";

/** Who owes it, as far as two lines must agree in it: the plan itself where it is self-funded. */
const owedBy = (l: BatchLine): string => `${l.payer}${l.selfFunded === true ? ` plan ${l.plan ?? "?"}` : ""}`;

interface Family {
  readonly relation: Relation;
  readonly because: string;
  readonly key: string;
  readonly confidence: Confidence;
  readonly flags: readonly string[];
}

/** Every way in which a line is related to others under a rule, the surest first. */
function familiesOf(l: BatchLine, rule: BatchRule): readonly Family[] {
  const family = (
    relation: Relation,
    key: string,
    because: string,
    confidence: Confidence = "verified",
    flags: readonly string[] = [],
  ): Family => ({ relation, key: `${relation} ${key}`, because, confidence, flags });
  const range = rangeOf(l.code);
  const has = (way: BatchRule["relatedBy"][number]): boolean => rule.relatedBy.includes(way);
  if (AIR.has(l.code))
    return [family("air ambulance", l.claim, "Base rate and mileage of one transport are one item.", "known")];
  return [
    family("same code", l.code, `One code, ${l.code}, is a similar condition.`),
    ...(has("one-encounter")
      ? [
          family("one encounter", l.claim, "One patient's encounter on one claim form may be joined.", "verified", [
            "make sure that its days of service are consecutive",
          ]),
        ]
      : []),
    ...(has("code-range") && range !== undefined
      ? [
          family("code range", range, `The codes lie in one section, ${range}.`, "unsure", [
            "whether the whole section counts is for the entity to say; ask it first",
          ]),
        ]
      : []),
    ...(has("entity-discretion") && range !== undefined
      ? [
          family("entity's reading", range, "Under the statute alone each entity has its own reading.", "unsure", [
            "ask the entity whether it takes these codes together",
          ]),
        ]
      : []),
  ];
}

const SURENESS: readonly Relation[] = ["air ambulance", "same code", "one encounter", "code range", "entity's reading"];

const byService = (a: BatchLine, b: BatchLine): number =>
  (a.service ?? "") < (b.service ?? "") ? -1 : (a.service ?? "") > (b.service ?? "") ? 1 : a.id < b.id ? -1 : 1;

const overlap = (a: readonly [Day, Day] | undefined, b: readonly [Day, Day] | undefined) => {
  if (a === undefined || b === undefined) return a ?? b;
  const [from, until] = [a[0] > b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1]];
  return from <= until ? ([from, until] as const) : undefined;
};

const initiationOf = (l: BatchLine): readonly [Day, Day] | undefined =>
  l.negotiation === undefined ? undefined : windowFor(IDR_INITIATION, l.negotiation).safe;

/**
 * Splits related lines into as few batches as fit: a batch holds services of thirty business days, no more lines than the
 * rule's cap, and days on which all of it may be initiated. Taking each from its earliest service on is the least number.
 */
function split(lines: readonly BatchLine[], family: Family, rule: DatedValue<BatchRule>): BuiltBatch[] {
  const waiting = [...lines].sort(byService);
  const made: BuiltBatch[] = [];
  while (waiting.length > 0) {
    const head = waiting.shift() as BatchLine;
    const first = head.service as Day;
    const lastService = lastDay(BATCH_SERVICES, first);
    let initiate = initiationOf(head);
    const taken = [head];
    for (let i = 0; i < waiting.length && taken.length < (rule.value.mostLines ?? Infinity); ) {
      const next = waiting[i] as BatchLine;
      if ((next.service as Day) > lastService) break;
      const both = overlap(initiate, initiationOf(next));
      const begun = (initiate === undefined) === (initiationOf(next) === undefined);
      if (begun && (initiate === undefined || both !== undefined)) {
        taken.push(next);
        initiate = both;
        waiting.splice(i, 1);
      } else i += 1;
    }
    const unfunded = taken.some((l) => l.selfFunded === undefined);
    made.push({
      ...{ lines: taken, relation: family.relation, because: family.because, rule, first, lastService },
      confidence: weakest(family.confidence, rule.confidence),
      ...(initiate === undefined ? {} : { initiate }),
      flags: [
        ...family.flags,
        ...(unfunded
          ? ["how the plan is funded is not known for every line; a self-funded plan is told apart by plan"]
          : []),
      ],
    });
  }
  return made;
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

/** Batches among lines of one provider, one payer and one rule: the surest relation first, of those the one of most lines. */
function buildAmong(lines: readonly BatchLine[], rule: DatedValue<BatchRule>): Pick<Built, "batches" | "alone"> {
  const batches: BuiltBatch[] = [];
  let left = [...lines].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const relation of SURENESS) {
    const families = new Map<string, { readonly family: Family; readonly lines: BatchLine[] }>();
    for (const line of left)
      for (const family of familiesOf(line, rule.value)) {
        if (family.relation !== relation) continue;
        const found = families.get(family.key) ?? { family, lines: [] };
        families.set(family.key, found);
        found.lines.push(line);
      }
    const kept = new Set<BatchLine>();
    for (const { family, lines: related } of families.values())
      for (const batch of split(related, family, rule)) {
        if (batch.lines.length < 2) continue;
        batches.push(batch);
        for (const l of batch.lines) kept.add(l);
      }
    left = left.filter((l) => !kept.has(l));
  }
  const alone = left.map((line) => ({ line, because: whyAlone(line, lines), cites: rule.cites }));
  return { batches, alone };
}

function whyAlone(line: BatchLine, among: readonly BatchLine[]): string {
  if (among.length < 2)
    return "No other line here has this provider, this payer and a negotiation under the same rule.";
  const same = among.filter((o) => o !== line && o.code === line.code);
  if (same.length === 0) return "No other line here is related to it in a way the rule knows.";
  return "Related lines lie outside thirty business days of it, outside the cap, or outside its days to initiate.";
}

/** Puts lines into disputes on a day. Every line is named exactly once; the order of the lines changes nothing. */
export function buildBatches(lines: readonly BatchLine[], on: Day): Built {
  const out: LineVerdict[] = [];
  const groups = new Map<string, BatchLine[]>();
  for (const line of [...lines].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const no = barred(line, on);
    if (no !== undefined) {
      out.push(no);
      continue;
    }
    const rule = valueOn(BATCHING, line.negotiation ?? on);
    push(groups, JSON.stringify([providerOf(line), owedBy(line), rule?.from]), line);
  }
  const built = [...groups.values()].map((group) => {
    const rule = valueOn(BATCHING, group[0]?.negotiation ?? on) as DatedValue<BatchRule>;
    return buildAmong(group, rule);
  });
  const size = (a: BuiltBatch, b: BuiltBatch): number =>
    b.lines.length - a.lines.length || ((a.lines[0]?.id ?? "") < (b.lines[0]?.id ?? "") ? -1 : 1);
  return { batches: built.flatMap((b) => b.batches).sort(size), alone: built.flatMap((b) => b.alone), out };
}
