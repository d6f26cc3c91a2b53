import { z } from "zod";
import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import type { DirectoryContactTable, DirectoryEntryTable, DirectoryProofTable } from "#store/tables-directory.ts";
import { newId } from "#store/uuid.ts";
import { PUBLIC_ENTRIES, publicEntry } from "#strategy/vendors/library.ts";
import { ownSigns, type Sought } from "#strategy/vendors/recognize.ts";
import { clientBy } from "./clients.ts";
import { type NotNow, notNow } from "./refused.ts";

/** The practice's own part of the directory: entries, addresses and the proofs that they work. */

export type OwnKind = DirectoryEntryTable["kind"];
export type Channel = DirectoryContactTable["channel"];
export type ProofOf = DirectoryProofTable["what"];

const FACT_KINDS = ["method", "plan limit", "submission", "who may bind", "tactic"] as const;

/** How claims are sent to a payer and by when, as the user typed it, with where and when it was read. */
const card = z.object({
  payerId: z.string().nullable(),
  address: z.string().nullable(),
  portal: z.string().nullable(),
  timelyDays: z.int().nullable(),
  appealDays: z.int().nullable(),
  source: z.string(),
  day: z.string(),
});
export type SubmissionCard = z.infer<typeof card>;

const kept = z.object({
  aliases: z.array(z.string()),
  payers: z.array(z.string()),
  facts: z.array(z.object({ kind: z.enum(FACT_KINDS), text: z.string(), source: z.string(), day: z.string() })),
  notes: z.string().nullable(),
  submission: card.nullable().default(null),
});
export type OwnFacts = z.infer<typeof kept>;

export interface Proof {
  readonly id: string;
  readonly day: Day;
  readonly what: ProofOf;
  readonly source: string;
  readonly by: string | null;
}

export interface Contact {
  readonly id: string;
  readonly channel: Channel;
  readonly address: string;
  readonly whose: string | null;
  readonly purpose: string | null;
  readonly source: string;
  /** Newest first. */
  readonly proofs: readonly Proof[];
  /** By the newest proof; null while there is none. */
  readonly works: boolean | null;
  readonly says: string;
}

export interface OwnEntry extends OwnFacts {
  readonly id: string;
  /** Null when it is the whole organization's. */
  readonly client: string | null;
  readonly kind: OwnKind;
  readonly name: string;
  /** The public entry it adds to. */
  readonly extends: string | null;
  readonly version: number;
  readonly changedAt: string;
  readonly by: string | null;
  readonly contacts: readonly Contact[];
}

const WORKED: ReadonlySet<ProofOf> = new Set(["delivered", "answered", "signed for"]);

function sayWorks(proofs: readonly Proof[]): Pick<Contact, "works" | "says"> {
  const [last] = proofs;
  if (last === undefined) return { works: null, says: "No proof yet that it works." };
  const works = WORKED.has(last.what);
  const told = `${last.what.slice(0, 1).toUpperCase()}${last.what.slice(1)} on ${last.day}, by ${last.source}.`;
  return { works, says: works ? told : `${told} Use another.` };
}

const contactBody = z.object({ whose: z.string().nullable(), purpose: z.string().nullable(), source: z.string() });

/** Contacts of these entries with their proofs, by entry. */
async function contactsOf(tx: TenantTx, entries: readonly string[]): Promise<ReadonlyMap<string, readonly Contact[]>> {
  if (entries.length === 0) return new Map();
  const { org } = tx.principal;
  const rows = await tx.db
    .selectFrom("directory_contact")
    .selectAll()
    .where("org", "=", org)
    .where("entry", "in", entries)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  const proofs = await tx.db
    .selectFrom("directory_proof as p")
    .innerJoin("directory_contact as c", (j) => j.onRef("c.org", "=", "p.org").onRef("c.id", "=", "p.contact"))
    .leftJoin("person as w", (j) => j.onRef("w.org", "=", "p.org").onRef("w.id", "=", "p.by"))
    .select(["p.id", "p.contact", "p.day", "p.what", "p.source", "w.name as by"])
    .where("p.org", "=", org)
    .where("c.entry", "in", entries)
    .orderBy("p.day", "desc")
    .orderBy("p.at", "desc")
    .orderBy("p.id", "desc")
    .execute();
  const by = new Map<string, Contact[]>();
  for (const { id, entry, channel, address, body } of rows) {
    const mine = proofs.filter((p) => p.contact === id).map(({ contact: _, ...p }) => p);
    const list = by.get(entry) ?? [];
    by.set(entry, list);
    list.push({ id, channel, address, ...contactBody.parse(JSON.parse(body)), proofs: mine, ...sayWorks(mine) });
  }
  return by;
}

/** More entries than a practice has payers; the newest changed are kept in reach. */
const MOST = 2_000;

