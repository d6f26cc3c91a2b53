import { packCode, packId } from "./segment.ts";

/** One segment of a loop, in the guide's order. Absent `required` means situational. */
export interface SegmentRule {
  readonly id: string;
  readonly name: string;
  readonly required?: boolean;
  /** At most once in its loop; or at most so often. */
  readonly once?: boolean;
  readonly most?: number;
  /** Elements that must not be empty. */
  readonly needs?: readonly number[];
  /** Only with one of these codes in element `at`; without it, with any. */
  readonly when?: { readonly at: number; readonly codes: readonly string[] };
  /** Stands after the child loops, as PLB does. */
  readonly trailer?: boolean;
}

/** A loop: begins with its first segment, repeats, and holds loops. */
export interface LoopRule {
  readonly loop: string;
  readonly name: string;
  readonly segments: readonly [SegmentRule, ...SegmentRule[]];
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
  /** The rules of each loop stand in the guide's order, and a segment out of it is warned of. */
  readonly ordered?: boolean;
  readonly segments: readonly SegmentRule[];
  readonly loops: readonly LoopRule[];
}

/** A rule as the walker uses it. `bit` tells the rules of one loop apart; 0 past the thirtieth. */
export interface Step {
  readonly rule: SegmentRule;
  readonly target: State;
  readonly starts: boolean;
  /** Belongs to a loop above that has already moved on: read there, and the walker stays where it is. */
  readonly late: boolean;
  readonly unlisted: boolean;
  readonly at: number;
  readonly codes: readonly number[];
  /** The first of them. */
  readonly code: number;
  readonly needs: readonly number[];
  readonly bit: number;
  /** Number of the rule in its grammar, for tables of what to do. */
  readonly index: number;
  /** How often at most; 0 for any number. */
  readonly most: number;
  /** What has been seen of its loop is at most this while it stands in order. */
  readonly last: number;
}

/** A loop in its place under its parents; the same rule under two parents makes two states. */
export interface State {
  readonly loop: string;
  readonly name: string;
  readonly depth: number;
  readonly parent: State | undefined;
  readonly index: number;
  /** Bit among its parent's loops. */
  readonly bit: number;
  /** How often at most under its parent; 0 for any number. */
  readonly most: number;
  readonly record: boolean;
  readonly requiredSegments: readonly { readonly bit: number; readonly rule: SegmentRule }[];
  readonly requiredLoops: readonly { readonly bit: number; readonly rule: LoopRule }[];
  readonly requiredMask: number;
  readonly requiredLoopMask: number;
  /** Its segments, and the first steps of the loops inside it. */
  readonly own: readonly Step[];
  readonly children: Step[];
  /** What may come next, made when the loop is first entered: most loops never are. */
  table: Table | undefined;
}

/** Steps by packed id, in an open-addressed table: a walk asks it once a segment. */
export interface Table {
  readonly ids: Int32Array;
  readonly steps: readonly (readonly Step[])[];
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

const bitOf = (k: number): number => (k < 30 ? 1 << k : 0);

/** Turns the literal into states and steps. What may follow what is worked out by `tableOf`, as loops are entered. */
export function compile(grammar: Grammar): Compiled {
  const steps: string[] = [];
  const states: string[] = [];
  let depth = 0;
  const ordered = grammar.ordered === true;
  const build = (rule: LoopRule, parent: State | undefined, bit: number): State => {
    const level = parent === undefined ? 0 : parent.depth + 1;
    depth = Math.max(depth, level + 1);
    const own: Step[] = [];
    const state: State = {
      loop: rule.loop,
      name: rule.name,
      depth: level,
      parent,
      index: states.push(rule.loop) - 1,
      bit,
      most: mostOf(rule),
      record: rule.record === true,
      ...requirements(rule),
      own,
      children: [],
      table: undefined,
    };
    rule.segments.forEach((r, k) => {
      const index = steps.push(`${rule.loop} ${r.id}`) - 1;
      const starts = parent !== undefined && k === 0;
      own.push(stepOf(r, state, index, { bit: bitOf(k), starts, unlisted: rule.unlisted === true, ordered }));
    });
    const first = own[0];
    if (parent !== undefined && first !== undefined) parent.children.push(first);
    rule.loops?.forEach((child, k) => {
      build(child, state, bitOf(k));
    });
    return state;
  };
  const [first = { id: "ST", name: "Set header" }, ...rest] = grammar.segments;
  const segments = [first, ...rest] as const;
  const root = build({ loop: grammar.set, name: grammar.name, segments, loops: grammar.loops }, undefined, 0);
  return { grammar, root, steps, states, depth };
}

function requirements(
  rule: LoopRule,
): Pick<State, "requiredSegments" | "requiredLoops" | "requiredMask" | "requiredLoopMask"> {
  const requiredSegments = rule.segments.map((r, k) => ({ rule: r, bit: bitOf(k) })).filter((x) => x.rule.required);
  const requiredLoops = (rule.loops ?? []).map((r, k) => ({ rule: r, bit: bitOf(k) })).filter((x) => x.rule.required);
  const mask = (list: readonly { readonly bit: number }[]): number => list.reduce((m, x) => m | x.bit, 0);
  return {
    requiredSegments,
    requiredLoops,
    requiredMask: mask(requiredSegments),
    requiredLoopMask: mask(requiredLoops),
  };
}

function stepOf(
  rule: SegmentRule,
  target: State,
  index: number,
  how: { readonly bit: number; readonly starts: boolean; readonly unlisted: boolean; readonly ordered: boolean },
): Step {
  const { bit, starts, unlisted, ordered } = how;
  return {
    rule,
    target,
    starts,
    late: false,
    unlisted,
    at: rule.when?.at ?? 0,
    codes: (rule.when?.codes ?? []).map(packCode),
    code: packCode(rule.when?.codes[0] ?? ""),
    needs: rule.needs ?? [],
    bit,
    index,
    most: mostOf(rule),
    last: ordered && bit > 0 ? bit * 2 - 1 : Number.MAX_SAFE_INTEGER,
  };
}

/** What loops above still offer to one inside `state`, nearest first. */
function offeredBelow(state: State): readonly Step[] {
  const late = state.own.filter((s) => !s.starts).map((s) => (s.rule.trailer === true ? s : { ...s, late: true }));
  return [...state.children, ...late, ...offeredAbove(state)];
}

function offeredAbove(state: State): readonly Step[] {
  if (state.parent === undefined) return [];
  const above = offeredBelow(state.parent);
  return state.record ? above.filter(leadsOut) : above;
}

const leadsOut = (s: Step): boolean => (s.starts && s.target.record) || s.rule.trailer === true;

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
  const steps: (readonly Step[])[] = new Array<readonly Step[]>(SLOTS).fill([]);
  for (const [id, list] of byId) {
    let slot = slotOf(id);
    while (ids[slot] !== 0) slot = (slot + 1) % SLOTS;
    ids[slot] = id;
    steps[slot] = list;
  }
  return { ids, steps };
}

/** What a segment with this id may be in this state, best first; empty when the grammar has no place for it. */
export function stepsFor(state: State, id: number): readonly Step[] {
  if (state.table === undefined) state.table = tableOf(state);
  const { ids, steps } = state.table;
  let slot = slotOf(id);
  while (ids[slot] !== id && ids[slot] !== 0) slot = (slot + 1) % SLOTS;
  return steps[slot] as readonly Step[];
}
