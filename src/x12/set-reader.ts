import type { SetContext, SetReader } from "./context.ts";
import { type Compiled, compile, type Grammar } from "./grammar.ts";
import type {
  ClaimAnswer,
  ClaimPaymentRecord,
  ClaimRecord,
  GroupAnswer,
  PaymentRecord,
  ProviderAdjustment,
  SetAnswer,
} from "./model.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";
import { type Action, Walk } from "./walk.ts";

/** Takes the records of a file one at a time, in the order of the file. What it does not keep is gone. */
export interface Records {
  claim?(claim: ClaimRecord): void;
  /** Before the claim payments that belong to it. */
  payment?(payment: PaymentRecord): void;
  claimPayment?(claim: ClaimPaymentRecord): void;
  providerAdjustment?(adjustment: ProviderAdjustment, payment: PaymentRecord): void;
  /** Of a 999: first the answers to its sets, then the one to their group. */
  setAnswer?(answer: SetAnswer): void;
  groupAnswer?(answer: GroupAnswer): void;
  /** Of a 277CA. */
  claimAnswer?(answer: ClaimAnswer): void;
}

/**
 * What a transaction does with its segments. Keys are "2300 CLM"; "2310* NM1" serves the loops 2310A to 2310Z and "* N3"
 * any loop, the more exact one first. `closes` are keyed by loop.
 */
export interface Mapping<S> {
  open(context: SetContext, out: Records, problems: Problems): S;
  readonly segments: Readonly<Record<string, Action<S>>>;
  readonly closes: Readonly<Record<string, (state: S, end: number) => void>>;
  /** The file was cut while this set was open. */
  cut(state: S): void;
}

/** A transaction whose state is known, so that reading can begin in the middle of a set. */
export interface TypedTransaction<S> extends Transaction {
  resume(state: S, first: Segment, problems: Problems): SetReader;
}

/** A transaction as the catalog lists it. */
export interface Transaction {
  readonly grammar: Grammar;
  /** The grammar compiled: once, when it is first asked for. */
  readonly compiled: () => Compiled;
  read(context: SetContext, first: Segment, out: Records, problems: Problems): SetReader;
  /** Keys of the mapping that no rule of the grammar answers to; a test keeps it empty. */
  readonly unused: () => readonly string[];
}

const family = (loop: string): string => `${loop.replace(/[A-Z]$/, "")}*`;

function candidates(key: string): readonly string[] {
  const [loop = "", id = ""] = key.split(" ");
  return [key, `${family(loop)} ${id}`, `* ${id}`];
}

interface Bound<S> {
  readonly compiled: Compiled;
  readonly actions: readonly (Action<S> | undefined)[];
  readonly closes: readonly (((state: S, end: number) => void) | undefined)[];
}

function bind<S>(compiled: Compiled, mapping: Mapping<S>): Bound<S> {
  const actions = compiled.steps.map((k) => {
    const key = candidates(k).find((c) => mapping.segments[c] !== undefined);
    return key === undefined ? undefined : mapping.segments[key];
  });
  return { compiled, actions, closes: compiled.states.map((loop) => mapping.closes[loop]) };
}

/** Ties what to do to the rules of the grammar. The tables are made when the first set is read. */
export function transaction<S>(grammar: Grammar, mapping: Mapping<S>): TypedTransaction<S> {
  let bound: Bound<S> | undefined;
  let made: Compiled | undefined;
  const compiled = (): Compiled => {
    made ??= compile(grammar);
    return made;
  };
  const resume = (state: S, first: Segment, problems: Problems): SetReader => {
    bound ??= bind(compiled(), mapping);
    const { actions, closes } = bound;
    return new Walk(bound.compiled, { subject: state, actions, closes, cut: mapping.cut }, problems, first);
  };
  return {
    grammar,
    compiled,
    resume,
    read: (context, first, out, problems) => resume(mapping.open(context, out, problems), first, problems),
    unused() {
      const used = new Set(compiled().steps.flatMap(candidates));
      const loops = new Set(compiled().states);
      return [
        ...Object.keys(mapping.segments).filter((k) => !used.has(k)),
        ...Object.keys(mapping.closes).filter((k) => !loops.has(k)),
      ];
    },
  };
}