/** Own entries that the principal sees, by name; of one client and the whole organization where a client is named. */
export async function ownEntries(
  tx: TenantTx,
  of: { readonly client?: string | undefined; readonly id?: string | undefined } = {},
): Promise<readonly OwnEntry[]> {
  let query = tx.db
    .selectFrom("directory_entry as e")
    .leftJoin("person as w", (j) => j.onRef("w.org", "=", "e.org").onRef("w.id", "=", "e.changed_by"))
    .select([
      "e.id",
      "e.client",
      "e.kind",
      "e.name",
      "e.extends",
      "e.body",
      "e.version",
      "e.changed_at",
      "w.name as by",
    ])
    .where("e.org", "=", tx.principal.org)
    .orderBy("e.name")
    .orderBy("e.id")
    .limit(MOST);
  const { client, id } = of;
  if (id !== undefined) query = query.where("e.id", "=", id);
  if (client !== undefined)
    query = query.where((eb) => eb.or([eb("e.client", "=", client), eb("e.client", "is", null)]));
  const rows = await query.execute();
  const contacts = await contactsOf(
    tx,
    rows.map((r) => r.id),
  );
  return rows.map(({ body, changed_at: changedAt, ...r }) => ({
    ...r,
    ...keptOf(body),
    changedAt,
    contacts: contacts.get(r.id) ?? [],
  }));
}

function keptOf(body: string): OwnFacts {
  const read = kept.safeParse(JSON.parse(body));
  return read.success ? read.data : { aliases: [], payers: [], facts: [], notes: null, submission: null };
}

export const ownEntry = async (tx: TenantTx, id: string): Promise<OwnEntry | undefined> =>
  (await ownEntries(tx, { id }))[0];

export interface EntryGiven extends OwnFacts {
  readonly kind: OwnKind;
  readonly name: string;
}

const bodyOf = ({ aliases, payers, facts, notes, submission }: OwnFacts): string =>
  JSON.stringify({ aliases, payers, facts, notes, submission });

const noEntry = (): NotNow => notNow("not-found", "There is no such entry here.");

/** A day that has not come proves nothing. */
const isAhead = ({ facts, submission }: OwnFacts, today: Day): boolean =>
  [...facts, ...(submission === null ? [] : [submission])].some((f) => f.day > today);
const AHEAD = "A source is dated after today. Give the day it was read or written. Nothing was changed.";

/** Adds an entry for a client, or for the whole organization by somebody who works for all its clients. */
export async function addEntry(
  tx: TenantTx,
  client: string | null,
  given: EntryGiven & { readonly extends: string | null },
  today: Day,
): Promise<Result<OwnEntry, NotNow>> {
  const { org, clients, person } = tx.principal;
  if (client === null && clients !== "all")
    return err(notNow("not-allowed", "Only somebody who works for all clients adds for the whole organization."));
  if (client !== null && clients !== "all" && !clients.includes(client))
    return err(notNow("not-found", "There is no such client here."));
  if (given.extends !== null && publicEntry(given.extends) === undefined)
    return err(notNow("not-valid", "There is no such entry to add to."));
  if (isAhead(given, today)) return err(notNow("not-valid", AHEAD));
  if (client !== null && (await clientBy(tx, client)) === undefined)
    return err(notNow("not-found", "There is no such client here."));
  const id = newId(tx.now);
  await tx.db
    .insertInto("directory_entry")
    .values({
      ...{ org, client, id, kind: given.kind, name: given.name, extends: given.extends, body: bodyOf(given) },
      ...{ changed_at: tx.now, changed_by: person ?? null },
    })
    .execute();
  return ok(await told(tx, id, "directory entry added"));
}

/** The entry as it is now, with what happened to it written into the history. */
async function told(
  tx: TenantTx,
  id: string,
  type: string,
  more: Readonly<Record<string, string>> = {},
): Promise<OwnEntry> {
  const entry = await ownEntry(tx, id);
  check(entry !== undefined, "an entry that was just written is gone");
  const client = entry.client === null ? {} : { client: entry.client };
  await append(tx, [{ ...client, type, subject: id, body: { version: entry.version, ...more } }]);
  return entry;
}

/** An entry that the principal may change: what is of the whole organization is changed by who has all clients. */
async function mine(tx: TenantTx, id: string): Promise<Result<OwnEntry, NotNow>> {
  const entry = await ownEntry(tx, id);
  if (entry === undefined) return err(noEntry());
  if (entry.client === null && tx.principal.clients !== "all")
    return err(notNow("not-allowed", "It is the whole organization's. Ask somebody who works for all clients."));
  return ok(entry);
}

