import type { SetContext, SetEnd, SetReader } from "./envelope.ts";
import { type Compiled, compile, type Grammar, type State, type Step } from "./grammar.ts";
import type { ClaimPaymentRecord, ClaimRecord, PaymentRecord, ProviderAdjustment } from "./model.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";
import { Walk, type WalkSink } from "./walk.ts";

/** Takes the records of a file one at a time, in the order of the file. What it does not keep is gone. */
export interface Records {
  claim?(claim: ClaimRecord): void;
  /** Before the claim payments that belong to it. */
  payment?(payment: PaymentRecord): void;
  claimPayment?(claim: ClaimPaymentRecord): void;
  providerAdjustment?(adjustment: ProviderAdjustment, payment: PaymentRecord): void;
}

/**
 * What a transaction does with its segments. Keys are "2300 CLM"; "2310* NM1" serves the loops 2310A to 2310Z and "* N3"
 * any loop, the more exact one first. `closes` are keyed by loop.
 */
export interface Mapping<S> {
  open(context: SetContext, out: Records, problems: Problems): S;
  readonly segments: Readonly<Record<string, (state: S, s: Segment, loop: string) => void>>;
  readonly closes: Readonly<Record<string, (state: S, end: number) => void>>;
  /** The file was cut while this set was open. */
  cut(state: S): void;
}

/** A transaction as the catalog lists it. */
export interface Transaction {
  readonly grammar: Grammar;
  read(context: SetContext, first: Segment, out: Records, problems: Problems): SetReader;
  /** Keys of the mapping that no rule of the grammar answers to; a test keeps it empty. */
  readonly unused: () => readonly string[];
}

type Action<S> = (state: S, s: Segment, loop: string) => void;

const family = (loop: string): string => `${loop.replace(/[A-Z]$/, "")}*`;

function candidates(key: string): readonly string[] {
  const [loop = "", id = ""] = key.split(" ");
  return [key, `${family(loop)} ${id}`, `* ${id}`];
}

/** Binds what to do to the rules of the grammar. */
export function transaction<S>(grammar: Grammar, mapping: Mapping<S>): Transaction {
  let tables:
    | { compiled: Compiled; actions: (Action<S> | undefined)[]; closes: (((s: S, end: number) => void) | undefined)[] }
    | undefined;
  const load = () => {
    const compiled = compile(grammar);
    const actions = compiled.steps.map((k) => {
      const key = candidates(k).find((c) => mapping.segments[c] !== undefined);
      return key === undefined ? undefined : mapping.segments[key];
    });
    const closes = compiled.states.map((loop) => mapping.closes[loop]);
    return { compiled, actions, closes };
  };
  return {
    grammar,
    read(context, first, out, problems) {
      tables ??= load();
      const { compiled, actions, closes } = tables;
      const state = mapping.open(context, out, problems);
      const sink: WalkSink = {
        segment(step: Step, s: Segment): void {
          actions[step.index]?.(state, s, step.target.loop);
        },
        close(at: State, end: number): void {
          closes[at.index]?.(state, end);
        },
      };
      const walk = new Walk(compiled, sink, problems, first);
      return {
        segment: (s) => walk.segment(s),
        close: (how: SetEnd) => (how === "cut" ? mapping.cut(state) : walk.finish()),
      };
    },
    unused() {
      const compiled = compile(grammar);
      const used = new Set(compiled.steps.flatMap(candidates));
      const loops = new Set(compiled.states);
      return [
        ...Object.keys(mapping.segments).filter((k) => !used.has(k)),
        ...Object.keys(mapping.closes).filter((k) => !loops.has(k)),
      ];
    },
  };
}
