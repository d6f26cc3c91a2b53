import { type Asks, answers, COMPONENT, otherSeparator, ROW, wrongIn } from "./asks.ts";
import type { SetEnd, SetReader } from "./context.ts";
import { type Compiled, choiceFor, firstFor, type State, type Step } from "./grammar.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";
import * as say from "./walk-problems.ts";

/** What to do with a segment in its place. One that comes late belongs to `step.target`, not to the loop that is open. */
export type Action<S> = (subject: S, s: Segment, loop: string, step: Step) => void;

/** What following a walk means for `subject`. The tables go by `Step.index` and `State.index`. */
export interface Follower<S> {
  readonly subject: S;
  readonly actions: readonly (Action<S> | undefined)[];
  /** A loop ends, innermost first. `end` is one past the last byte that belongs to it. */
  readonly closes: readonly (((subject: S, end: number) => void) | undefined)[];
  /** The grammar has no place for a segment. */
  stray?(s: Segment, state: State): void;
  /** The file was cut while the set was open. */
  cut(subject: S): void;
}

/** What is noted of each step: the loop it was last seen in (by the number of its first segment), how often, which kinds. */
const NOTES = 3;
const COUNT = 1;
const KINDS = 2;
/** And of each loop: in which one above, and how often. */
const LOOP_NOTES = 2;
/** Kinds past these are not told apart. */
const MASKED = 31;

/** Whether a segment can only belong to a loop, or to a loop that it requires: so that the loop must have begun. */
function leadsInto(step: Step, loop: State, s: Segment): boolean {
  const inside =
    step.target === loop ? !step.starts : step.starts && step.target.required && step.target.parent === loop;
  if (!inside || !(loop.most === 1 || step.rule.required)) return false;
  return step.at === 0 || step.codes.includes(s.code(step.at));
}

/**
 * Follows the segments of one set through its loops, and warns of what the guide does not allow: order, repeats, what is
 * required, and codes. The class guards the stack of open loops. A segment in order costs no memory.
 */
export class Walk<S> implements SetReader {
  state: State;
  private readonly follower: Follower<S>;
  private readonly subject: S;
  private readonly actions: readonly (Action<S> | undefined)[];
  private readonly problems: Problems;
  private readonly seen: Int32Array;
  private readonly loopsFrom: number;
  /** Where the loop at each depth began, for Problems about what it lacks, and how far it has come. */
  private readonly startByte: Float64Array;
  private readonly startNumber: Int32Array;
  private readonly reached: Int32Array;
  /** How often kinds that may repeat only so often have come; made when one does. */
  private repeats: Map<number, { readonly start: number; readonly count: number }> | undefined;
  private end: number;
  /** The last segment had no place, and was told. */
  private lost = false;
  /** Components stand apart by another separator than the ISA names: told once, and none is asked after. */
  private unsplit = false;
  /** The loop that begins stands a second time where it may once. */
  private twice = false;
  /** Where the loop began in which two were told to be one: what repeats there from then on is not told again. */
  private doubled = 0;

  constructor(compiled: Compiled, follower: Follower<S>, problems: Problems, first: Segment) {
    this.state = compiled.root;
    this.follower = follower;
    this.subject = follower.subject;
    this.actions = follower.actions;
    this.problems = problems;
    this.loopsFrom = compiled.steps.length * NOTES;
    this.seen = new Int32Array(this.loopsFrom + compiled.states.length * LOOP_NOTES);
    this.startByte = new Float64Array(compiled.depth);
    this.startNumber = new Int32Array(compiled.depth);
    this.reached = new Int32Array(compiled.depth);
    this.startByte[0] = first.start;
    this.startNumber[0] = first.number;
    this.end = first.end;
  }

  segment(s: Segment): void {
    const step = this.choose(s) ?? this.headless(s);
    if (step === undefined) {
      this.stray(s);
      return;
    }
    this.lost = false;
    const target = step.target;
    if (step.starts) this.enter(step, s);
    // A segment of a loop above that has already moved on is read there, and the walk stays where it is.
    else if (step.trailer && target !== this.state) this.leaveTo(target);
    this.place(step, s, target);
    if (s.count > step.elements) say.tooMany(this.problems, s, step);
    const { needs, asks } = step;
    for (let i = 0; i < needs.length; i++) {
      const element = needs[i] as number;
      if (!s.has(element)) say.lacks(this.problems, s, step, [element]);
    }
    if (asks.rows.length > 0) this.ask(s, step, asks);
    const action = this.actions[step.index];
    if (action !== undefined) action(this.subject, s, target.loop, step);
    this.end = s.end;
  }

