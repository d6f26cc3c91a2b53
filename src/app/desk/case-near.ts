import type { TenantTx } from "#store/store.ts";
import { emptyNear, type Found, findByDay, type Near, Reach, reaching } from "./import-near.ts";
import { Wanted } from "./import-rows.ts";

/** What lies near the claim of one case, the claim itself and what is tied to it among it. */

/** The numbers come from the rows of the claim and of what is tied to it, so nothing has to be read before they are. */
const OF_CASE = reaching({
  given: `own AS MATERIALIZED (SELECT claim, client FROM case_row WHERE org = $1 AND id = $2),
    mine AS MATERIALIZED (SELECT loose, replaces FROM claim WHERE org = $1 AND id = (SELECT claim FROM own)),
    tied AS MATERIALIZED (SELECT loose, payer_number FROM remittance WHERE org = $1 AND claim = (SELECT claim FROM own)),
    number AS MATERIALIZED (SELECT loose AS n FROM mine WHERE loose <> '' UNION SELECT loose FROM tied WHERE loose <> ''),
    payer AS MATERIALIZED (SELECT payer_number AS n FROM tied WHERE payer_number <> ''),`,
  whose: "org = $1 AND client IS NOT DISTINCT FROM (SELECT client FROM own)",
  own: " UNION SELECT claim FROM own",
  claims: ["loose = ANY (ARRAY(SELECT n FROM number))", "replaces = ANY (ARRAY(SELECT n FROM payer))"],
  remittances: [
    "loose = ANY (ARRAY(SELECT n FROM number))",
    "payer_number = ANY (ARRAY(SELECT n FROM payer UNION SELECT replaces FROM mine WHERE replaces IS NOT NULL))",
  ],
});

/**
 * Finds it in one statement, and in a second one only where days must be looked through. `about` is the case's row, asked
 * for at the same time. Nothing when the principal may see no such case.
 */
export async function findNearCase(
  tx: TenantTx,
  caseId: string,
  about: Promise<{ readonly client: string; readonly claim: string } | undefined>,
): Promise<Near> {
  const [{ rows }, row] = await Promise.all([tx.session.query<Found>(OF_CASE, [tx.principal.org, caseId]), about]);
  if (row === undefined) return emptyNear();
  const reach = new Reach((work) => work(tx), { client: row.client, files: [], nearest: true });
  for (const found of rows) reach.take(found);
  const { near } = reach;
  const wanted = new Wanted();
  for (const { claim } of near.claims) if (near.ids.get(claim) === row.claim) wanted.claim(claim);
  for (const r of near.remittances) if (near.tiedTo.get(r) === row.claim) wanted.remittance(r);
  return await findByDay(reach, wanted, true);
}
