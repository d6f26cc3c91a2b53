import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { performance } from "node:perf_hooks";
import { type Selectable, sql } from "kysely";
import { momentBefore } from "#app/clock.ts";
import type { TenantTx, Tx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import type { OpenDesk } from "./open-desk.ts";
import { hostOf, webhookAddress } from "./webhook-address.ts";
import {
  type Happened,
  KIND_PATTERNS,
  messageBody,
  messageType,
  nextTry,
  signatureOf,
  type WebhookKind,
} from "./webhook-message.ts";
import { secretPlace } from "./webhooks.ts";

/**
 * Tells webhooks what happened, each in the order of the chain and one message at a time. How far each was told is saved
 * after every answer, so a message may be sent twice after a stop and none is left out.
 */

type Row = Selectable<Tables["webhook"]>;

const TIMEOUT_MS = 10_000;
/** Of an answer nothing is kept; more of it than this ends the connection. */
const ANSWER_MAX = 65_536;
const KEPT_DAYS = 30;

/** What came of one sending. */
export interface Sent {
  readonly status: number | null;
  readonly fault: string | null;
  readonly tookMs: number;
}

const isTaken = ({ status }: Sent): boolean => status !== null && status >= 200 && status < 300;

/** Posts a body to an address; never throws. */
async function post(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  inside: boolean,
): Promise<Sent> {
  const began = performance.now();
  const sent = (status: number | null, fault: string | null): Sent => ({
    ...{ status, fault },
    tookMs: Math.round(performance.now() - began),
  });
  const url = webhookAddress(address, inside);
  if (!url.ok) return sent(null, url.error);
  try {
    const host = await hostOf(url.value, inside);
    const ask = url.value.protocol === "https:" ? overHttps : overHttp;
    return await new Promise<Sent>((done) => {
      const asked = ask(
        url.value,
        {
          method: "POST",
          headers: { ...headers, "content-length": Buffer.byteLength(body) },
          signal: AbortSignal.timeout(TIMEOUT_MS),
          // To what was checked, whatever the name means by now.
          lookup: (_name, options, told) =>
            options.all === true
              ? told(null, [{ address: host.ip, family: host.family }])
              : told(null, host.ip, host.family),
        },
        (answer) => {
          let length = 0;
          answer.on("data", (part: Buffer) => {
            length += part.length;
            if (length > ANSWER_MAX) answer.destroy();
          });
          answer.on("close", () =>
            done(sent(answer.statusCode ?? null, answer.statusCode === undefined ? "no answer" : null)),
          );
        },
      );
      asked.on("error", (thrown) => done(sent(null, faultOf(thrown))));
      asked.end(body);
    });
  } catch (thrown) {
    return sent(null, faultOf(thrown));
  }
}

/** A word for what went wrong on the way: the code of the system, or a sentence of ours. */
function faultOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "it could not be sent";
  if (thrown.name === "TimeoutError" || thrown.name === "AbortError")
    return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  return "code" in thrown && typeof thrown.code === "string" ? thrown.code : thrown.message;
}

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
  const sent = await post(row.address, message.body, headers, inside);
  await open.desk.store.asSystem(async ({ db }) => {
    // It may have been removed meanwhile; then there is nobody to tell.
    const there = await db
      .selectFrom("webhook")
      .select("id")
      .where("org", "=", row.org)
      .where("id", "=", row.id)
      .executeTakeFirst();
    if (there === undefined) return;
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

/** The next event after the last one told that it wants; the end of the chain where there is none. */
async function nextOf({ db }: Tx, row: Row): Promise<{ readonly event: Happened | undefined; readonly head: number }> {
  const wanted = row.kinds.map((k) => KIND_PATTERNS[k as WebhookKind]);
  let query = db
    .selectFrom("event")
    .select(["org", "client", "seq", "type", "subject", "at"])
    .where("org", "=", row.org)
    .where("seq", ">", row.seq)
    .where((eb) =>
      eb.or(
        wanted.map(({ takes, leaves }) =>
          leaves === undefined
            ? eb("type", "like", takes)
            : eb.and([eb("type", "like", takes), eb("type", "<>", leaves)]),
        ),
      ),
    )
    .orderBy("seq")
    .limit(1);
  if (row.client !== null) query = query.where("client", "=", row.client);
  const head = await db.selectFrom("chain_head").select("seq").where("org", "=", row.org).executeTakeFirst();
  const found = await query.executeTakeFirst();
  return { event: found && { ...found, seq: Number(found.seq) }, head: Number(head?.seq ?? row.seq) };
}

async function save(
  { db }: Tx,
  row: Row,
  to: Partial<Pick<Row, "tries" | "next_at" | "paused_at" | "paused_why">> & { seq?: bigint },
) {
  await db.updateTable("webhook").set(to).where("org", "=", row.org).where("id", "=", row.id).execute();
}

const GIVEN_UP = "it did not take a message for three days";

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
    const now = open.now();
    if (!isTaken(sent)) {
      const tries = row.tries + 1;
      const next = nextTry(tries, now);
      const paused = next === undefined ? { paused_at: now, paused_why: GIVEN_UP } : {};
      await store.asSystem((tx) => save(tx, row, { tries, next_at: next ?? null, ...paused }));
      return;
    }
    await store.asSystem((tx) => save(tx, row, { seq: BigInt(event.seq), tries: 0, next_at: null }));
    // Changed, paused or removed while it was told.
    const after = await store.asSystem(({ db }) => rowBy(db, row.org, row.id));
    if (after === undefined || after.paused_at !== null) return;
    row = after;
  }
}

const rowBy = (db: Tx["db"], org: string, id: string): Promise<Row | undefined> =>
  db.selectFrom("webhook").selectAll().where("org", "=", org).where("id", "=", id).executeTakeFirst();

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
export const webhookRow = ({ db, principal }: TenantTx, id: string): Promise<Row | undefined> =>
  rowBy(db, principal.org, id);

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
