import type { Day } from "#base/day.ts";
import { type Cents, cents, showUsd } from "#base/money.ts";
import type { Actor } from "#case/event.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { tellChanged } from "./act.ts";
import { authorityOf, type Held, orgsAtAuto } from "./authority.ts";
import { actOnCase } from "./case-acts.ts";
import type { Desk } from "./desk.ts";
import { decideGuarded } from "./negotiation-act.ts";
import { type Prepared, prepareCase } from "./prepared.ts";

/** Offers that were made ready leave: on a person's word, many at once, or by themselves where the dial says so. */

export interface ToSend {
  readonly caseId: string;
  /** Version of the case and amount as they were shown. */
  readonly saw: number;
  readonly amount: Cents;
}

export interface Sent {
  readonly caseId: string;
  readonly number: string;
  /** The event that made the offer, to be withdrawn by; undefined where nothing left, and then why. */
  readonly event: number | undefined;
  readonly why: string | undefined;
}

/** Why an offer that was shown is not the one that stands ready now. */
function movedSince(now: Prepared, shown: ToSend): string | undefined {
  if (now.offer === undefined) return `Nothing is ready on it any more. ${now.says}`;
  return now.offer.amount === shown.amount
    ? undefined
    : `It was ready at ${showUsd(shown.amount)}, and is at ${showUsd(now.offer.amount)} now. Look again.`;
}

async function sendOne(desk: Desk, principal: Principal, by: Actor, shown: ToSend): Promise<Sent> {
  const { caseId, saw } = shown;
  const now = await desk.store.as(principal, (tx) => prepareCase(tx, desk, caseId));
  if (now === undefined) return { caseId, number: "", event: undefined, why: "There is no such case." };
  const { number } = now.row;
  const moved = movedSince(now, shown);
  if (now.offer === undefined || moved !== undefined) return { caseId, number, event: undefined, why: moved };
  const done = await actOnCase(desk, principal, by, { caseId, saw, act: now.offer });
  return done.ok
    ? { caseId, number, event: done.value.events[0], why: undefined }
    : { caseId, number, event: undefined, why: done.error.sentence };
}

/**
 * Makes the offers for a person, each for itself: what moved since it was shown is not sent and says why. Each passes the
 * guardrails in the transaction that decides it, as one typed on its case does.
 */
export async function sendPrepared(
  desk: Desk,
  principal: Principal,
  by: Actor,
  all: readonly ToSend[],
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const shown of all) sent.push(await sendOne(desk, principal, by, shown));
  return sent;
}

/** Who acts where nobody does. */
export const ALONE = "autonomy";

const actorFor = ({ by }: Held): Actor => ({
  kind: "rule",
  id: ALONE,
  name: by === null ? "Parley" : `Parley, as ${by} allowed`,
});

/** Open cases on which it is for us to act, with a room that is open. */
async function casesWithRoom(tx: TenantTx, client: string): Promise<readonly string[]> {
  const rows = await tx.db
    .selectFrom("case_row")
    .select("id")
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("state", "=", "open")
    .where("turn", "=", "ours")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("room")
          .select("room.id")
          .whereRef("room.org", "=", "case_row.org")
          .whereRef("room.case_id", "=", "case_row.id")
          .where("room.closed_at", "is", null),
      ),
    )
    .orderBy("loss", "desc")
    .orderBy("id")
    .execute();
  return rows.map((r) => r.id);
}

/** Makes the offer of one case if nothing stands in its way. Whether it left. */
async function aloneOn(desk: Desk, principal: Principal, client: string, caseId: string): Promise<boolean> {
  // Read for every case: whoever turns the dial back or sets the stop is heard before the next offer.
  const read = await desk.store.as(principal, async (tx) => ({
    held: await authorityOf(tx, client, desk.today()),
    ready: await prepareCase(tx, desk, caseId),
  }));
  const { held, ready } = read;
  if (held.autonomy !== "auto" || held.stopped || ready?.offer === undefined || ready.notAlone !== undefined)
    return false;
  const by = actorFor(held);
  const note = `Made by Parley itself: the setting of authority, version ${held.version}, says auto.`;
  const asked = { caseId, saw: ready.version, act: { ...ready.offer, note } };
  const { done } = await decideGuarded(desk, principal, by, asked);
  tellChanged(desk, principal, by, done);
  return done.length > 0;
}

/** Clients of organizations that set the dial to auto anywhere: of most there are none, and a round is over. */
const clientsToLookAt = ({ store }: Pick<Desk, "store">) =>
  store.asSystem((tx) =>
    tx.db
      .selectFrom("client")
      .select(["org", "client"])
      .where("removed_at", "is", null)
      .where("org", "in", orgsAtAuto(tx))
      .orderBy("client")
      .execute(),
  );

/**
 * Makes the offers that the dial leaves to Parley, case by case, the one with the most to lose first; resolves with how many.
 * An offer makes it the other side's turn, so a second run finds nothing to do; `signal` ends it between two cases.
 */
export async function goAlone(desk: Desk, signal?: AbortSignal): Promise<number> {
  let made = 0;
  for (const { org, client } of await clientsToLookAt(desk)) {
    const principal: Principal = { org, clients: [client] };
    const ids = await desk.store.as(principal, async (tx) => {
      const { autonomy, stopped } = await authorityOf(tx, client, desk.today());
      return autonomy === "auto" && !stopped ? await casesWithRoom(tx, client) : [];
    });
    for (const id of ids) {
      signal?.throwIfAborted();
      if (await aloneOn(desk, principal, client, id)) made += 1;
    }
  }
  return made;
}

/** An offer that Parley made by itself, with what became of it. */
export interface AloneMade {
  readonly id: string;
  readonly caseId: string;
  readonly client: string;
  readonly number: string;
  readonly payer: string;
  readonly amount: Cents;
  readonly at: string;
  readonly day: Day;
  readonly state: string;
}

/** What Parley made by itself, newest first: its offers are those of ours that no person made. */
export async function listAlone(
  tx: TenantTx,
  asked: { readonly client?: string | undefined; readonly limit: number },
): Promise<readonly AloneMade[]> {
  let rows = tx.db
    .selectFrom("offer as o")
    .innerJoin("case_row as c", (j) => j.onRef("c.org", "=", "o.org").onRef("c.id", "=", "o.case_id"))
    .select(["o.id", "o.case_id", "o.client", "c.number", "c.payer_name", "o.amount", "o.at", "o.day", "o.state"])
    .where("o.org", "=", tx.principal.org)
    .where("o.side", "=", "us")
    .where("o.guarded", "=", true)
    .where("o.by", "is", null)
    .orderBy("o.at", "desc")
    .orderBy("o.id", "desc")
    .limit(asked.limit);
  if (asked.client !== undefined) rows = rows.where("o.client", "=", asked.client);
  return (await rows.execute()).map((r) => ({
    ...{ id: r.id, caseId: r.case_id, client: r.client, number: r.number, payer: r.payer_name },
    ...{ amount: cents(BigInt(r.amount)), at: r.at, day: r.day, state: r.state },
  }));
}
