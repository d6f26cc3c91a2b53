import { transactionFor } from "./catalog.ts";
import type { SetContext, SetReader } from "./context.ts";
import type { State, Step } from "./grammar.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";
import { type Action, type Follower, Walk } from "./walk.ts";

/** Told of each segment of a set where it stands in its loops. */
export interface LoopSink {
  placed(s: Segment, step: Step): void;
  /** The guide has no place for it. */
  stray(s: Segment, state: State): void;
}

/** Follows sets through their loops for whoever asks only where segments stand. */
export class Loops {
  private readonly problems: Problems;

  constructor(problems: Problems) {
    this.problems = problems;
  }

  /** Undefined for a set of a guide that is not known. */
  open(context: SetContext, st: Segment, sink: LoopSink): SetReader | undefined {
    const found = transactionFor(context.kind, context.version);
    if (found === undefined) return undefined;
    const compiled = found.compiled();
    const placed: Action<LoopSink> = (to, s, _, step) => to.placed(s, step);
    const follower: Follower<LoopSink> = {
      subject: sink,
      actions: compiled.steps.map(() => placed),
      closes: [],
      stray: (s, state) => sink.stray(s, state),
      cut: () => {},
    };
    return new Walk(compiled, follower, this.problems, st);
  }
}
