import { cents } from "#base/money.ts";
import { serviceWords } from "#document/service-words.ts";
import type { TenantTx } from "#store/store.ts";
import { type Project, type ProjectCase, suggestProjects } from "#strategy/package-split.ts";
import { loadCases } from "./case-log.ts";

/** Cases that could be one ask: the open ones with the most at stake that are in no deal yet. */

const LOOKED_AT = 400;
const SHOWN = 12;

export async function suggestedPackages(tx: TenantTx, client: string | undefined): Promise<readonly Project[]> {
  const { org } = tx.principal;
  let open = tx.db
    .selectFrom("case_row")
    .select(["id", "client", "payer_key", "payer_name", "benchmark", "stake"])
    .where("org", "=", org)
    .where("state", "=", "open")
    .where("stake", ">", 0n as never)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("package_case")
            .select("package_case.case_id")
            .whereRef("package_case.org", "=", "case_row.org")
            .whereRef("package_case.case_id", "=", "case_row.id")
            .where("package_case.open", "=", true),
        ),
      ),
    );
  if (client !== undefined) open = open.where("client", "=", client);
  const rows = await open.orderBy("stake", "desc").orderBy("id").limit(LOOKED_AT).execute();
  if (rows.length === 0) return [];
  const logged = await loadCases(
    tx,
    rows.map((r) => r.id),
  );
  const cases = rows.map((r): ProjectCase => {
    const lines = logged.get(r.id)?.state.view?.finding.lines ?? [];
    const asked = [...lines].filter((l) => l.stake > 0n).sort((a, b) => (a.stake > b.stake ? -1 : 1));
    return {
      ...{ id: r.id, client: r.client, payerKey: r.payer_key, payerName: r.payer_name },
      families: [...new Set(asked.map((l) => serviceWords(l.code)))],
      benchmark: r.benchmark === null ? undefined : cents(BigInt(r.benchmark)),
      stake: cents(BigInt(r.stake)),
    };
  });
  return suggestProjects(cases).slice(0, SHOWN);
}
