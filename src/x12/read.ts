import type { Problem } from "#base/problem.ts";
import { transactionFor } from "./catalog.ts";
import type { Counts, EnvelopeSink, Interchange, SetContext, SetReader } from "./context.ts";
import { Envelope } from "./envelope.ts";
import { Problems } from "./problems.ts";
import { type Latin1, pureLatin1, type Segment } from "./segment.ts";
import type { Records } from "./set-reader.ts";
import { Tape } from "./tape.ts";

/** Takes what a file holds, one thing at a time and in its order. */
export interface X12Handlers extends Records {
  interchange?(interchange: Interchange): void;
  /** A set begins. Its delimiters are in the context: with them a span can be read again. */
  set?(context: SetContext): void;
}

/** Reads one file, pushed in chunks that may end anywhere. */
export interface X12Reader {
  push(chunk: Uint8Array): void;
  /** True when no more bytes are wanted, because nothing more can be read. */
  readonly stopped: boolean;
  /** To be called once. Counts, and the Problems in the order of the file. */
  end(): X12Summary;
}

export interface X12Summary extends Counts {
  readonly problems: readonly Problem[];
}

/**
 * Reads X12 into typed records. Memory stays flat whatever the size of the file: what a handler does not keep is gone.
 * `file` is the name Problems carry; `latin1` may bring a faster bytes-to-text than the pure one.
 */
export function readX12(file: string, handlers: X12Handlers, latin1: Latin1 = pureLatin1): X12Reader {
  const problems = new Problems(file);
  const envelope = new Envelope(typedSets(handlers, problems), problems);
  const tape = new Tape(envelope, latin1);
  return {
    push: (chunk) => tape.push(chunk),
    get stopped() {
      return tape.stopped;
    },
    end() {
      tape.end();
      envelope.finish();
      return { ...envelope.counts, problems: problems.list() };
    },
  };
}

/** Opens a typed reader for every set the catalog knows. */
export function typedSets(handlers: X12Handlers, problems: Problems): EnvelopeSink {
  return {
    interchange: (i) => handlers.interchange?.(i),
    open(context, st) {
      handlers.set?.(context);
      return openTyped(context, st, handlers, problems);
    },
  };
}

export function openTyped(
  context: SetContext,
  st: Segment,
  handlers: X12Handlers,
  problems: Problems,
): SetReader | undefined {
  const found = transactionFor(context.kind, context.version);
  if (found !== undefined) return found.read(context, st, handlers, problems);
  if (context.kind === "837" || context.kind === "835") {
    const text =
      "Parley does not read this guide into claims or payments; the set was kept as segments. Ask for 837P, 837I or 835 of 5010 or 4010.";
    problems.at("warning", "guide-not-read", st, text, undefined, [st.has(3) ? 3 : 1]);
  }
  return undefined;
}
