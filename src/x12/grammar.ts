import { type Asks, asksOf, type CodeList, type Codes, type ElementKey, listOf } from "./asks.ts";
import { mostElements } from "./most-elements.ts";
import { packCode, packId } from "./segment.ts";

/** A qualifier that tells the segments of one id apart: which there may be, and how often each in its loop. */
export interface Kinds {
  readonly at: number;
  readonly once?: CodeList;
  readonly any?: CodeList;
  readonly most?: Readonly<Record<string, number>>;
}

/**
 * One segment of a loop, in the guide's order. Absent `required` means situational. What names 5010 is asked there and was
 * not before, or nobody knows whether it was.
 */
export interface SegmentRule {
  readonly id: string;
  readonly name: string;
  readonly required?: boolean | "5010";
  /** At most once in its loop; or at most so often. */
  readonly once?: boolean;
  readonly most?: number;
  /** Elements and components that must not be empty; and those that only 5010 asks for. A component of an empty element may be absent. */
  readonly needs?: readonly ElementKey[];
  readonly needs5010?: readonly ElementKey[];
  /** Only with one of these codes in element `at`; without it, with any. */
  readonly when?: { readonly at: number; readonly codes: readonly string[] };
  readonly kinds?: Kinds;
  /** What an element may be when it is not empty. */
  readonly codes?: Codes;
  readonly codes5010?: Codes;
  /** How an element is made when it is not empty: 9 a digit, X a capital or a digit; "day" is a day of eight digits. */
  readonly shapes?: Codes;
  /** Stands after the child loops, as PLB does. */
  readonly trailer?: boolean;
}

/** A loop: begins with its first segment, repeats, and holds loops. */
export interface LoopRule {
  readonly loop: string;
  readonly name: string;
  readonly segments: readonly [SegmentRule, ...SegmentRule[]];
  /** In the guide's order; those that begin with the same segment may stand in any. */
  readonly loops?: readonly LoopRule[];
  readonly required?: boolean;
  readonly once?: boolean;
  readonly most?: number;
  /** Not in the guide here, though files have it: read, with a warning. */
  readonly unlisted?: boolean;
  /** Only a segment that begins another record, or a trailer, leads out of it: a stray NM1 must not end a claim. */
  readonly record?: boolean;
}

/** A transaction set of one guide. `versions` are compared with ST03 or GS08 without their addenda letter and number. */
export interface Grammar {
  readonly set: string;
  readonly versions: readonly string[];
  readonly name: string;
  readonly segments: readonly SegmentRule[];
  readonly loops: readonly LoopRule[];
}

/** A rule as the walker uses it. */
export interface Step {
  readonly rule: SegmentRule;
  readonly target: State;
  readonly starts: boolean;
  readonly trailer: boolean;
  readonly unlisted: boolean;
  readonly at: number;
  readonly codes: readonly number[];
  /** The first of them. */
  readonly code: number;
  readonly needs: Int32Array;
  /** What its elements are asked, see `asks.ts`. */
  readonly asks: Asks;
  /** Element of the qualifier, 0 for none; the codes it may be; how often each at most, 0 for any number. */
  readonly kindAt: number;
  readonly kinds: Int32Array;
  readonly kindMost: Int32Array;
  /** Number of the rule in its grammar, for tables of what to do. */
  readonly index: number;
  /** How often at most; 0 for any number. */
  readonly most: number;
  /** How many elements at most. */
  readonly elements: number;
  /** Where in its loop it stands: less than what came before is out of order. */
  readonly position: number;
}

/** A loop in its place under its parents; the same rule under two parents makes two states. */
export interface State {
  readonly loop: string;
  readonly name: string;
  readonly depth: number;
  readonly parent: State | undefined;
  readonly index: number;
  /** How often at most under its parent; 0 for any number. */
  readonly most: number;
  /** Where among its parent's segments and loops it stands; -1 when the guide does not list it. */
  readonly position: number;
  readonly record: boolean;
  readonly required: boolean;
  readonly requiredSteps: readonly Step[];
  readonly requiredLoops: State[];
  /** Its segments, and the first steps of the loops inside it. */
  readonly own: readonly Step[];
  readonly children: Step[];
  /** What may come next, made when the loop is first entered: most loops never are. */
  table: Table | undefined;
}

