import { momentAfter } from "#app/clock.ts";
import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { Secrets } from "./open-desk.ts";
import { type NotNow, notNow } from "./refused.ts";
import { webhookAddress } from "./webhook-address.ts";
import { messageType, newSecret, type WebhookKind } from "./webhook-message.ts";
import { nextOf, rowBy, type WebhookRow } from "./webhook-next.ts";

/** Webhooks as they are made, changed and looked at. Each change is an event of the chain, which names no secret. */

export interface Webhook {
  readonly id: string;
  readonly address: string;
  readonly kinds: readonly WebhookKind[];
  /** Null: all clients. */
  readonly client: string | null;
  readonly madeAt: string;
  /** Events of the chain it was not told of yet, of whatever kind; the next is tried at `nextAt`. */
  readonly behind: number;
  readonly tries: number;
  readonly nextAt: string | null;
  /** The event that it did not take; those after it wait. */
  readonly refuses: { readonly event: number; readonly type: string } | null;
  readonly pausedAt: string | null;
  readonly pausedWhy: string | null;
  /** Until when the secret before this one counts too. */
  readonly oldUntil: string | null;
}

/** Of one organization. */
const MOST = 20;
const OLD_SECRET_MS = 24 * 3600 * 1000;
const NONE = notNow("not-found", "There is no such webhook here.");

/** Where a secret of a webhook is sealed: it opens as nothing else. */
export const secretPlace = (id: string): string => `webhook ${id}`;

type Row = WebhookRow;

const webhookOf = (r: Row, head: number, refuses: Webhook["refuses"]): Webhook => ({
  refuses,
  ...{ id: r.id, address: r.address, kinds: r.kinds as readonly WebhookKind[], client: r.client, madeAt: r.made_at },
  ...{ behind: Math.max(0, head - Number(r.seq)), tries: r.tries, nextAt: r.next_at },
  ...{ pausedAt: r.paused_at, pausedWhy: r.paused_why, oldUntil: r.old_until },
});

/** What a webhook refused and may be asked to skip. */
async function refusedBy(tx: TenantTx, row: Row): Promise<Webhook["refuses"]> {
  if (row.tries === 0) return null;
  const { event } = await nextOf(tx, row);
  return event === undefined ? null : { event: event.seq, type: messageType(event.type) };
}

async function headOf({ db, principal }: TenantTx): Promise<number> {
  const head = await db.selectFrom("chain_head").select("seq").where("org", "=", principal.org).executeTakeFirst();
  return Number(head?.seq ?? 0);
}

const rowsOf = ({ db, principal }: TenantTx) => db.selectFrom("webhook").selectAll().where("org", "=", principal.org);

export async function listWebhooks(tx: TenantTx): Promise<readonly Webhook[]> {
  const head = await headOf(tx);
  const rows = await rowsOf(tx).orderBy("made_at").orderBy("id").execute();
  const all: Webhook[] = [];
  for (const r of rows) all.push(webhookOf(r, head, await refusedBy(tx, r)));
  return all;
}

async function webhookBy(tx: TenantTx, id: string): Promise<Webhook | undefined> {
  const row = await rowBy(tx, tx.principal.org, id);
  return row === undefined ? undefined : webhookOf(row, await headOf(tx), await refusedBy(tx, row));
}

export interface NewWebhook {
  readonly address: string;
  readonly kinds: readonly WebhookKind[];
  readonly client: string | null;
}

/** Whether the server's own network may be sent to. */
export interface Where {
  readonly inside: boolean;
}

const once = (kinds: readonly WebhookKind[]): WebhookKind[] => [...new Set(kinds)];

/** Makes one that is told of what happens from now on; its secret is said this once. */
export async function addWebhook(
  tx: TenantTx,
  secrets: Secrets,
  given: NewWebhook,
  { inside }: Where,
): Promise<Result<{ readonly webhook: Webhook; readonly secret: string }, NotNow>> {
  const { org } = tx.principal;
  const url = webhookAddress(given.address, inside);
  if (!url.ok) return err(notNow("not-valid", url.error));
  if ((await listWebhooks(tx)).length >= MOST)
    return err(notNow("not-now", `There are ${MOST} webhooks, which is the most.`));
  const id = newId(tx.now);
  const secret = newSecret();
  const kinds = once(given.kinds);
  const said = { type: "webhook made", subject: id, body: { address: url.value.href, kinds } } as const;
  // Its own making is no news to it.
  const { seq } = await append(tx, [{ ...said, ...(given.client !== null && { client: given.client }) }]);
  await tx.db
    .insertInto("webhook")
    .values({
      ...{ org, client: given.client, id, address: url.value.href, kinds, seq: BigInt(seq), made_at: tx.now },
      secret: secrets.seal(org, secretPlace(id), secret),
    })
    .execute();
  const webhook = await webhookBy(tx, id);
  return webhook === undefined ? err(NONE) : ok({ webhook, secret });
}

export interface WebhookChange {
  readonly address?: string | undefined;
  readonly kinds?: readonly WebhookKind[] | undefined;
  /** Resumed, it is told of everything that happened since it was paused. */
  readonly paused?: boolean | undefined;
}

