import { CATALOG } from "#x12/catalog.ts";
import type { Grammar, LoopRule, SegmentRule } from "#x12/grammar.ts";
import { AMOUNT_ELEMENTS } from "#x12/json-model.ts";
import type { Chance } from "./chance.ts";

/** Grows files from the grammar's own literals: whatever they allow may come, in their order. */

/** What growing a set remembers: HL numbers and those of the levels above. */
interface Growth {
  readonly chance: Chance;
  readonly out: string[];
  hl: number;
  readonly above: number[];
}

const GROUP: Readonly<Record<string, string>> = { 837: "HC", 835: "HP", 999: "FA", 277: "HN" };
const WORDS = [
  "ALPHA",
  "BETA GROUP",
  "O'DELTA",
  "X1",
  "123456789",
  "99213",
  "J069",
  "20250101",
  "A-1",
  "NÚÑEZ",
  "1",
  "0",
];
const SITUATIONAL = 0.3;

const codesOf = (list: string | undefined): readonly string[] => list?.split(" ") ?? [];

/** The most segments of one rule: as often as it may stand, up to three. */
function timesOf(rule: { readonly once?: boolean; readonly most?: number }, chance: Chance): number {
  if (rule.once === true || rule.most === 1) return 1;
  return 1 + (chance.is(0.3) ? chance.below(Math.min(rule.most ?? 3, 3)) : 0);
}

/** What growing needs to know of a rule, worked out once. */
interface Form {
  readonly kinds: readonly string[];
  /** By element or "5-2". */
  readonly codes: ReadonlyMap<string, readonly string[]>;
  readonly shapes: ReadonlyMap<string, string>;
  /** How many components an element has, where it has some. */
  readonly parts: ReadonlyMap<number, number>;
  /** Elements that must be there, and the last of all that something is known of. */
  readonly must: ReadonlySet<number>;
  readonly known: number;
}

const FORMS = new WeakMap<SegmentRule, Form>();

function formOf(rule: SegmentRule): Form {
  const cached = FORMS.get(rule);
  if (cached !== undefined) return cached;
  const { kinds } = rule;
  const codes = Object.entries({ ...rule.codes, ...rule.codes5010 });
  const needs = [...(rule.needs ?? []), ...(rule.needs5010 ?? [])].map(String);
  const shapes = Object.entries(rule.shapes ?? {});
  const all = [...needs, ...codes.map(([k]) => k), ...shapes.map(([k]) => k)].map((k) => k.split("-").map(Number));
  const parts = new Map<number, number>();
  for (const [i = 0, part = 0] of all) if (part > 0) parts.set(i, Math.max(2, part, parts.get(i) ?? 0));
  // Which the reader asks for, not the grammar.
  if (rule.id === "HI") for (let i = 1; i <= 12; i++) parts.set(i, 2);
  const at = [rule.when?.at ?? 0, kinds?.at ?? 0].filter((i) => i > 0);
  const form: Form = {
    kinds: [...codesOf(kinds?.once), ...codesOf(kinds?.any), ...Object.keys(kinds?.most ?? {})],
    codes: new Map(codes.map(([k, list]) => [k, codesOf(list)])),
    shapes: new Map(shapes.map(([k, shape]) => [k, shape ?? ""])),
    parts,
    must: new Set([...needs.map((k) => Number(k.split("-")[0])), ...at]),
    known: Math.max(1, ...all.map(([i = 0]) => i)),
  };
  FORMS.set(rule, form);
  return form;
}

function shaped(shape: string, chance: Chance): string {
  if (shape === "day") return `2025${String(1 + chance.below(12)).padStart(2, "0")}15`;
  return [...shape].map((c) => (c === "9" ? chance.below(10) : chance.pick(["1", "7", "A"]))).join("");
}

function period(form: string): string {
  if (form === "RD8") return "20250101-20250131";
  if (form === "DT") return "202501011230";
  return form === "TM" ? "1230" : "20250101";
}

/** The value of an element or component. */
function wordOf(rule: SegmentRule, form: Form, key: string, chance: Chance): string {
  const list = form.codes.get(key);
  if (list !== undefined) return chance.pick(list);
  const shape = form.shapes.get(key);
  if (shape !== undefined) return shaped(shape, chance);
  if (AMOUNT_ELEMENTS[rule.id]?.includes(Number(key))) return String(chance.below(100_000) / 100);
  return chance.pick(WORDS);
}

