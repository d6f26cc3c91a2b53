import { latin1 } from "#app/read-bytes.ts";
import { check } from "#base/check.ts";
import type { Source } from "#claim/claim.ts";
import { beginsIsa, type Delimiters, readHeader } from "#x12/delimiters.ts";
import type { Segment } from "#x12/segment.ts";
import { Tape } from "#x12/tape.ts";

/** The segments that a remittance was read from, as the file has them. */

export interface RawSegment {
  /** Counted from 1 in the file. */
  readonly segment: number;
  readonly text: string;
}

export interface RawRemittance {
  /** The segments of the claim itself, before its first service. */
  readonly claim: readonly RawSegment[];
  /** Those of each service, in order. */
  readonly lines: readonly (readonly RawSegment[])[];
}

/** Bytes of a file from a place; fewer when it ends. */
export type ReadAt = (from: number, length: number) => Promise<Uint8Array>;

const HEAD = 4096;
/** More than any claim of a payer: what is longer is shown as far as it goes. */
const SPAN = 1 << 18;

function delimitersIn(head: Uint8Array): Delimiters | undefined {
  for (let i = 0; i < head.length - 3; i++) {
    if (!beginsIsa(head, i)) continue;
    const header = readHeader(head, i, head.length);
    return typeof header === "string" ? undefined : header.delimiters;
  }
  return undefined;
}

/** How far before a claim the head of its payment is looked for: some hundred claims of one payment. */
const BEFORE = 1 << 17;
/** The head of a payment names the payer first (N1*PR) and ends with the payee. */
const HEAD_ENDS = new Set(["LX", "CLP", "SE", "ST", "BPR"]);

/** What stands between the elements of a file, and the segments about the payer. */
export interface PayerHead {
  readonly separator: string;
  readonly segments: readonly string[];
}

/**
 * Who paid and whom to ask: segments about the payer in the last head of a payment before a remittance, none where it
 * lies far back. Undefined when the file is no X12.
 */
export async function payerHead(read: ReadAt, source: Source): Promise<PayerHead | undefined> {
  const delimiters = delimitersIn(await read(0, HEAD));
  if (delimiters === undefined) return undefined;
  const separator = String.fromCharCode(delimiters.element);
  const from = Math.max(0, source.byte - BEFORE);
  const bytes = await read(from, source.byte - from);
  let head: string[] = [];
  let open = false;
  const take = (s: Segment): void => {
    const { id, text } = written(s);
    if (id === "N1") open = text.split(separator, 2)[1] === "PR";
    else if (HEAD_ENDS.has(id)) open = false;
    if (id === "N1" && open) head = [];
    if (open) head.push(text);
  };
  const nothing = (): void => {};
  const sink = { segment: take, header: nothing, empty: nothing, outside: nothing, cut: nothing, tooLong: nothing };
  const tape = new Tape(sink, latin1, { delimiters, byte: from, segment: 1 });
  tape.push(bytes);
  tape.end();
  return { separator, segments: head };
}

/** Segments that begin what comes after a claim. */
const AFTER = new Set(["CLP", "LX", "PLB", "SE", "ST", "GE", "IEA"]);

/** The id and the text of a segment as they stand in the file, without its terminator. */
function written(s: Segment): { readonly id: string; readonly text: string } {
  const text = latin1(s.raw, s.rawFrom, s.rawTo).trim();
  return { id: text.split(String.fromCharCode(s.delimiters.element), 1)[0] ?? "", text };
}

/** Reads the segments of the remittance at `source`; undefined when the file is no X12 or has something else there. */
export async function rawRemittance(read: ReadAt, source: Source): Promise<RawRemittance | undefined> {
  const delimiters = delimitersIn(await read(0, HEAD));
  if (delimiters === undefined) return undefined;
  const bytes = await read(source.byte, SPAN);
  const found: { id: string; segment: number; text: string }[] = [];
  let over = false;
  const take = (s: Segment): void => {
    if (over) return;
    const { id, text } = written(s);
    if (found.length > 0 && AFTER.has(id)) over = true;
    else found.push({ id, segment: s.number, text });
  };
  const nothing = (): void => {};
  const sink = { segment: take, header: nothing, empty: nothing, outside: nothing, cut: nothing, tooLong: nothing };
  const tape = new Tape(sink, latin1, { delimiters, byte: source.byte, segment: source.segment });
  tape.push(bytes);
  tape.end();
  return found[0]?.id === "CLP" ? grouped(found) : undefined;
}

function grouped(found: readonly { readonly id: string; readonly segment: number; readonly text: string }[]) {
  const groups: RawSegment[][] = [[]];
  for (const { id, segment, text } of found) {
    if (id === "SVC") groups.push([]);
    const group = groups.at(-1);
    check(group !== undefined, "segments have a group");
    group.push({ segment, text });
  }
  const [claim = [], ...lines] = groups;
  return { claim, lines };
}