const BY_HAND = "by hand";
/** Why one is paused that nobody paused. */
export const GIVEN_UP = "it did not take a message for three days";
/** Nothing of what failed before counts. */
const ANEW = { tries: 0, next_at: null } as const;

export async function changeWebhook(
  tx: TenantTx,
  id: string,
  change: WebhookChange,
  { inside }: Where,
): Promise<Result<Webhook, NotNow>> {
  const known = await webhookBy(tx, id);
  if (known === undefined) return err(NONE);
  const url = change.address === undefined ? undefined : webhookAddress(change.address, inside);
  if (url?.ok === false) return err(notNow("not-valid", url.error));
  const { paused } = change;
  const kinds = change.kinds === undefined ? undefined : once(change.kinds);
  const address = url?.value.href;
  await tx.db
    .updateTable("webhook")
    .set({
      // What waits was refused by another address: the corrected one is tried at once.
      ...(address !== undefined && address !== known.address && { address, ...ANEW }),
      ...(kinds !== undefined && { kinds }),
      ...(paused === true && { paused_at: tx.now, paused_why: BY_HAND }),
      ...(paused === false && { paused_at: null, paused_why: null, ...ANEW }),
    })
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .execute();
  const body = {
    ...(address !== undefined && { address }),
    ...(kinds !== undefined && { kinds }),
    ...(paused !== undefined && { paused }),
  };
  await append(tx, [
    { type: "webhook changed", subject: id, body, ...(known.client !== null && { client: known.client }) },
  ]);
  return ok((await webhookBy(tx, id)) ?? known);
}

/**
 * Leaves out the one event that its address refuses, with the reason, and goes on with what came after; also where it gave up
 * on that event.
 */
export async function skipEvent(
  tx: TenantTx,
  id: string,
  { event, reason }: { readonly event: number; readonly reason: string },
): Promise<Result<Webhook, NotNow>> {
  const row = await rowBy(tx, tx.principal.org, id);
  if (row === undefined) return err(NONE);
  const refuses = await refusedBy(tx, row);
  if (refuses?.event !== event)
    return err(notNow("not-now", "It does not wait on this event any more. Look at it again."));
  const gaveUp = row.paused_why === GIVEN_UP;
  await tx.db
    .updateTable("webhook")
    .set({ seq: BigInt(event), ...ANEW, ...(gaveUp && { paused_at: null, paused_why: null }) })
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .execute();
  const body = { event, type: refuses.type, reason, goesOn: gaveUp };
  await append(tx, [
    { type: "webhook event skipped", subject: id, body, ...(row.client !== null && { client: row.client }) },
  ]);
  const now = await webhookBy(tx, id);
  return now === undefined ? err(NONE) : ok(now);
}

/** Gives it a new secret, said this once; the one before counts beside it for a day. */
export async function rotateWebhook(tx: TenantTx, secrets: Secrets, id: string): Promise<Result<string, NotNow>> {
  const { org } = tx.principal;
  const row = await rowBy(tx, org, id);
  if (row === undefined) return err(NONE);
  const secret = newSecret();
  await tx.db
    .updateTable("webhook")
    .set({
      secret: secrets.seal(org, secretPlace(id), secret),
      old_secret: row.secret,
      old_until: momentAfter(tx.now, OLD_SECRET_MS),
    })
    .where("org", "=", org)
    .where("id", "=", id)
    .execute();
  await append(tx, [
    { type: "webhook secret changed", subject: id, body: {}, ...(row.client !== null && { client: row.client }) },
  ]);
  return ok(secret);
}

export async function removeWebhook(tx: TenantTx, id: string): Promise<Result<undefined, NotNow>> {
  const known = await webhookBy(tx, id);
  if (known === undefined) return err(NONE);
  await tx.db.deleteFrom("webhook").where("org", "=", tx.principal.org).where("id", "=", id).execute();
  const body = { address: known.address };
  await append(tx, [
    { type: "webhook removed", subject: id, body, ...(known.client !== null && { client: known.client }) },
  ]);
  return ok(undefined);
}

export interface Delivery {
  readonly id: string;
  readonly seq: number | null;
  readonly type: string;
  readonly at: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly fault: string | null;
  readonly tookMs: number;
}

const DELIVERIES_SHOWN = 50;

/** The newest of what was sent. */
export async function deliveriesOf(tx: TenantTx, webhook: string): Promise<readonly Delivery[] | undefined> {
  if ((await webhookBy(tx, webhook)) === undefined) return undefined;
  const rows = await tx.db
    .selectFrom("webhook_delivery")
    .selectAll()
    .where("org", "=", tx.principal.org)
    .where("webhook", "=", webhook)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(DELIVERIES_SHOWN)
    .execute();
  return rows.map((r) => ({
    ...{ id: r.id, seq: r.seq === null ? null : Number(r.seq), type: r.type, at: r.at, attempt: r.attempt },
    ...{ status: r.status, fault: r.fault, tookMs: r.took_ms },
  }));
}