/** Choices by packed id, in an open-addressed table: a walk asks it once a segment. */
export interface Table {
  readonly ids: Int32Array;
  readonly choices: readonly Choice[];
}

/** What segments of one id may be in a loop, best first; the first that fits is it. */
export interface Choice {
  readonly steps: readonly Step[];
  /** The element whose code decides among them: 0 when it is the first whatever it holds, -1 when each asks another. */
  readonly at: number;
  /** What was last chosen, and by which packed code: files say the same again and again. */
  code: number;
  step: Step | undefined;
}

export interface Compiled {
  readonly grammar: Grammar;
  readonly root: State;
  /** Keys "2300 CLM", by `Step.index`; and loop names, by `State.index`. */
  readonly steps: readonly string[];
  readonly states: readonly string[];
  readonly depth: number;
}

const mostOf = (rule: { readonly once?: boolean; readonly most?: number }): number =>
  rule.once === true ? 1 : (rule.most ?? 0);

/** Positions of loops come after all segments, those of trailers after all loops. */
const LOOPS_FROM = 1000;
const TRAILERS_FROM = 2000;

/** Turns the literal into states and steps. What may follow what is worked out by `tableOf`, as loops are entered. */
export function compile(grammar: Grammar): Compiled {
  const steps: string[] = [];
  const states: string[] = [];
  let depth = 0;
  // The loop of a claim stands under several levels: what its rules ask is worked out once.
  const read = new Map<SegmentRule, RulePart>();
  const partOf = (rule: SegmentRule): RulePart => {
    const part = read.get(rule) ?? readRule(rule);
    read.set(rule, part);
    return part;
  };
  const build = (rule: LoopRule, parent: State | undefined, position: number): State => {
    const level = parent === undefined ? 0 : parent.depth + 1;
    depth = Math.max(depth, level + 1);
    const own: Step[] = [];
    const requiredSteps: Step[] = [];
    const state: State = {
      loop: rule.loop,
      name: rule.name,
      depth: level,
      parent,
      index: states.push(rule.loop) - 1,
      most: mostOf(rule),
      position: rule.unlisted === true ? -1 : position,
      record: rule.record === true,
      required: rule.required === true,
      requiredSteps,
      requiredLoops: [],
      own,
      children: [],
      table: undefined,
    };
    rule.segments.forEach((r, k) => {
      const index = steps.push(`${rule.loop} ${r.id}`) - 1;
      const starts = parent !== undefined && k === 0;
      const place = { starts, unlisted: rule.unlisted === true, position: r.trailer ? TRAILERS_FROM + k : k };
      const step = stepOf(partOf(r), state, index, place);
      own.push(step);
      if (r.required) requiredSteps.push(step);
    });
    const first = own[0];
    if (parent !== undefined && first !== undefined) parent.children.push(first);
    let rank = LOOPS_FROM;
    rule.loops?.forEach((child, k, loops) => {
      if (k > 0 && loops[k - 1]?.segments[0].id !== child.segments[0].id) rank++;
      const made = build(child, state, rank);
      if (child.required) state.requiredLoops.push(made);
    });
    return state;
  };
  const [first = { id: "ST", name: "Set header" }, ...rest] = grammar.segments;
  const segments = [first, ...rest] as const;
  const root = build({ loop: grammar.set, name: grammar.name, segments, loops: grammar.loops }, undefined, 0);
  return { grammar, root, steps, states, depth };
}

/** What a step takes from its rule, wherever the rule stands. */
type RulePart = Omit<Step, "target" | "index" | "starts" | "unlisted" | "position">;

