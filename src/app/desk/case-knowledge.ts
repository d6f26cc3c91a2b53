import type { Claim, Provider, Remittance } from "#claim/claim.ts";
import { claimFrom, remittanceFrom } from "#claim/stored.ts";
import { specialtyOf } from "#codes/specialty.ts";
import type { TenantTx } from "#store/store.ts";
import type { ClaimTraits } from "#strategy/playbooks/library.ts";
import { type Piece, pricedBy, type Recognized, recognize } from "#strategy/vendors/recognize.ts";
import { type Hint, hintsOf, piecesOf, segmentPieces } from "#strategy/vendors/remittance-pieces.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import { ownEntries, soughtOf } from "./directory.ts";
import { writtenPieces } from "./directory-habits.ts";
import type { NamingSegments } from "./eob-case.ts";
import type { QueueRow } from "./queue.ts";

/** What is known about a case before it is negotiated: which specialty it is, and who priced it. */

const specialtiesOf = (providers: readonly (Provider | undefined)[]): readonly string[] => [
  ...new Set(providers.flatMap((p) => (p?.taxonomy === undefined ? [] : (specialtyOf(p.taxonomy) ?? [])))),
];

function traitsOf(claim: Claim): ClaimTraits {
  const renderers = claim.lines.map((l) => l.rendering);
  return {
    lines: claim.lines.map((l) => ({ code: l.code, modifiers: l.modifiers, place: l.place })),
    place: claim.place,
    bill: claim.bill,
    specialties: specialtiesOf([claim.billing, claim.rendering, claim.facility, ...renderers]),
  };
}

/** Of a claim that no file holds: what the payer answered. */
const traitsAnswered = (remittances: readonly Remittance[]): ClaimTraits => ({
  lines: remittances.flatMap((r) => r.lines.map((l) => ({ code: l.code, modifiers: l.modifiers }))),
  place: remittances[0]?.place,
  specialties: specialtiesOf(remittances.flatMap((r) => [r.payee, r.rendering])),
});

async function remittancesOf(tx: TenantTx, claim: string): Promise<readonly Remittance[]> {
  const rows = await tx.db
    .selectFrom("remittance")
    .select("body")
    .where("org", "=", tx.principal.org)
    .where("claim", "=", claim)
    .orderBy("id")
    .execute();
  return rows.map((r) => remittanceFrom(r.body));
}

/** What the claim of a case says of its specialty; undefined when there is no such case. */
export async function traitsOfCase(
  tx: TenantTx,
  caseId: string,
): Promise<{ readonly row: QueueRow; readonly traits: ClaimTraits } | undefined> {
  const row = await rowOf(tx, caseId);
  if (row === undefined) return undefined;
  const found = await tx.db
    .selectFrom("claim")
    .select("body")
    .where("org", "=", tx.principal.org)
    .where("id", "=", row.claim)
    .executeTakeFirst();
  const claim = found === undefined ? undefined : claimFrom(found.body);
  if (claim !== undefined && claim.lines.length > 0) return { row, traits: traitsOf(claim) };
  return { row, traits: traitsAnswered(await remittancesOf(tx, row.claim)) };
}

export interface CaseVendor {
  readonly vendor: Recognized | undefined;
  readonly others: readonly Recognized[];
  readonly hints: readonly Hint[];
  readonly says: string;
}

const segmentsOf = (files: readonly NamingSegments[]): readonly Piece[] =>
  files.flatMap(({ separator, segments }) => segments.flatMap((s) => segmentPieces(s.text, s.segment, separator)));

function sayVendor(vendor: Recognized | undefined, hints: readonly Hint[]): string {
  const [clue] = vendor?.clues ?? [];
  if (vendor !== undefined && clue !== undefined)
    return `${vendor.name}, recognized by “${clue.words}” in ${clue.where}${vendor.sure === "certain" ? "" : `; ${vendor.sure}`}.`;
  return hints.length > 0
    ? "No vendor is named, though the codes say that somebody repriced it."
    : "No vendor is named in what came in or was written down.";
}

/** Who priced a case, by its remittances, their segments in the kept files, and what was written of calls and offers. */
export async function vendorOfCase(
  tx: TenantTx,
  row: Pick<QueueRow, "id" | "claim" | "client">,
  files: readonly NamingSegments[],
): Promise<CaseVendor> {
  const remittances = await remittancesOf(tx, row.claim);
  const view = (await loadCase(tx, row.id))?.state.view;
  const own = await ownEntries(tx, { client: row.client });
  const pieces = [
    ...remittances.flatMap(piecesOf),
    ...segmentsOf(files),
    ...(view === undefined ? [] : writtenPieces(view)),
  ];
  const found = recognize(pieces, soughtOf(own));
  const vendor = pricedBy(found);
  const hints = [...new Map(remittances.flatMap(hintsOf).map((h) => [h.code, h])).values()];
  return { vendor, others: found.filter((f) => f !== vendor), hints, says: sayVendor(vendor, hints) };
}
