import { now } from "#app/clock.ts";
import { type ImportsReport, verifyImports } from "#app/desk/import-verify.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import { type Doing, reading } from "#app/doing.ts";
import { type ChainHead, type ChainReport, verifyChain } from "#store/audit.ts";
import { eventsOf, headOf } from "#store/audit-rows.ts";
import { kyselyOver } from "#store/dialect.ts";
import type { Session } from "#store/engine.ts";
import { OPENING_FOR_SYSTEM } from "#store/principal.ts";

/** The engine behind `parley audit verify`, in the terminal and in the window. */

const DEADLINE_MS = 6 * 3_600_000;
/** One moment of the whole record: what happens while it is read must not look like a fault of it. */
const OPENING = `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; ${OPENING_FOR_SYSTEM}`;

export interface AuditedOrganization extends ChainReport {
  readonly name: string;
  /** What the rows of its imports say beside the digests of their events. */
  readonly rows: ImportsReport;
}

/** Everything found: events that are not as written, and imports whose rows are not. */
export const faultsOf = (o: AuditedOrganization): number => o.faults + o.rows.findings.length;

/** A head somebody noted earlier: `SEQ:HASH`; undefined when it is written otherwise. */
export function readHead(text: string): ChainHead | undefined {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
}

async function audit(session: Session, org: string, name: string, noted: ChainHead | undefined) {
  const chain = await verifyChain(org, eventsOf(session, org), await headOf(session, org), noted);
  const tx = { db: kyselyOver(session), session, now: now(), principal: { org, clients: "all" as const } };
  return { ...chain, name, rows: await verifyImports(tx) };
}

/**
 * Verifies the chain of every organization, or of one, against the head noted earlier where one is given, and the rows of
 * every import against the digest in its event.
 */
export const verifyChains = (
  { desk }: OpenDesk,
  asked: { readonly org?: string | undefined; readonly noted?: ChainHead | undefined },
  doing: Pick<Doing, "serves"> & { readonly signal?: AbortSignal },
): Promise<readonly AuditedOrganization[]> =>
  reading(desk.store.engine, doing, (engine) =>
    engine.transaction(
      OPENING,
      async (session) => {
        const found = await session.query("SELECT org, name FROM organization ORDER BY name, org");
        const reports: AuditedOrganization[] = [];
        for (const row of found.rows) {
          const [org, name] = [String(row.org), String(row.name)];
          if (asked.org !== undefined && asked.org !== org) continue;
          doing.signal?.throwIfAborted();
          reports.push(await audit(session, org, name, asked.noted));
        }
        return reports;
      },
      { lane: "bulk", deadlineMs: DEADLINE_MS, ...(doing.signal !== undefined && { signal: doing.signal }) },
    ),
  );