function elementOf(rule: SegmentRule, form: Form, i: number, kind: string | undefined, chance: Chance): string {
  if (rule.when?.at === i) return chance.pick(rule.when.codes);
  if (rule.kinds?.at === i && kind !== undefined) return kind;
  const parts = form.parts.get(i);
  if (parts === undefined) return wordOf(rule, form, String(i), chance);
  let text = "";
  for (let k = 1; k <= parts; k++) text += (k > 1 ? ":" : "") + wordOf(rule, form, `${i}-${k}`, chance);
  return text;
}

function segmentOf(rule: SegmentRule, kind: string | undefined, g: Growth): string {
  const { chance } = g;
  const form = formOf(rule);
  const last = Math.max(1, ...form.must, chance.is(0.5) ? form.known : 0);
  const elements: string[] = [];
  for (let i = 1; i <= last; i++) {
    elements.push(form.must.has(i) || chance.is(0.4) ? elementOf(rule, form, i, kind, chance) : "");
  }
  if (rule.id === "HL") {
    elements[0] = String(++g.hl);
    if (g.above.length > 0) elements[1] = String(g.above.at(-1));
  }
  if (rule.id === "DTP") elements[2] = period(elements[1] ?? "");
  if (rule.id === "DTM") elements[1] = "20250101";
  if (rule.id === "SV1" && elements.length >= 7) elements[6] = "1";
  // An adjustment has a reason and an amount, or neither.
  if (rule.id === "PLB") for (let i = 3; i < elements.length; i += 2) elements[i] = elements[i - 1] === "" ? "" : "10";
  if (rule.id === "PLB" && elements.length % 2 === 1) elements.push("10");
  return [rule.id, ...elements].join("*");
}

function growSegment(rule: SegmentRule, g: Growth): void {
  const { chance, out } = g;
  const must = rule.required !== undefined && rule.required !== false;
  if (!must && !chance.is(SITUATIONAL)) return;
  const kinds = [...formOf(rule).kinds];
  for (let n = timesOf(rule, chance); n > 0; n--) {
    const kind = kinds.length > 0 ? kinds.splice(chance.below(kinds.length), 1)[0] : undefined;
    if (kind === undefined && rule.kinds !== undefined) return;
    out.push(segmentOf(rule, kind, g));
  }
}

function growLoop(rule: LoopRule, g: Growth): void {
  const [first, ...rest] = rule.segments;
  const level = first.id === "HL";
  g.out.push(segmentOf(first, formOf(first).kinds[0], g));
  if (level) g.above.push(g.hl);
  for (const r of rest) if (r.trailer !== true) growSegment(r, g);
  growLoops(rule.loops ?? [], g);
  for (const r of rest) if (r.trailer === true) growSegment(r, g);
  if (level) g.above.pop();
}

function growLoops(loops: readonly LoopRule[], g: Growth): void {
  for (const loop of loops) {
    if (loop.unlisted === true || (loop.required !== true && !g.chance.is(SITUATIONAL))) continue;
    for (let n = timesOf(loop, g.chance); n > 0; n--) growLoop(loop, g);
  }
}

/** One set of a grammar, ST to SE. */
function growSet(grammar: Grammar, version: string, control: string, chance: Chance): readonly string[] {
  const kind = grammar.set.slice(0, 3);
  const g: Growth = { chance, out: [`ST*${kind}*${control}*${version}`], hl: 0, above: [] };
  for (const r of grammar.segments) if (r.trailer !== true) growSegment(r, g);
  growLoops(grammar.loops, g);
  for (const r of grammar.segments) if (r.trailer === true) growSegment(r, g);
  return [...g.out, `SE*${g.out.length + 1}*${control}`];
}

/** A file of one to three sets of one guide. */
export function growFile(chance: Chance): string {
  const { grammar } = chance.pick(CATALOG);
  const version = grammar.versions[0] ?? "";
  const kind = grammar.set.slice(0, 3);
  const sets = Array.from({ length: 1 + chance.below(3) }, (_, k) =>
    growSet(grammar, version, String(k + 1).padStart(4, "0"), chance),
  );
  const [isa11, isa12] = version.startsWith("004") ? ["U", "00401"] : ["^", "00501"];
  const blank = " ".repeat(10);
  const who = (name: string): string => name.padEnd(15, " ");
  const segments = [
    `ISA*00*${blank}*00*${blank}*ZZ*${who("GROWER")}*ZZ*${who("READER")}*260105*1200*${isa11}*${isa12}*000000001*0*T*:`,
    `GS*${GROUP[kind] ?? "HC"}*GROWER*READER*20260105*1200*1*X*${version}`,
    ...sets.flat(),
    `GE*${sets.length}*1`,
    "IEA*1*000000001",
  ];
  const end = chance.pick(["~", "~\n", "~\r\n"]);
  return segments.map((s) => s + end).join("");
}
