import type { EarlierDispute } from "#app/cooling-off.ts";
import { type Day, readDay } from "#base/day.ts";
import type { CaseView } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCases } from "./case-log.ts";
import type { QueueRow } from "./queue.ts";

const ROAD = "federal IDR";

/** When a dispute of a case was decided: what somebody answered, else the award that came after its filing. */
function determinedOf(view: CaseView, filing: number): EarlierDispute["determined"] {
  const answer = view.facts.findLast((a) => a.fact === "determination" && a.withdrawn === undefined);
  const on: Day | undefined = readDay(answer?.value ?? "");
  if (answer !== undefined && on !== undefined) return { on, source: answer.source };
  const award = view.agreements.findLast((a) => a.kind === "award" && a.event > filing && a.superseded === undefined);
  return award && { on: award.agreed, source: award.source };
}

/** Federal disputes of the same practice with the same payer, on other cases, that share a procedure code with this case. */
export async function earlierDisputes(
  tx: TenantTx,
  { id, client, payer_key }: QueueRow,
  here: CaseView,
): Promise<readonly EarlierDispute[]> {
  const { org } = tx.principal;
  const filed = await tx.db
    .selectFrom("event")
    .select("subject")
    .distinct()
    .where("org", "=", org)
    .where("client", "=", client)
    .where("type", "=", "case filing recorded")
    .execute();
  const others = filed.flatMap((f) => (f.subject === null || f.subject === id ? [] : [f.subject]));
  if (others.length === 0) return [];
  const rows = await tx.db
    .selectFrom("case_row")
    .select("id")
    .where("org", "=", org)
    .where("id", "in", others)
    .where("payer_key", "=", payer_key)
    .execute();
  if (rows.length === 0) return [];
  const cases = await loadCases(
    tx,
    rows.map((r) => r.id),
  );
  const mine = new Set(here.finding.lines.map((l) => l.code));
  return [...cases.values()].flatMap(({ state: { view } }) => {
    const filing = view?.filings.findLast((f) => f.road === ROAD);
    if (view === undefined || filing === undefined) return [];
    const codes = [...new Set(view.finding.lines.map((l) => l.code))].filter((c) => mine.has(c)).sort();
    if (codes.length === 0) return [];
    const determined = determinedOf(view, filing.event);
    const settled = view.phase.is === "closed" || view.agreements.some((a) => a.event > filing.event);
    return [
      {
        ...{ number: view.number, reference: filing.reference, filed: filing.day, codes },
        ...(determined !== undefined && { determined }),
        isSettled: determined === undefined && settled,
      },
    ];
  });
}
