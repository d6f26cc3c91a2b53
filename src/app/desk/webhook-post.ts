import { sql } from "kysely";
import { momentBefore } from "#app/clock.ts";
import { append } from "#store/events.ts";
import type { TenantTx, Tx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { OpenDesk } from "./open-desk.ts";
import { type Happened, messageBody, messageType, nextTry, signatureOf } from "./webhook-message.ts";
import { nextOf, rowBy, type WebhookRow } from "./webhook-next.ts";
import { isTaken, post, type Sent } from "./webhook-send.ts";
import { GIVEN_UP, secretPlace } from "./webhooks.ts";

/**
 * Tells webhooks what happened, each in the order of the chain and one message at a time. How far each was told is saved
 * after every answer, so a message may be sent twice after a stop and none is left out.
 */

type Row = WebhookRow;

const KEPT_DAYS = 30;

function secretsOf({ secrets }: OpenDesk, row: Row, now: string): readonly string[] {
  const opened = (sealed: string): string => secrets.open(row.org, secretPlace(row.id), sealed);
  const isOldGood = row.old_secret !== null && row.old_until !== null && row.old_until > now;
  return [opened(row.secret), ...(isOldGood && row.old_secret !== null ? [opened(row.old_secret)] : [])];
}

/** Sends one message, and writes down what came of it. */
async function send(
  open: OpenDesk,
  row: Row,
  message: { readonly id: string; readonly seq: number | null; readonly type: string; readonly body: string },
  inside: boolean,
): Promise<Sent> {
  const now = open.now();
  const seconds = Math.floor(Date.parse(now) / 1000);
  const headers = {
    "content-type": "application/json",
    "user-agent": "Parley-Webhook/1",
    "webhook-id": message.id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatureOf(secretsOf(open, row, now), message.id, seconds, message.body),
  };
  const sent = await post({ address: row.address, body: message.body, headers, inside });
  await open.desk.store.asSystem(async (tx) => {
    // It may have been removed meanwhile; then there is nobody to tell.
    if ((await rowBy(tx, row.org, row.id)) === undefined) return;
    const { db } = tx;
    await db
      .insertInto("webhook_delivery")
      .values({
        ...{
          org: row.org,
          client: row.client,
          id: newId(now),
          webhook: row.id,
          seq: message.seq === null ? null : BigInt(message.seq),
        },
        ...{
          type: message.type,
          at: now,
          attempt: row.tries + 1,
          status: sent.status,
          fault: sent.fault,
          took_ms: sent.tookMs,
        },
      })
      .execute();
    await db
      .deleteFrom("webhook_delivery")
      .where("org", "=", row.org)
      .where("webhook", "=", row.id)
      .where("at", "<", momentBefore(now, KEPT_DAYS * 86_400_000))
      .execute();
  });
  return sent;
}

const idOf = (row: Row, seq: number): string => `${row.id}.${seq}`;

const messageOf = (row: Row, event: Happened) => ({
  id: idOf(row, event.seq),
  seq: event.seq,
  type: messageType(event.type),
  body: messageBody(event),
});

type Saved = Partial<Pick<Row, "tries" | "next_at" | "paused_at" | "paused_why">> & { readonly seq?: bigint };

/** How far it is now; nothing where its address was corrected or an event left out meanwhile, which begins anew. Whether it was saved. */
async function save({ db }: Pick<Tx, "db">, row: Row, to: Saved): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("webhook")
    .set(to)
    .where("org", "=", row.org)
    .where("id", "=", row.id)
    .where("address", "=", row.address)
    .where("seq", "=", row.seq)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** It waits for its next try, or after the last of them is paused, which is an event of the chain. */
async function notTaken({ desk, now: nowOf }: OpenDesk, row: Row, { seq }: Happened, sent: Sent): Promise<void> {
  const now = nowOf();
  const tries = row.tries + 1;
  const next = nextTry(tries, now);
  if (next !== undefined) {
    await desk.store.asSystem((tx) => save(tx, row, { tries, next_at: next }));
    return;
  }
  await desk.store.as({ org: row.org, clients: "all" }, async (tx) => {
    const paused = { tries, next_at: null, paused_at: now, paused_why: GIVEN_UP };
    if (!(await save(tx, row, paused))) return;
    const body = { event: seq, why: GIVEN_UP, status: sent.status, fault: sent.fault };
    await append(tx, [
      { type: "webhook gave up", subject: row.id, body, ...(row.client !== null && { client: row.client }) },
    ]);
  });
}

/** Tells one webhook all it waits for, until a message is not taken or `stop` says so. */
async function tellOne(open: OpenDesk, first: Row, inside: boolean, stop: AbortSignal): Promise<void> {
  const { store } = open.desk;
  let row = first;
  while (!stop.aborted) {
    const { event, head } = await store.asSystem((tx) => nextOf(tx, row));
    if (event === undefined) {
      if (head > Number(row.seq)) await store.asSystem((tx) => save(tx, row, { seq: BigInt(head) }));
      return;
    }
    const sent = await send(open, row, messageOf(row, event), inside);
    if (!isTaken(sent)) return await notTaken(open, row, event, sent);
    await store.asSystem((tx) => save(tx, row, { seq: BigInt(event.seq), tries: 0, next_at: null }));
    // Changed, paused or removed while it was told.
    const after = await store.asSystem((tx) => rowBy(tx, row.org, row.id));
    if (after === undefined || after.paused_at !== null) return;
    row = after;
  }
}

/** Webhooks that wait for something and may be told by now. */
export function dueWebhooks(open: OpenDesk): Promise<readonly Row[]> {
  const now = open.now();
  return open.desk.store.asSystem(({ db }) =>
    db
      .selectFrom("webhook as w")
      .innerJoin("chain_head as h", "h.org", "w.org")
      .selectAll("w")
      .where("w.paused_at", "is", null)
      .where(sql<boolean>`w.seq < h.seq`)
      .where((eb) => eb.or([eb("w.next_at", "is", null), eb("w.next_at", "<=", now)]))
      .execute(),
  );
}

/** Tells them, all at once and each in its order. */
export async function tellWebhooks(open: OpenDesk, inside: boolean, stop: AbortSignal): Promise<void> {
  const due = await dueWebhooks(open);
  await Promise.all(due.map((row) => tellOne(open, row, inside, stop)));
}

/** What is needed to send to a webhook by hand; undefined when there is none. */
export const webhookRow = (tx: TenantTx, id: string): Promise<Row | undefined> => rowBy(tx, tx.principal.org, id);

/** An event that a webhook is told of, by its number; undefined of one it is not. */
export async function eventFor(tx: TenantTx, row: Row, seq: number): Promise<Happened | undefined> {
  const { event } = await nextOf(tx, { ...row, seq: String(seq - 1) });
  return event?.seq === seq ? event : undefined;
}

/** Sends a test, now; it is none of what waits. */
export async function sendTest(open: OpenDesk, row: Row, inside: boolean): Promise<Sent> {
  const at = open.now();
  const body = JSON.stringify({ type: "test", timestamp: at, data: { organization: row.org, client: row.client } });
  return await send(open, { ...row, tries: 0 }, { id: newId(at), seq: null, type: "test", body }, inside);
}

/** Sends the message of an event again, now, under its old id, whatever became of it before. */
export const sendAgain = (open: OpenDesk, row: Row, event: Happened, inside: boolean): Promise<Sent> =>
  send(open, { ...row, tries: 0 }, messageOf(row, event), inside);
