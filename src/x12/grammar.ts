import { packCode, packId } from "./segment.ts";

/** One segment of a loop, in the guide's order. Absent `required` means situational. */
export interface SegmentRule {
  readonly id: string;
  readonly name: string;
  readonly required?: boolean;
  /** At most once in its loop. */
  readonly once?: boolean;
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
  readonly needs: readonly number[];
  readonly bit: number;
  /** Number of the rule in its grammar, for tables of what to do. */
  readonly index: number;
  readonly once: boolean;
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
  readonly once: boolean;
  readonly record: boolean;
  readonly requiredSegments: readonly { readonly bit: number; readonly rule: SegmentRule }[];
  readonly requiredLoops: readonly { readonly bit: number; readonly rule: LoopRule }[];
  readonly requiredMask: number;
  readonly requiredLoopMask: number;
  /** By packed id, what may come next, nearest first. Filled once all states exist. */
  readonly next: Map<number, readonly Step[]>;
}

export interface Compiled {
  readonly grammar: Grammar;
  readonly root: State;
  /** Keys "2300 CLM", by `Step.index`; and loop names, by `State.index`. */
  readonly steps: readonly string[];
  readonly states: readonly string[];
  readonly depth: number;
}

interface Draft {
  readonly state: State;
  readonly own: Step[];
  readonly children: { readonly step: Step; readonly draft: Draft }[];
}

const bitOf = (k: number): number => (k < 30 ? 1 << k : 0);

/**
 * Turns the literal into tables: for each loop and segment id the steps that are possible, nearest loop first. Climbing
 * out of loops is thus decided here, once, and a segment costs one lookup.
 */
export function compile(grammar: Grammar): Compiled {
  const steps: string[] = [];
  const states: string[] = [];
  let depth = 0;
  const build = (rule: LoopRule, parent: Draft | undefined, bit: number): Draft => {
    const level = parent === undefined ? 0 : parent.state.depth + 1;
    depth = Math.max(depth, level + 1);
    const state: State = {
      loop: rule.loop,
      name: rule.name,
      depth: level,
      parent: parent?.state,
      index: states.push(rule.loop) - 1,
      bit,
      once: rule.once === true,
      record: rule.record === true,
      ...requirements(rule),
      next: new Map(),
    };
    const own = rule.segments.map((r, k) => {
      const index = steps.push(`${rule.loop} ${r.id}`) - 1;
      return stepOf(r, state, index, bitOf(k), parent !== undefined && k === 0, rule.unlisted === true);
    });
    const draft: Draft = { state, own, children: [] };
    rule.loops?.forEach((child, k) => {
      const made = build(child, draft, bitOf(k));
      const first = made.own[0];
      if (first !== undefined) draft.children.push({ step: first, draft: made });
    });
    return draft;
  };
  const [first = { id: "ST", name: "Set header" }, ...rest] = grammar.segments;
  const root = build(
    { loop: grammar.set, name: grammar.name, segments: [first, ...rest], loops: grammar.loops },
    undefined,
    0,
  );
  link(root, []);
  return { grammar, root: root.state, steps, states, depth };
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
  bit: number,
  starts: boolean,
  unlisted: boolean,
): Step {
  return {
    rule,
    target,
    starts,
    late: false,
    unlisted,
    at: rule.when?.at ?? 0,
    codes: (rule.when?.codes ?? []).map(packCode),
    needs: rule.needs ?? [],
    bit,
    index,
    once: rule.once === true,
  };
}

/** Fills `next` of every state: own segments, child loops, then what the loops above still offer. */
function link(draft: Draft, above: readonly Step[]): void {
  const own = draft.own.filter((s) => !s.starts);
  const down = draft.children.map((c) => c.step);
  // An unlisted loop is a last resort, so a listed one further up is preferred.
  const offered = [...own, ...down, ...above];
  for (const step of [...offered.filter((s) => !s.unlisted), ...offered.filter((s) => s.unlisted)]) {
    const id = packId(step.rule.id);
    draft.state.next.set(id, [...(draft.state.next.get(id) ?? []), step]);
  }
  const late = own.map((s) => (s.rule.trailer === true ? s : { ...s, late: true }));
  const after = [...down, ...late, ...above];
  for (const child of draft.children) link(child.draft, child.draft.state.record ? after.filter(leadsOut) : after);
}

const leadsOut = (s: Step): boolean => (s.starts && s.target.record) || s.rule.trailer === true;