/** Replaces what an entry says. Refused when it is no longer at version `saw`. */
export async function changeEntry(
  tx: TenantTx,
  id: string,
  saw: number,
  given: EntryGiven,
  today: Day,
): Promise<Result<OwnEntry, NotNow>> {
  const found = await mine(tx, id);
  if (!found.ok) return found;
  if (isAhead(given, today)) return err(notNow("not-valid", AHEAD));
  const { numUpdatedRows } = await tx.db
    .updateTable("directory_entry")
    .set({
      ...{ kind: given.kind, name: given.name, body: bodyOf(given), version: saw + 1 },
      ...{ changed_at: tx.now, changed_by: tx.principal.person ?? null },
    })
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .where("version", "=", saw)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return ok(await told(tx, id, "directory entry changed"));
  const { by, changedAt } = found.value;
  const since = [{ what: "The entry was changed.", by: by ?? "Parley", at: changedAt }];
  return err({ code: "stale-version", sentence: "Somebody else changed the entry. Nothing was changed.", since });
}

/** Removes an entry with its contacts and proofs; that it was there stays in the history. */
export async function removeEntry(tx: TenantTx, id: string): Promise<Result<undefined, NotNow>> {
  const found = await mine(tx, id);
  if (!found.ok) return found;
  const { org } = tx.principal;
  for (const { id: contact } of found.value.contacts) await dropContact(tx, contact);
  await tx.db.deleteFrom("directory_entry").where("org", "=", org).where("id", "=", id).execute();
  const client = found.value.client === null ? {} : { client: found.value.client };
  await append(tx, [{ ...client, type: "directory entry removed", subject: id, body: null }]);
  return ok(undefined);
}

async function dropContact(tx: TenantTx, contact: string): Promise<void> {
  const { org } = tx.principal;
  await tx.db.deleteFrom("directory_proof").where("org", "=", org).where("contact", "=", contact).execute();
  await tx.db.deleteFrom("directory_contact").where("org", "=", org).where("id", "=", contact).execute();
}

export type ContactGiven = Pick<Contact, "channel" | "address" | "whose" | "purpose" | "source">;

/** Adds an address to an entry. */
export async function addContact(tx: TenantTx, entry: string, given: ContactGiven): Promise<Result<Contact, NotNow>> {
  const found = await mine(tx, entry);
  if (!found.ok) return found;
  const { channel, address, whose, purpose, source } = given;
  if (found.value.contacts.some((c) => c.channel === channel && c.address === address))
    return err(notNow("not-now", "This address is there already. Add a proof to it."));
  const { org, person } = tx.principal;
  const id = newId(tx.now);
  await tx.db
    .insertInto("directory_contact")
    .values({
      ...{ org, client: found.value.client, id, entry, channel, address },
      ...{ body: JSON.stringify({ whose, purpose, source }), made_at: tx.now, made_by: person ?? null },
    })
    .execute();
  return contactIn(await told(tx, entry, "directory contact added", { contact: id }), id);
}

const contactIn = (entry: OwnEntry, id: string): Result<Contact, NotNow> => {
  const contact = entry.contacts.find((c) => c.id === id);
  return contact === undefined ? err(notNow("not-found", "There is no such contact here.")) : ok(contact);
};

export async function removeContact(tx: TenantTx, entry: string, id: string): Promise<Result<undefined, NotNow>> {
  const found = await mine(tx, entry);
  if (!found.ok) return found;
  const contact = contactIn(found.value, id);
  if (!contact.ok) return contact;
  await dropContact(tx, id);
  await told(tx, entry, "directory contact removed", { contact: id });
  return ok(undefined);
}

/** Writes down that an address worked or did not; proofs are added and never changed. */
export async function addProof(
  tx: TenantTx,
  at: { readonly entry: string; readonly contact: string },
  given: Pick<Proof, "day" | "what" | "source">,
  today: Day,
): Promise<Result<Contact, NotNow>> {
  const found = await mine(tx, at.entry);
  if (!found.ok) return found;
  const contact = contactIn(found.value, at.contact);
  if (!contact.ok) return contact;
  if (given.day > today) return err(notNow("not-valid", "The day of the proof is still to come. Nothing was changed."));
  const { org, person } = tx.principal;
  await tx.db
    .insertInto("directory_proof")
    .values({
      ...{ org, client: found.value.client, id: newId(tx.now), contact: at.contact, ...given },
      ...{ at: tx.now, by: person ?? null },
    })
    .execute();
  return contactIn(await told(tx, at.entry, "directory proof added", { contact: at.contact }), at.contact);
}

/** Everybody to look for in a text: the public entries, and own ones by their names; an own one that adds to a public one is that one. */
export const soughtOf = (own: readonly OwnEntry[]): readonly Sought[] => [
  ...PUBLIC_ENTRIES.map((p) => ({
    ...p,
    signs: [...p.signs, ...own.filter((o) => o.extends === p.id).flatMap((o) => ownSigns(o.name, o.aliases))],
  })),
  ...own
    .filter((o) => o.extends === null)
    .map((o) => ({ id: o.id, kind: vendorKind(o.kind), name: o.name, signs: ownSigns(o.name, o.aliases) })),
];

/** Who pays and who decides is no vendor: administrators and sponsors are the plan's side. */
const vendorKind = (kind: OwnKind): Sought["kind"] => (kind === "repricer" || kind === "network" ? kind : "payer");
