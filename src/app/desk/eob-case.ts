import type { Remittance, Source } from "#claim/claim.ts";
import type { Fate } from "#claim/match.ts";
import { remittanceFrom } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import { rowOf } from "./case-sheet.ts";
import type { Desk } from "./desk.ts";
import { type Eob, eobOf } from "./eob.ts";
import { type KeptFile, readerOf } from "./eob-file.ts";
import { payerHead, type RawRemittance, type RawSegment, rawRemittance } from "./eob-raw.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import type { QueueRow } from "./queue.ts";

/** What the payer said of one case, remittance by remittance. */

export interface CaseEob {
  readonly id: string;
  readonly file: string | null;
  readonly typedBy: string | undefined;
  readonly eob: Eob;
  readonly source: Source;
}

export interface CaseEobs {
  readonly row: QueueRow;
  readonly eobs: readonly CaseEob[];
  /** The kept files they were read from. */
  readonly files: readonly (KeptFile & { readonly id: string })[];
}

const keyOf = ({ file, byte, segment }: Source): string => `${file}\n${byte}\n${segment}`;

const day = ({ payment }: Remittance): string => payment.effective ?? payment.fileDay ?? "9999";

/** The remittances of a case, newest last, with what became of each; undefined when there is no such case. */
export async function readEobs(tx: TenantTx, desk: Desk, caseId: string): Promise<CaseEobs | undefined> {
  const row = await rowOf(tx, caseId);
  if (row === undefined) return undefined;
  const ground = await evaluateStored(tx, desk, row.claim, { asOf: desk.today() });
  const fates = new Map<string, Fate>();
  ground?.matched.remittances.forEach((r, i) => {
    const fate = ground.matched.fates[i];
    if (fate !== undefined) fates.set(keyOf(r.source), fate);
  });
  const rows = await tx.db
    .selectFrom("remittance")
    .select(["id", "file", "body"])
    .where("org", "=", tx.principal.org)
    .where("claim", "=", row.claim)
    .execute();
  const eobs = rows
    .map(({ id, file, body }) => ({ id, file, remittance: remittanceFrom(body) }))
    .sort((a, b) => (day(a.remittance) < day(b.remittance) ? -1 : day(a.remittance) > day(b.remittance) ? 1 : 0))
    .map(({ id, file, remittance: r }) => {
      const typed = r.source.typed;
      const typedBy = typed === undefined ? undefined : `${typed.name} on ${typed.on}`;
      return { id, file, typedBy, eob: eobOf(r, fates.get(keyOf(r.source))), source: r.source };
    });
  return { row, eobs, files: await keptFiles(tx, eobs) };
}

async function keptFiles(tx: TenantTx, eobs: readonly CaseEob[]): Promise<CaseEobs["files"]> {
  const ids = [...new Set(eobs.flatMap((e) => e.file ?? []))];
  if (ids.length === 0) return [];
  return await tx.db
    .selectFrom("source_file")
    .select(["id", "name", "sha256"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", ids)
    .execute();
}

/** Segments of the kept files that may name somebody, with what stands between their elements. */
export interface NamingSegments {
  readonly separator: string;
  /** Number 0: of the head of the payment, whose place in the file is not known. */
  readonly segments: readonly RawSegment[];
}

/** The same of each remittance, with the head of its payment. */
export async function namingSegments(
  desk: Desk,
  org: string,
  { eobs, files }: Pick<CaseEobs, "eobs" | "files">,
): Promise<readonly NamingSegments[]> {
  const found: NamingSegments[] = [];
  for (const file of files) {
    const of = eobs.filter((e) => e.file === file.id);
    const first = of[0];
    if (first === undefined) continue;
    const reader = await readerOf(desk, org, file, first.source.file);
    try {
      for (const { source } of of) {
        const [head, raw] = [await payerHead(reader.read, source), await rawRemittance(reader.read, source)];
        if (head === undefined || raw === undefined) continue;
        const segments = [...head.segments.map((text) => ({ segment: 0, text })), ...raw.claim, ...raw.lines.flat()];
        found.push({ separator: head.separator, segments });
      }
    } finally {
      reader.close();
    }
  }
  return found;
}

/** The segments of each remittance as the kept files have them, by its id; of typed ones there are none. */
export async function rawOf(
  desk: Desk,
  org: string,
  { eobs, files }: Pick<CaseEobs, "eobs" | "files">,
): Promise<ReadonlyMap<string, RawRemittance>> {
  const raw = new Map<string, RawRemittance>();
  for (const file of files) {
    const of = eobs.filter((e) => e.file === file.id);
    const first = of[0];
    if (first === undefined) continue;
    const reader = await readerOf(desk, org, file, first.source.file);
    try {
      for (const { id, source } of of) {
        const found = await rawRemittance(reader.read, source);
        if (found !== undefined) raw.set(id, found);
      }
    } finally {
      reader.close();
    }
  }
  return raw;
}
