import type { TenantTx } from "#store/store.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import type { QueueRow } from "./queue.ts";
import { type Said, sayEvent, sideOf } from "./timeline-words.ts";

/** What happened to a case, newest first. */

export interface TimelineEntry extends Said {
  readonly event: number;
  /** Its number and hash in the organization's chain; of an opening, those of the import that opened the case. */
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly on: string;
  readonly side: ReturnType<typeof sideOf>;
  readonly by: string;
  readonly superseded: boolean;
}

/** Where an import that opened a case stands in the chain; nowhere when a person opened it by hand. */
async function openingOf(tx: TenantTx, caseId: string): Promise<{ readonly seq: number; readonly hash: string }> {
  const opening = await tx.db
    .selectFrom("case_opening")
    .select("batch")
    .where("org", "=", tx.principal.org)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  const subject = opening?.batch ?? caseId;
  const event = await tx.db
    .selectFrom("event")
    .select(["seq", "hash"])
    .where("org", "=", tx.principal.org)
    .where("subject", "=", subject)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (opening?.batch === null || event === undefined) return { seq: 0, hash: "" };
  return { seq: Number(event.seq), hash: event.hash };
}

/** So many events after `before` (their numbers go down), and one more that tells of a next page. */
export async function readTimeline(
  tx: TenantTx,
  caseId: string,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<{ readonly row: QueueRow; readonly entries: readonly TimelineEntry[] } | undefined> {
  const row = await rowOf(tx, caseId);
  const logged = row && (await loadCase(tx, caseId));
  if (row === undefined || logged === undefined) return undefined;
  const { state, chain } = logged;
  const last = Math.min(state.log.length, (page.before ?? state.log.length + 1) - 1);
  const opening = last <= page.limit ? await openingOf(tx, caseId) : undefined;
  const entries: TimelineEntry[] = [];
  for (let number = last; number > Math.max(0, last - page.limit - 1); number--) {
    const event = state.log[number - 1];
    if (event === undefined) continue;
    const place = chain[number - 1];
    entries.push({
      ...sayEvent(event, state),
      event: number,
      seq: place?.seq ?? opening?.seq ?? 0,
      hash: place?.hash ?? opening?.hash ?? "",
      at: event.at,
      on: event.on,
      side: sideOf(event, state),
      by: event.by.name,
      superseded: state.undone.has(number),
    });
  }
  return { row, entries };
}
