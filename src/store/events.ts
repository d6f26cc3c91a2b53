import { randomBytes } from "node:crypto";
import { check } from "#base/check.ts";
import { bodyDigest, canonicalJson, chainHash, type Json } from "./chain.ts";
import type { TenantTx } from "./store.ts";

/** An event to be written: what happened, to what, and of which client; who and when come from the transaction. */
export interface NewEvent {
  /** Absent when it is the organization's own; then only who has all clients writes and reads it. */
  readonly client?: string | undefined;
  /** What it happened to: the id of a case, an import, a person. */
  readonly subject?: string | undefined;
  readonly type: string;
  readonly body: Json;
  /** Who did it, when that is not the person of the transaction: "system", a rule. */
  readonly actor?: string | undefined;
}

/** Number and hash of the last event written. */
export interface Appended {
  readonly seq: number;
  readonly hash: string;
}

const SALT_BYTES = 16;

/**
 * Appends events to the chain of the principal's organization, in the order given, and gives the last one's number and
 * hash. The end of the chain stays locked until the transaction ends, so append last, and keep what follows short.
 */
export async function append(tx: TenantTx, events: readonly NewEvent[]): Promise<Appended> {
  const { org, person } = tx.principal;
  const head = await tx.db
    .selectFrom("chain_head")
    .select(["seq", "hash"])
    .where("org", "=", org)
    .forUpdate()
    .executeTakeFirst();
  check(head !== undefined, "an organization has no chain");
  let [seq, hash] = [Number(head.seq), head.hash];
  const rows = events.map((event) => {
    seq += 1;
    const salt = randomBytes(SALT_BYTES).toString("hex");
    const client = event.client ?? null;
    const row = {
      org,
      client,
      seq,
      at: tx.now,
      actor: event.actor ?? person ?? "system",
      subject: event.subject ?? null,
      type: event.type,
      body: canonicalJson(event.body),
      salt,
      digest: bodyDigest(salt, event.body),
      previous: hash,
    };
    hash = chainHash(hash, row);
    return { ...row, hash };
  });
  if (rows.length === 0) return { seq, hash };
  await tx.db.insertInto("event").values(rows).execute();
  await tx.db.updateTable("chain_head").set({ seq, hash }).where("org", "=", org).execute();
  return { seq, hash };
}
