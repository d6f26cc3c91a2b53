import { join } from "node:path";
import type { Source } from "#claim/claim.ts";
import type { NoticeRecipient } from "#document/notice.ts";
import type { ByteSource } from "#exchange/byte-source.ts";
import { findFiles } from "#exchange/files.ts";
import type { ClaimPaymentRecord, Contact, PaymentRecord } from "#x12/model.ts";
import { readX12, type X12Reader } from "#x12/read.ts";
import { latin1 } from "./read-bytes.ts";

/** Whom a notice goes to: the payer as the remittance itself names it, read again from the file. */

const CHUNK = 1 << 18;

/** The qualifiers of PER03, PER05 and PER07. */
const WAYS: Readonly<Record<string, string>> = {
  TE: "telephone",
  FX: "fax",
  EM: "email",
  UR: "online",
  EX: "extension",
};

/** PER01: who answers. CX is for claims, BL is technical, IC gives an address on the web. */
const FIRST = ["CX", "IC", "BL"];

/** Ten digits as (800) 555-0199; anything else as it came. */
const numberWords = (way: string, n: string): string =>
  way === "TE" || way === "FX" ? n.replace(/^(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3") : n;

/** 850040001 as 85004-0001. */
const zipWords = (zip: string): string => zip.replace(/^(\d{5})(\d{4})$/, "$1-$2");

const contactWords = (c: Contact): readonly string[] =>
  c.numbers.map(([way, number]) =>
    [c.name, WAYS[way] ?? way, numberWords(way, number)].filter((t) => t !== undefined && t !== "").join(" "),
  );

function recipientOf(payment: PaymentRecord): NoticeRecipient {
  const { payer } = payment;
  const a = payer?.address;
  const place = [a?.city ?? "", [a?.state ?? "", zipWords(a?.zip ?? "")].filter((t) => t !== "").join(" ")];
  const rank = (c: Contact): number => (FIRST.indexOf(c.kind) + FIRST.length + 1) % (FIRST.length + 1);
  return {
    name: payer?.name ?? "",
    address: [...(a?.lines ?? []), ...place].filter((t) => t !== ""),
    contacts: [...(payer?.contacts ?? [])].sort((x, y) => rank(x) - rank(y)).flatMap(contactWords),
  };
}

/** The payer of the remittance that stands at byte `at` of a file; undefined when there is none, or it is no X12. */
function payerAmong(name: string, at: number, chunks: Iterable<Uint8Array>): NoticeRecipient | undefined {
  const reading = new PayerReading(name, at);
  for (const chunk of chunks) if (reading.push(chunk)) break;
  return reading.end();
}

/** Reads a file from its beginning, piece by piece, until the remittance at byte `at` tells whose payment it is. */
export class PayerReading {
  private recipient: NoticeRecipient | undefined;
  private readonly reader: X12Reader;

  constructor(name: string, at: number) {
    const claimPayment = (record: ClaimPaymentRecord): void => {
      if (record.span.from === at) this.recipient = recipientOf(record.payment);
    };
    this.reader = readX12(name, { claimPayment }, latin1);
  }

  /** True once nothing more needs to be read. */
  push(chunk: Uint8Array): boolean {
    this.reader.push(chunk);
    return this.reader.stopped || this.recipient !== undefined;
  }

  end(): NoticeRecipient | undefined {
    this.reader.end();
    return this.recipient;
  }
}

function* chunksOf(bytes: ByteSource): Generator<Uint8Array> {
  const chunk = new Uint8Array(Math.min(CHUNK, Math.max(1, bytes.size)));
  for (let at = 0; at < bytes.size; ) {
    const n = bytes.read(chunk, at);
    if (n === 0) return;
    yield chunk.subarray(0, n);
    at += n;
  }
}

/** The payer of the remittance that stands at `source`; undefined when the file holds it no more, or is no X12. */
export async function payerAt(
  paths: readonly string[],
  home: string,
  source: Source,
): Promise<NoticeRecipient | undefined> {
  const found = await findFiles(paths, { spool: join(home, "tmp") });
  try {
    const bytes = found.files.find((f) => f.name === source.file)?.bytes;
    return bytes === undefined ? undefined : payerAmong(source.file, source.byte, chunksOf(bytes));
  } finally {
    found.close();
  }
}
