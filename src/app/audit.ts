import type { OpenDesk } from "#app/desk/open-desk.ts";
import { type Doing, reading } from "#app/doing.ts";
import { type ChainHead, type ChainReport, verifyChain } from "#store/audit.ts";
import { eventsOf, headOf } from "#store/audit-rows.ts";
import { OPENING_FOR_SYSTEM } from "#store/principal.ts";

/** The engine behind `parley audit verify`. */

const DEADLINE_MS = 6 * 3_600_000;

export interface AuditedOrganization extends ChainReport {
  readonly name: string;
}

/** A head somebody noted earlier: `SEQ:HASH`; undefined when it is written otherwise. */
export function readHead(text: string): ChainHead | undefined {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
}

/** Verifies the chain of every organization, or of one, against the head noted earlier where one is given. */
export const verifyChains = (
  { desk }: OpenDesk,
  asked: { readonly org?: string | undefined; readonly noted?: ChainHead | undefined },
  doing: Pick<Doing, "serves">,
): Promise<readonly AuditedOrganization[]> =>
  reading(desk.store.engine, doing, (engine) =>
    engine.transaction(
      OPENING_FOR_SYSTEM,
      async (session) => {
        const found = await session.query("SELECT org, name FROM organization ORDER BY name, org");
        const reports: AuditedOrganization[] = [];
        for (const row of found.rows) {
          const [org, name] = [String(row.org), String(row.name)];
          if (asked.org !== undefined && asked.org !== org) continue;
          const report = await verifyChain(org, eventsOf(session, org), await headOf(session, org), asked.noted);
          reports.push({ ...report, name });
        }
        return reports;
      },
      { lane: "bulk", deadlineMs: DEADLINE_MS },
    ),
  );
