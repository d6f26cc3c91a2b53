import type { Selectable } from "kysely";
import { momentAfter } from "#app/clock.ts";
import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import type { Secrets } from "./open-desk.ts";
import { type NotNow, notNow } from "./refused.ts";
import { webhookAddress } from "./webhook-address.ts";
import { newSecret, type WebhookKind } from "./webhook-message.ts";

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

type Row = Selectable<Tables["webhook"]>;

const webhookOf = (r: Row, head: number): Webhook => ({
  ...{ id: r.id, address: r.address, kinds: r.kinds as readonly WebhookKind[], client: r.client, madeAt: r.made_at },
  ...{ behind: Math.max(0, head - Number(r.seq)), tries: r.tries, nextAt: r.next_at },
  ...{ pausedAt: r.paused_at, pausedWhy: r.paused_why, oldUntil: r.old_until },
});

async function headOf({ db, principal }: TenantTx): Promise<number> {
  const head = await db.selectFrom("chain_head").select("seq").where("org", "=", principal.org).executeTakeFirst();
  return Number(head?.seq ?? 0);
}

const rowsOf = ({ db, principal }: TenantTx) => db.selectFrom("webhook").selectAll().where("org", "=", principal.org);

export async function listWebhooks(tx: TenantTx): Promise<readonly Webhook[]> {
  const head = await headOf(tx);
  const rows = await rowsOf(tx).orderBy("made_at").orderBy("id").execute();
  return rows.map((r) => webhookOf(r, head));
}

async function webhookBy(tx: TenantTx, id: string): Promise<Webhook | undefined> {
  const row = await rowsOf(tx).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : webhookOf(row, await headOf(tx));
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
      ...(address !== undefined && { address }),
      ...(kinds !== undefined && { kinds }),
      ...(paused === true && { paused_at: tx.now, paused_why: BY_HAND }),
      ...(paused === false && { paused_at: null, paused_why: null, tries: 0, next_at: null }),
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

/** Gives it a new secret, said this once; the one before counts beside it for a day. */
export async function rotateWebhook(tx: TenantTx, secrets: Secrets, id: string): Promise<Result<string, NotNow>> {
  const { org } = tx.principal;
  const row = await rowsOf(tx).where("id", "=", id).executeTakeFirst();
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
