import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { Claim } from "#claim/claim.ts";
import { checkSent, claimOf } from "#claim/from-x12.ts";
import { checkPayment, remittanceOf } from "#claim/remittance-from-x12.ts";
import type { SetContext } from "#x12/context.ts";
import type { Outcome, ProviderAdjustment, Span } from "#x12/model.ts";
import { readX12, type X12Handlers } from "#x12/read.ts";
import { MOST_ADJUSTMENTS, namesIn } from "./intake-adjustments.ts";
import { problemList, type ShelfFile, type Shelves, shelveClaim } from "./intake-shelf.ts";
import { latin1 } from "./read-bytes.ts";

/** What was read of one file. */
export interface ReadCounts {
  readonly interchanges: number;
  readonly sets: number;
  readonly claims: number;
  readonly remittances: number;
  /** Service lines of claims and remittances together. */
  readonly lines: number;
}

export interface X12Read {
  readonly read: ReadCounts;
  /** Kinds of sets, such as "837" and "271", with how many of each. */
  readonly sets: ReadonlyMap<string, number>;
  /** What acknowledgments among them say, in words, by kind of set: "3 claims accepted, 1 rejected". */
  readonly said: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

const CHUNK = 1 << 18;
/** Claims wait for those before them to be evaluated, and what waits is copied by the collector: so a few at a time. */
const CHUNK_AGAIN = 1 << 15;

/** Counts verdicts. */
class Verdicts {
  private accepted = 0;
  private rejected = 0;
  private silent = 0;

  add(outcome: Outcome | undefined): void {
    if (outcome === "accepted") this.accepted++;
    else if (outcome === "rejected") this.rejected++;
    else this.silent++;
  }

  /** "3 claims accepted, 1 rejected"; undefined when there were none. */
  words(what: string): string | undefined {
    const { accepted, rejected, silent } = this;
    if (accepted + rejected + silent === 0) return undefined;
    const open = silent === 0 ? "" : `, ${silent} neither`;
    return `${accepted} ${what}${accepted === 1 ? "" : "s"} accepted, ${rejected} rejected${open}`;
  }
}

type Tick = (bytes: number) => void;

/** Pushes a file through a reader of X12 in chunks, one at a step. */
export function* through(
  file: ShelfFile,
  handlers: X12Handlers,
  tick: Tick,
  finish: (problems: readonly Problem[], interchanges: number, sets: number) => void,
  size = CHUNK,
): Generator<void> {
  const reader = readX12(file.name, handlers, latin1);
  const chunk = new Uint8Array(Math.min(size, Math.max(1, file.bytes.size)));
  for (let at = 0; at < file.bytes.size && !reader.stopped; ) {
    const n = file.bytes.read(chunk, at);
    if (n === 0) break;
    reader.push(n === chunk.length ? chunk : chunk.subarray(0, n));
    at += n;
    tick(n);
    yield;
  }
  const { problems, interchanges, sets } = reader.end();
  finish(problems, interchanges, sets);
  yield;
}

/** Overpayment recovery and forwarding balance: reasons of a PLB under which a payer takes money back for a claim. */
export const TAKES_BACK: ReadonlySet<string> = new Set(["WO", "FB", "72", "CS"]);

/** Remembers a positive adjustment (it reduces the payment) under every number its reference may name. */
function recover(s: Shelves, a: ProviderAdjustment): void {
  if (a.amount <= 0n || a.reference === undefined || !TAKES_BACK.has(a.reason)) return;
  for (const key of namesIn(a.reference)) s.recovered.set(key, (s.recovered.get(key) ?? 0) + Number(a.amount));
}

const tooMany = (file: string, span: Span): Problem =>
  problem(
    "warning",
    "provider-adjustments-cut",
    { file, byte: span.from, segment: span.segment },
    `The folder has more than ${MOST_ADJUSTMENTS} provider adjustments (PLB); those from here on are not listed.`,
  );

/** Reads a file once, for the indexes, a piece at a step. */
export function* readOnce(file: ShelfFile, s: Shelves, tick: Tick): Generator<void, X12Read> {
  const own = problemList(file.name);
  const report = (p: Problem): void => own.take(p);
  const sets = new Map<string, number>();
  const [setVerdicts, claimVerdicts] = [new Verdicts(), new Verdicts()];
  let claims = 0;
  let remittances = 0;
  let lines = 0;
  let cut: Span | undefined;
  let context: SetContext | undefined;
  let fileDay: Day | undefined;
  let read: ReadCounts = { interchanges: 0, sets: 0, claims, remittances, lines };
  let problems: readonly Problem[] = [];
  s.remittances.begin(file);
  const handlers: X12Handlers = {
    set(c) {
      context = c;
      fileDay = c.fileDay;
      sets.set(c.kind, (sets.get(c.kind) ?? 0) + 1);
    },
    claim(record) {
      const c = claimOf(record, file.name, report);
      checkSent(c, fileDay, record.span, report);
      claims++;
      lines += c.lines.length;
      shelveClaim(s, c, fileDay);
    },
    payment(p) {
      checkPayment(p, file.name, report);
      if (context !== undefined) s.remittances.payment(context, p);
    },
    claimPayment(record) {
      const r = remittanceOf(record, file.name, report);
      remittances++;
      lines += r.lines.length;
      s.remittances.add(r, record.span);
      s.history.add(r);
    },
    providerAdjustment(a, payment) {
      recover(s, a);
      if (!s.adjustments.add(a, payment, file.name)) cut ??= payment.span;
    },
    setAnswer: (a) => setVerdicts.add(a.outcome),
    claimAnswer(a) {
      if (a.about === "claim") claimVerdicts.add(a.outcome);
    },
  };
  const finish = (found: readonly Problem[], interchanges: number, count: number): void => {
    if (cut !== undefined) report(tooMany(file.name, cut));
    read = { interchanges, sets: count, claims, remittances, lines };
    problems = [...found, ...own.list()];
  };
  yield* through(file, handlers, tick, finish);
  const said = new Map<string, string>();
  const [ofSets, ofClaims] = [setVerdicts.words("set"), claimVerdicts.words("claim")];
  if (ofSets !== undefined) said.set("999", ofSets);
  if (ofClaims !== undefined) said.set("277", ofClaims);
  return { read, sets, said, problems };
}

const nothing = (): void => {};

/** Reads the claims of a file again, in the same order as before. */
export function* claimsAgain(file: ShelfFile, tick: Tick): Generator<Claim> {
  let ready: Claim[] = [];
  const handlers: X12Handlers = { claim: (record) => ready.push(claimOf(record, file.name, nothing)) };
  for (const _ of through(file, handlers, tick, nothing, CHUNK_AGAIN)) {
    const batch = ready;
    ready = [];
    yield* batch;
  }
}