  private choose(s: Segment): Step | undefined {
    const choice = choiceFor(this.state, s.id);
    const { at } = choice;
    if (at < 0) return choice.steps.find((step) => step.at === 0 || step.codes.includes(s.code(step.at)));
    if (at > 0) {
      const code = s.code(at);
      if (code !== choice.code) {
        choice.step = firstFor(choice.steps, code);
        choice.code = code;
      }
    }
    return choice.step;
  }

  /**
   * A required loop whose first segment is missing: what follows it leads into the loop all the same, and the loop then
   * lacks one segment instead of being lost with all it holds.
   */
  private headless(s: Segment): Step | undefined {
    for (let at: State | undefined = this.state; at !== undefined; at = at.record ? undefined : at.parent) {
      for (const loop of at.requiredLoops) {
        // Beside a loop of its own kind it may still come.
        if (this.hasCome(loop, at) || (this.reached[at.depth] as number) >= loop.position) continue;
        const step = choiceFor(loop, s.id).steps.find((x) => leadsInto(x, loop, s));
        if (step === undefined) continue;
        this.open(loop, at, s);
        return step;
      }
    }
    return undefined;
  }

  private hasCome(loop: State, parent: State): boolean {
    return this.seen[this.loopsFrom + loop.index * LOOP_NOTES] === this.startNumber[parent.depth];
  }

  /** Leaves loops up to the parent of the one that begins, and opens it. */
  private enter(step: Step, s: Segment): void {
    const { target } = step;
    const { parent } = target;
    if (parent === undefined) return;
    // The first segment of a loop that began with the one before: out of order, but no second loop.
    if (target === this.state && this.startNumber[target.depth] === s.number - 1 && this.lacksStart(step)) return;
    const first = this.open(target, parent, s);
    if (step.unlisted && (first || !target.record)) say.unlisted(this.problems, s, step);
  }

  private lacksStart(step: Step): boolean {
    return this.seen[step.index * NOTES] !== this.startNumber[step.target.depth];
  }

  /** Answers whether it is the first of its kind under its parent. */
  private open(loop: State, parent: State, s: Segment): boolean {
    const first = !this.hasCome(loop, parent);
    // What the one before lacks this one may have: that there are two is what is told.
    this.twice = !first && loop.most === 1;
    if (this.state !== parent) this.leaveTo(parent);
    this.twice = false;
    const up = parent.depth;
    const note = this.loopsFrom + loop.index * LOOP_NOTES;
    const { seen } = this;
    seen[note] = this.startNumber[up] as number;
    seen[note + COUNT] = first ? 1 : (seen[note + COUNT] as number) + 1;
    if (!first && loop.most > 0 && seen[note + COUNT] === loop.most + 1) say.loopAgain(this.problems, s, loop);
    else if (loop.position >= 0 && loop.position < (this.reached[up] as number)) {
      say.loopUnordered(this.problems, s, loop);
      this.doubled = this.startNumber[up] as number;
    }
    if (loop.position >= 0) this.reached[up] = loop.position;
    const { depth } = loop;
    this.reached[depth] = 0;
    this.startByte[depth] = s.start;
    this.startNumber[depth] = s.number;
    this.state = loop;
    return first;
  }

  /** Notes that the segment has come, and warns when it came too often or out of its order: of one of these only. */
  private place(step: Step, s: Segment, target: State): void {
    const { seen } = this;
    const note = step.index * NOTES;
    const start = this.startNumber[target.depth] as number;
    let told = false;
    if (seen[note] !== start) {
      seen[note] = start;
      seen[note + COUNT] = 1;
      seen[note + KINDS] = 0;
    } else if (++(seen[note + COUNT] as number) === step.most + 1 && step.most > 0) {
      if (this.doubled !== start) say.again(this.problems, s, step);
      told = true;
      // What follows a second of what may stand once is likely a second of all that goes with it.
      if (step.most === 1) this.doubled = start;
    }
    if (step.kindAt > 0 && !told) told = this.kind(step, s, note, start);
    const reached = this.reached[target.depth] as number;
    if (step.position < reached && !told) say.unordered(this.problems, s, step, target !== this.state);
    this.reached[target.depth] = step.position;
  }

