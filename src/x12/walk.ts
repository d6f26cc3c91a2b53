import type { SetEnd, SetReader } from "./context.ts";
import { type Compiled, type State, type Step, stepsFor } from "./grammar.ts";
import { mostElements } from "./most-elements.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";

/** What to do with a segment in its place. `late` segments belong to `step.target`, not to the loop that is open. */
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

/**
 * Follows the segments of one set through its loops, and warns of what the guide does not allow. The class guards the
 * stack of open loops.
 */
export class Walk<S> implements SetReader {
  state: State;
  private readonly follower: Follower<S>;
  private readonly subject: S;
  private readonly actions: readonly (Action<S> | undefined)[];
  private readonly problems: Problems;
  private readonly seen: Int32Array;
  private readonly seenLoops: Int32Array;
  /** Where the loop at each depth began, for Problems about what it lacks. */
  private readonly startByte: Float64Array;
  private readonly startNumber: Int32Array;
  /** How often what may repeat only so often has come, and where the loop around it began. */
  private readonly counts = new Map<Step | State, { readonly start: number; readonly count: number }>();
  private end: number;

  constructor(compiled: Compiled, follower: Follower<S>, problems: Problems, first: Segment) {
    this.state = compiled.root;
    this.follower = follower;
    this.subject = follower.subject;
    this.actions = follower.actions;
    this.problems = problems;
    this.seen = new Int32Array(compiled.depth);
    this.seenLoops = new Int32Array(compiled.depth);
    this.startByte = new Float64Array(compiled.depth);
    this.startNumber = new Int32Array(compiled.depth);
    this.startByte[0] = first.start;
    this.startNumber[0] = first.number;
    this.end = first.end;
  }

  segment(s: Segment): void {
    const step = this.choose(s);
    if (step === undefined) {
      this.stray(s);
      return;
    }
    const target = step.target;
    if (!step.late) {
      if (step.starts) this.enter(step, s);
      else if (target !== this.state) this.leaveTo(target);
      const depth = target.depth;
      const before = this.seen[depth] as number;
      if (step.most !== 0 && (before & step.bit) !== 0) this.again(step, s);
      if (before > step.last) this.unordered(s);
      this.seen[depth] = before | step.bit;
    } else this.misplaced(s, target);
    if (s.count > 1 && s.count > mostElements(s.id)) this.tooMany(s, target);
    for (let i = 0; i < step.needs.length; i++) if (!s.has(step.needs[i] as number)) this.lacks(s, step, i);
    const action = this.actions[step.index];
    if (action !== undefined) action(this.subject, s, target.loop, step);
    this.end = s.end;
  }

  private choose(s: Segment): Step | undefined {
    const steps = stepsFor(this.state, s.id);
    let at = 0;
    let code = 0;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as Step;
      if (step.at === 0) return step;
      if (step.at !== at) {
        at = step.at;
        code = s.code(at);
      }
      if (step.code === code || (step.codes.length > 1 && step.codes.includes(code))) return step;
    }
    return undefined;
  }

  /** Leaves loops up to the parent of the one that begins, and opens it. */
  private enter(step: Step, s: Segment): void {
    const target = step.target;
    const parent = target.parent;
    if (parent !== undefined) {
      if (this.state !== parent) this.leaveTo(parent);
      const before = this.seenLoops[parent.depth] as number;
      if (target.most !== 0 && (before & target.bit) !== 0) this.loopAgain(target, parent, s);
      this.seenLoops[parent.depth] = before | target.bit;
    }
    const depth = target.depth;
    this.seen[depth] = 0;
    this.seenLoops[depth] = 0;
    this.startByte[depth] = s.start;
    this.startNumber[depth] = s.number;
    this.state = target;
    if (step.unlisted) {
      const text = "The guide has no such loop here. It was read as well as it could be; ask the sender to mend it.";
      this.problems.at("warning", "loop-unlisted", s, text, target.loop);
    }
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
    const seen = this.seen[state.depth] as number;
    const loops = this.seenLoops[state.depth] as number;
    if ((seen & state.requiredMask) !== state.requiredMask) {
      for (const r of state.requiredSegments)
        if ((seen & r.bit) === 0) this.missing(state, `${r.rule.id} (${r.rule.name})`);
    }
    if ((loops & state.requiredLoopMask) !== state.requiredLoopMask) {
      for (const r of state.requiredLoops) {
        if ((loops & r.bit) === 0) this.missing(state, `loop ${r.rule.loop} (${r.rule.name})`);
      }
    }
    this.follower.closes[state.index]?.(this.subject, this.end);
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
    const text =
      "The guide has no place for this segment here. It is kept in the file but not read into a record; ask the sender to mend it.";
    this.problems.at("warning", "segment-unexpected", s, text, this.state.loop);
    this.follower.stray?.(s, this.state);
  }

  private misplaced(s: Segment, target: State): void {
    const text =
      "This segment belongs before the loops that already began. It was read where it belongs; ask the sender to mend the order.";
    this.problems.at("warning", "segment-order", s, text, target.loop);
  }

  /** Counts what has come before within the loop that began at `start`; answers true when `most` is just exceeded. */
  private exceeds(key: Step | State, most: number, start: number): boolean {
    const known = this.counts.get(key);
    const count = known !== undefined && known.start === start ? known.count + 1 : 2;
    this.counts.set(key, { start, count });
    return count === most + 1;
  }

  private again(step: Step, s: Segment): void {
    const { most } = step;
    if (most > 1 && !this.exceeds(step, most, this.startByte[step.target.depth] as number)) return;
    const text =
      most === 1
        ? "This segment may stand only once in its loop. The last one counts; check which is right."
        : `This segment may stand at most ${most} times in its loop. All were read; ask the sender to mend it.`;
    this.problems.at("warning", "segment-repeated", s, text, step.target.loop);
  }

  private loopAgain(target: State, parent: State, s: Segment): void {
    const { most } = target;
    if (most > 1 && !this.exceeds(target, most, this.startByte[parent.depth] as number)) return;
    const often = most === 1 ? "only once" : `at most ${most} times`;
    this.problems.at(
      "warning",
      "loop-repeated",
      s,
      `This loop may stand ${often} here. All were read; ask the sender to mend it.`,
      target.loop,
    );
  }

  private unordered(s: Segment): void {
    const text =
      "This segment belongs before others of its loop that already stood. It was read all the same; ask the sender to mend the order.";
    this.problems.at("warning", "segment-order", s, text, this.state.loop);
  }

  private tooMany(s: Segment, target: State): void {
    const text = "This segment has more elements than the guide allows. Check what the element here was meant to say.";
    this.problems.at("warning", "element-extra", s, text, target.loop, [mostElements(s.id) + 1]);
  }

  private lacks(s: Segment, step: Step, k: number): void {
    const element = step.needs[k] as number;
    const text = "This element is required and empty. Ask the sender to fill it.";
    this.problems.at("warning", "element-missing", s, text, step.target.loop, [element]);
  }

  private missing(state: State, what: string): void {
    const at = {
      byte: this.startByte[state.depth] as number,
      segment: this.startNumber[state.depth] as number,
      loop: state.loop,
    };
    this.problems.add(
      "warning",
      "segment-missing",
      at,
      `The guide requires ${what} in this loop. Ask the sender to add it.`,
    );
  }
}
