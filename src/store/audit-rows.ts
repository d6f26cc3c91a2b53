import type { ChainHead, StoredEvent } from "./audit.ts";
import { CHAIN_START, type Json } from "./chain.ts";
import type { Row, Session } from "./engine.ts";

/** The events of an organization as they stand in the database, for whoever verifies or exports them. */

const ROWS = 500;
const COLUMNS = "org, seq, at, actor, client, subject, type, body, salt, digest, previous, hash";

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

/** A body that is no JSON was tampered with; nothing that was written hashes like this. */
function bodyOf(text: unknown): Json {
  if (text === null) return null;
  try {
    return JSON.parse(String(text)) as Json;
  } catch {
    return { damaged: true };
  }
}

function eventOf(r: Row): StoredEvent {
  return {
    org: String(r.org),
    seq: Number(r.seq),
    at: String(r.at),
    actor: String(r.actor),
    client: textOrNull(r.client),
    subject: textOrNull(r.subject),
    type: String(r.type),
    body: bodyOf(r.body),
    salt: textOrNull(r.salt),
    digest: String(r.digest),
    previous: String(r.previous),
    hash: String(r.hash),
  };
}

/** Every event by number, in a transaction of the system. One such reading at a time in a transaction. */
export async function* eventsOf(session: Session, org: string): AsyncGenerator<StoredEvent> {
  await session.query(
    `DECLARE parley_events NO SCROLL CURSOR FOR SELECT ${COLUMNS} FROM event WHERE org = $1 ORDER BY seq`,
    [org],
  );
  for (;;) {
    const { rows } = await session.query(`FETCH ${ROWS} FROM parley_events`);
    yield* rows.map(eventOf);
    if (rows.length < ROWS) break;
  }
  await session.script("CLOSE parley_events");
}

/** The events about one subject, by number, as the principal of the session may see them. */
export async function eventsAbout(session: Session, org: string, subject: string): Promise<readonly StoredEvent[]> {
  const { rows } = await session.query(`SELECT ${COLUMNS} FROM event WHERE org = $1 AND subject = $2 ORDER BY seq`, [
    org,
    subject,
  ]);
  return rows.map(eventOf);
}

/** What the database says is the last event of an organization. */
export async function headOf(session: Session, org: string): Promise<ChainHead> {
  const row = (await session.query("SELECT seq, hash FROM chain_head WHERE org = $1", [org])).rows[0];
  return row === undefined ? { seq: 0, hash: CHAIN_START } : { seq: Number(row.seq), hash: String(row.hash) };
}