  /** Answers whether it told something. */
  private kind(step: Step, s: Segment, note: number, start: number): boolean {
    const { kinds, kindMost, kindAt } = step;
    const code = s.code(kindAt);
    let k = 0;
    while (k < kinds.length && kinds[k] !== code) k++;
    if (k === kinds.length) {
      if (!s.has(kindAt)) return false;
      say.wrongCode(this.problems, s, step, [kindAt]);
      return true;
    }
    const most = kindMost[k] as number;
    if (most === 0 || k >= MASKED) return false;
    const bit = 1 << k;
    const before = this.seen[note + KINDS] as number;
    this.seen[note + KINDS] = before | bit;
    if ((before & bit) === 0 || !this.repeated(step.index * MASKED + k, most, start)) return false;
    if (this.doubled !== start) say.kindAgain(this.problems, s, step, most);
    return true;
  }

  /** Counts what has come before within the loop that began at `start`; answers true when `most` is just exceeded. */
  private repeated(key: number, most: number, start: number): boolean {
    this.repeats ??= new Map();
    const known = this.repeats.get(key);
    const count = known !== undefined && known.start === start ? known.count + 1 : 2;
    this.repeats.set(key, { start, count });
    return count === most + 1;
  }

  private ask(s: Segment, step: Step, asks: Asks): void {
    const { rows } = asks;
    const { at, count } = s;
    for (let i = 0; i < rows.length; i += ROW) {
      const element = rows[i] as number;
      if (element > count) return;
      if ((at[element + 1] as number) - (at[element] as number) <= 1) continue;
      const component = rows[i + COMPONENT] as number;
      const code = component === 0 ? s.code(element) : s.partCode(element, component);
      if (!answers(asks, i, code)) this.answer(s, step, asks, i, code);
    }
  }

  /** Looks closer, and tells what is wrong. */
  private answer(s: Segment, step: Step, asks: Asks, i: number, code: number): void {
    const [element, component] = [asks.rows[i] as number, asks.rows[i + COMPONENT] as number];
    if (component > 0 && this.unsplit) return;
    const wrong = wrongIn(asks, i, s, code);
    if (wrong === undefined) return;
    const name = component === 0 ? ([element] as const) : ([element, component] as const);
    if (component > 0 && otherSeparator(s, element)) {
      this.unsplit = true;
      say.separator(this.problems, s, step, element);
    } else if (wrong === "missing") say.lacks(this.problems, s, step, name);
    else if (wrong === "code") say.wrongCode(this.problems, s, step, name);
    else say.wrongShape(this.problems, s, step, name, asks.shapes[i / ROW] as string);
  }

  private leaveTo(target: State): void {
    let at = this.state;
    while (at !== target && at.parent !== undefined) {
      this.leave(at);
      at = at.parent;
    }
    this.state = at;
  }

  private leave(state: State): void {
    const { seen } = this;
    const start = this.startNumber[state.depth] as number;
    const { requiredSteps, requiredLoops } = state;
    if (this.twice && state.most === 1) {
      this.follower.closes[state.index]?.(this.subject, this.end);
      return;
    }
    for (let i = 0; i < requiredSteps.length; i++) {
      const { index, rule } = requiredSteps[i] as Step;
      if (seen[index * NOTES] !== start) this.missing(state, `${rule.id} (${rule.name})`);
    }
    for (let i = 0; i < requiredLoops.length; i++) {
      const loop = requiredLoops[i] as State;
      if (!this.hasCome(loop, state)) this.missing(state, `loop ${loop.loop} (${loop.name})`);
    }
    this.follower.closes[state.index]?.(this.subject, this.end);
  }

  private missing(state: State, what: string): void {
    const byte = this.startByte[state.depth] as number;
    say.missing(this.problems, { byte, segment: this.startNumber[state.depth] as number, loop: state.loop }, what);
  }

  /** The set is over: closes every open loop, then the set itself; a cut one stays open, for nobody knows the rest. */
  close(how: SetEnd): void {
    if (how === "cut") {
      this.follower.cut(this.subject);
      return;
    }
    let at: State | undefined = this.state;
    while (at !== undefined) {
      this.leave(at);
      at = at.parent;
    }
  }

  private stray(s: Segment): void {
    this.end = s.end;
    if (!this.lost) say.stray(this.problems, s, this.state);
    this.lost = true;
    this.follower.stray?.(s, this.state);
  }
}
