import type { Day } from "#base/day.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { remittanceFrom } from "#claim/stored.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import type { Desk } from "./desk.ts";
import {
  evaluateGathered,
  evaluateOne,
  type Gathered,
  type Ground,
  gather,
  groundOf,
  matchNear,
} from "./evaluate-claim.ts";
import { findNear } from "./import-near.ts";
import { Wanted } from "./import-rows.ts";
import { drawKept, keepMap } from "./money-map.ts";

/** Draws the money map of a client again, from every claim of the store, so few at a time that a page hardly waits. */

const AT_ONCE = 60;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Lets requests through between two pieces of work. */
const breathe = (): Promise<void> => new Promise((go) => setImmediate(go));

/** Claims in the order of their ids, with what they are evaluated from. */
interface Page {
  readonly ids: readonly string[];
  readonly gathered: Gathered;
}

async function pageOf(tx: TenantTx, client: string, after: string, ground: Ground): Promise<Page | undefined> {
  const rows = await tx.db
    .selectFrom("claim")
    .select("id")
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("id", ">", after)
    // What was never evaluated but for its closed case counts in no map: the past of a demo.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("evaluation as e")
          .select("e.claim")
          .whereRef("e.org", "=", "claim.org")
          .whereRef("e.claim", "=", "claim.id"),
      ),
    )
    .orderBy("id")
    .limit(AT_ONCE)
    .execute();
  const ids = rows.map((r) => r.id);
  return ids.length === 0 ? undefined : { ids, gathered: await gather(tx, client, ids, ground) };
}

/** Remittances that answer no claim we have, evaluated as the map does; each stands with those of its own number once. */
async function loneOf(
  tx: TenantTx,
  desk: Desk,
  client: string,
  at: { readonly after: string; readonly seen: Set<string>; readonly ground: Ground; readonly asOf: Day },
): Promise<{ readonly found: ClaimEvaluation[]; readonly last: string | undefined }> {
  const rows = await tx.db
    .selectFrom("remittance")
    .select(["id", "body"])
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("claim", "is", null)
    .where("id", ">", at.after)
    .orderBy("id")
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return { found: [], last: undefined };
  const wanted = new Wanted();
  for (const { body } of rows) wanted.remittance(remittanceFrom(body));
  const near = await findNear((work) => work(tx), { client, files: [] }, wanted);
  const found: ClaimEvaluation[] = [];
  for (const matched of matchNear(near, at.ground.recovered)) {
    if (matched.claim !== undefined) continue;
    const ids = matched.remittances.flatMap((r) => near.ids.get(r) ?? []);
    if (ids.some((id) => at.seen.has(id))) continue;
    for (const id of ids) at.seen.add(id);
    found.push(evaluateOne(desk, at.ground, matched, at.asOf).evaluation);
  }
  return { found, last: rows.at(-1)?.id };
}

/** Every claim of a client as it stands, then the remittances without one. */
export async function* evaluationsOf(
  desk: Desk,
  principal: Principal,
  client: string,
  signal?: AbortSignal,
): AsyncGenerator<ClaimEvaluation> {
  const asOf = desk.today();
  const within = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> =>
    desk.store.as(principal, work, { lane: "bulk" });
  const ground = await within((tx) => groundOf(tx, client));
  const read = (after: string): Promise<Page | undefined> => {
    const page = within((tx) => pageOf(tx, client, after, ground));
    // Nobody waits for a page that was read ahead when the work is broken off.
    page.catch(() => {});
    return page;
  };
  for (let next = read(FIRST_ID); ; ) {
    signal?.throwIfAborted();
    const page = await next;
    if (page === undefined) break;
    const { ids, gathered } = page;
    // The database reads on while these are evaluated.
    next = read(ids.at(-1) ?? "");
    for (const { evaluation } of evaluateGathered(desk, gathered, ids, { asOf }).values()) yield evaluation;
    await breathe();
  }
  const seen = new Set<string>();
  for (let after = FIRST_ID; ; ) {
    signal?.throwIfAborted();
    const { found, last } = await within((tx) => loneOf(tx, desk, client, { after, seen, ground, asOf }));
    yield* found;
    if (last === undefined) break;
    after = last;
    await breathe();
  }
}

/** What a map rests on, in its own words. */
export const assumptions = (asOf: Day): readonly string[] => [
  "Benchmark: own median allowed for code and payer where there are five lines or more, else the practice's percentage of Medicare, else unknown.",
  `Loss if untouched = stake x chance x (1 - q)^(d - 1), d = business days left with today (${asOf}) counted.`,
  "Receipt of a payment, until somebody says otherwise: the earlier of BPR16 and the file's own date.",
];

/** Draws the map of a client again and keeps it; whoever looks is told. Throws when `signal` ends it, and keeps nothing. */
export async function renewMap(desk: Desk, principal: Principal, client: string, signal?: AbortSignal): Promise<void> {
  const asOf = desk.today();
  const drawn = await drawKept(evaluationsOf(desk, principal, client, signal), {
    asOf,
    assumptions: assumptions(asOf),
  });
  await desk.store.as(principal, (tx) => keepMap(tx, client, drawn));
  desk.tell(principal.org, { topic: "map", client });
}