function readRule(rule: SegmentRule): RulePart {
  const needs = [...(rule.needs ?? []), ...(rule.needs5010 ?? [])];
  const kinds = kindsOf(rule.kinds);
  return {
    rule,
    trailer: rule.trailer === true,
    at: rule.when?.at ?? 0,
    codes: (rule.when?.codes ?? []).map(packCode),
    code: packCode(rule.when?.codes[0] ?? ""),
    needs: Int32Array.from(needs.filter((n) => typeof n === "number")),
    asks: asksOf(
      needs.filter((n) => typeof n === "string"),
      { ...rule.codes, ...rule.codes5010 },
      rule.shapes ?? {},
    ),
    kindAt: rule.kinds?.at ?? 0,
    kinds: Int32Array.from(kinds.keys(), packCode),
    kindMost: Int32Array.from(kinds.values()),
    most: mostOf(rule),
    elements: mostElements(rule.id),
  };
}

/** A plain list of fields: the walker reads a step built so faster than a copy of its parts. */
function stepOf(
  part: RulePart,
  target: State,
  index: number,
  { starts, unlisted, position }: Pick<Step, "starts" | "unlisted" | "position">,
): Step {
  const { rule, trailer, at, codes, code, needs, asks, kindAt, kinds, kindMost, most, elements } = part;
  return {
    rule,
    target,
    starts,
    trailer,
    unlisted,
    at,
    codes,
    code,
    needs,
    asks,
    kindAt,
    kinds,
    kindMost,
    index,
    most,
    elements,
    position,
  };
}

/** How often each kind at most. */
const kindsOf = (rule: Kinds | undefined): ReadonlyMap<string, number> =>
  new Map<string, number>([
    ...listOf(rule?.once).map((code) => [code, 1] as const),
    ...listOf(rule?.any).map((code) => [code, 0] as const),
    ...Object.entries(rule?.most ?? {}),
  ]);

/** What loops above still offer to one inside `state`, nearest first. */
function offeredBelow(state: State): readonly Step[] {
  return [...state.children, ...state.own.filter((s) => !s.starts), ...offeredAbove(state)];
}

function offeredAbove(state: State): readonly Step[] {
  if (state.parent === undefined) return [];
  const above = offeredBelow(state.parent);
  return state.record ? above.filter((s) => (s.starts ? s.target.record : s.trailer)) : above;
}

const SLOTS = 128;
const slotOf = (id: number): number => Math.imul(id, 0x9e3779b1) >>> 25;

/** Own segments, child loops, then what the loops above still offer; an unlisted loop is a last resort. */
function tableOf(state: State): Table {
  const own = state.own.filter((s) => !s.starts);
  const offered = [...own, ...state.children, ...offeredAbove(state)];
  const byId = new Map<number, Step[]>();
  for (const step of [...offered.filter((s) => !s.unlisted), ...offered.filter((s) => s.unlisted)]) {
    const id = packId(step.rule.id);
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [step]);
    else known.push(step);
  }
  const ids = new Int32Array(SLOTS);
  const choices: Choice[] = new Array<Choice>(SLOTS).fill(choiceOf([]));
  for (const [id, steps] of byId) {
    let slot = slotOf(id);
    while (ids[slot] !== 0) slot = (slot + 1) % SLOTS;
    ids[slot] = id;
    choices[slot] = choiceOf(steps);
  }
  return { ids, choices };
}

function choiceOf(steps: readonly Step[]): Choice {
  const asked = new Set(steps.map((step) => step.at).filter((at) => at > 0));
  const at = steps[0]?.at === 0 || asked.size === 0 ? 0 : asked.size === 1 ? Math.max(...asked) : -1;
  return { steps, at, code: 0, step: firstFor(steps, 0) };
}

/** The first step that takes `code` in the element it asks, or asks none. */
export function firstFor(steps: readonly Step[], code: number): Step | undefined {
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as Step;
    if (step.at === 0 || step.code === code || (step.codes.length > 1 && step.codes.includes(code))) return step;
  }
  return undefined;
}

/** What a segment with this id may be in this state; a choice of no steps when the grammar has no place for it. */
export function choiceFor(state: State, id: number): Choice {
  if (state.table === undefined) state.table = tableOf(state);
  const { ids, choices } = state.table;
  let slot = slotOf(id);
  while (ids[slot] !== id && ids[slot] !== 0) slot = (slot + 1) % SLOTS;
  return choices[slot] as Choice;
}
