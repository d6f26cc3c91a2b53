import type { TenantTx } from "#store/store.ts";
import { NO_ROWS } from "./import-batch.ts";
import { placeOf } from "./import-cases.ts";
import { digestWith, RowDigest } from "./import-rows.ts";

/** The openings of an import's cases, read back for their digest. */

interface Opening {
  readonly id: string;
  readonly number: string;
  readonly body: string;
}

const OPENINGS = `SELECT o.case_id AS id, r.number, o.body FROM case_opening o
  JOIN case_row r ON r.org = o.org AND r.id = o.case_id WHERE o.org = $1 AND o.batch = $2`;
const ROWS = 500;
const PAGE = `${OPENINGS} AND o.case_id > $3 ORDER BY o.case_id LIMIT ${ROWS}`;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Cases get their numbers in another order than that of their ids, and some are numbered before others are opened. */
export async function openingsOf({ session, principal }: TenantTx, batch: string): Promise<RowDigest> {
  const digest = new RowDigest();
  let after = FIRST;
  for (;;) {
    const { rows } = await session.query<Opening>(PAGE, [principal.org, batch, after]);
    for (const { id, number, body } of rows) digest.add(placeOf(number), id, body);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < ROWS) return digest;
  }
}

/** As an earlier Parley did: a running digest in the order of the numbers. */
export async function runningOpenings({ session, principal }: TenantTx, batch: string): Promise<string> {
  const { rows } = await session.query<Opening>(OPENINGS, [principal.org, batch]);
  return [...rows]
    .sort((a, b) => placeOf(a.number) - placeOf(b.number))
    .reduce((d, { id, body }) => digestWith(d, id, body), NO_ROWS);
}
