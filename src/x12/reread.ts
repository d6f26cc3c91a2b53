import { transactionFor } from "./catalog.ts";
import { type ClaimContext, professionalClaims, resumeClaim } from "./claim-reader.ts";
import type { SetContext, SetReader } from "./context.ts";
import type { Delimiters } from "./delimiters.ts";
import type { ClaimPaymentRecord, ClaimRecord, PaymentRecord, Span } from "./model.ts";
import { resumePayment } from "./payment-reader.ts";
import { AlreadyTold } from "./problems.ts";
import { type Latin1, pureLatin1, readableId, type Segment } from "./segment.ts";
import { remittance4010, remittance5010 } from "./t835.ts";
import { institutional4010, institutional5010 } from "./t837i.ts";
import { professional5010 } from "./t837p.ts";
import { Tape, type TapeSink, type TapeStart } from "./tape.ts";

/** What reading a span again may be told beside the span. */
export interface Reread {
  /** TS3 provider of the claim payment, which stands outside its span. */
  readonly provider?: string | undefined;
  readonly latin1?: Latin1 | undefined;
}

/**
 * Reads one claim payment again from the bytes of its span, so that a million may be kept as spans. `bytes` are exactly
 * the bytes of `span` in the file, `delimiters` those of its set (`SetContext.delimiters`), `payment` the record it
 * belongs to. The answer equals the record first read. Undefined when the bytes hold no claim payment. Problems were
 * told when the file was read, and are not told again.
 */
export function readClaimPayment(
  bytes: Uint8Array,
  delimiters: Delimiters,
  payment: PaymentRecord,
  span: Pick<Span, "from" | "segment">,
  known: Reread = {},
): ClaimPaymentRecord | undefined {
  let found: ClaimPaymentRecord | undefined;
  const problems = new AlreadyTold();
  const claimPayment = (c: ClaimPaymentRecord): void => {
    found ??= c;
  };
  const out = { claimPayment };
  const state = resumePayment(contextOf(payment, delimiters, span, "835"), out, problems, payment);
  state.provider = known.provider;
  const grammar = transactionFor("835", payment.version)?.grammar;
  const guide = grammar === remittance4010.grammar ? remittance4010 : remittance5010;
  replay(bytes, delimiters, span, known.latin1, (s) => guide.resume(state, s, problems));
  return found;
}

/** As `readClaimPayment`, for a claim; `above` is what it hangs from, such as the record first read. */
export function readClaim(
  bytes: Uint8Array,
  delimiters: Delimiters,
  above: ClaimContext,
  span: Pick<Span, "from" | "segment">,
  known: Reread = {},
): ClaimRecord | undefined {
  let found: ClaimRecord | undefined;
  const problems = new AlreadyTold();
  const claim = (c: ClaimRecord): void => {
    found ??= c;
  };
  const out = { claim };
  const context = contextOf(above, delimiters, span, "837");
  const state = resumeClaim(professionalClaims.open(context, out, problems), above);
  const grammar = transactionFor("837", above.version)?.grammar;
  const guide = [institutional5010, institutional4010].find((t) => t.grammar === grammar) ?? professional5010;
  replay(bytes, delimiters, span, known.latin1, (s) => guide.resume(state, s, problems));
  return found;
}

function contextOf(
  known: Pick<ClaimRecord, "version" | "set" | "interchange">,
  delimiters: Delimiters,
  span: Pick<Span, "from" | "segment">,
  kind: string,
): SetContext {
  const { version, set, interchange } = known;
  return { kind, version, set, interchange, delimiters, byte: span.from, segment: span.segment };
}

/**
 * A tape that is used for one span after the other: six buffers made for each of a million spans cost more than the
 * reading, in making and in collecting. The class guards that a span begins where the one before left nothing.
 */
class Replay {
  private open: ((first: Segment) => SetReader) | undefined;
  private reader: SetReader | undefined;
  private readonly tape: Tape;

  constructor(latin1: Latin1) {
    const read = (s: Segment): void => {
      if (!readableId(s)) return;
      this.reader ??= this.open?.(s);
      this.reader?.segment(s);
    };
    const ignore = (): void => {};
    const sink: TapeSink = {
      segment: read,
      cut: read,
      header: ignore,
      empty: ignore,
      outside: ignore,
      tooLong: ignore,
    };
    this.tape = new Tape(sink, latin1);
  }

  run(bytes: Uint8Array, start: TapeStart, open: (first: Segment) => SetReader): void {
    this.open = open;
    this.reader = undefined;
    this.tape.restart(start);
    this.tape.push(bytes);
    this.tape.end();
    this.close();
  }

  private close(): void {
    this.reader?.close("closed");
  }
}

const replays = new WeakMap<Latin1, Replay>();

function replay(
  bytes: Uint8Array,
  delimiters: Delimiters,
  span: Pick<Span, "from" | "segment">,
  latin1: Latin1 = pureLatin1,
  open: (first: Segment) => SetReader,
): void {
  let of = replays.get(latin1);
  if (of === undefined) {
    of = new Replay(latin1);
    replays.set(latin1, of);
  }
  of.run(bytes, { delimiters, byte: span.from, segment: span.segment }, open);
}
