import { z } from "zod";
import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, formatUsd, greatest, readUsd, showUsd, usd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx, Tx } from "#store/store.ts";
import { wordsOn } from "./package-rows.ts";
import type { Person } from "./people.ts";
import { MAY } from "./people-roles.ts";
import { type NotNow, notNow } from "./refused.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/** How far offers may go without a second person: of one client, else of the organization, else as Parley starts. */

/**
 * How far Parley goes unasked: no advice; advice; the advised offers made ready, which a person sends; or those that nothing
 * stands in the way of sent by itself, where it can deliver them.
 */
export const AUTONOMY = ["off", "suggest", "review", "auto"] as const;
export type Autonomy = (typeof AUTONOMY)[number];

const AUTHORITY = "authority";

const money = z.string().transform((text): Cents => {
  const read = readUsd(text);
  check(read.ok, "the authority holds an amount that is none");
  return read.value;
});

const body = z.object({
  offerLimit: money,
  messagesADay: z.int(),
  stopped: z.boolean(),
  /** As it was kept before `dial`: words that never did more than suggest are read as what they did. */
  autonomy: z.enum(AUTONOMY).transform((a) => (a === "off" ? a : "suggest")),
  dial: z.enum(AUTONOMY).optional(),
  people: z.array(z.object({ person: z.string(), upTo: money })),
});
const held = body.transform(({ autonomy, dial, ...more }) => ({ ...more, autonomy: dial ?? autonomy }));

/**
 * One setting of authority. `upTo` of a person is how far they decide alone, and of an owner or director how far they approve
 * for others; an owner or director without one approves any amount, and nobody else approves anything (see people-roles.ts).
 */
export type AuthoritySet = z.output<typeof held>;

/** Before anybody said anything (G4, G10). */
export const STARTING_AUTHORITY: AuthoritySet = {
  offerLimit: usd("5000.00"),
  messagesADay: 50,
  stopped: false,
  autonomy: "suggest",
  people: [],
};

export interface Held extends AuthoritySet {
  readonly client: string | null;
  readonly from: "client" | "organization" | "nobody";
  /** Version of the setting of the asked scope; 0 while it has none of its own. */
  readonly version: number;
  readonly changedAt: string | null;
  readonly by: string | null;
  /** Our guarded offers and our words over deals that left on the day. */
  readonly messagesToday: number;
}

const settingOf = (org: string, client: string | null): SettingOf => ({ org, client, name: AUTHORITY });

function readBody(stored: unknown): AuthoritySet | undefined {
  if (stored === undefined) return undefined;
  const read = held.safeParse(stored);
  check(read.success, "the authority is not as it was written");
  return read.data;
}

/** What left on a day, of one client or of all that the principal sees: guarded offers, and our words over deals. */
async function sentOn(tx: TenantTx, client: string | null, day: Day): Promise<number> {
  let sent = tx.db
    .selectFrom("offer")
    .select(({ fn }) => fn.countAll<string>().as("n"))
    .where("org", "=", tx.principal.org)
    .where("guarded", "=", true)
    .where("day", "=", day);
  if (client !== null) sent = sent.where("client", "=", client);
  return Number((await sent.executeTakeFirst())?.n ?? 0) + (await wordsOn(tx, client, day));
}

/** The authority that holds for a client on a day. A switch that the organization set stops every client. */
export async function authorityOf(tx: TenantTx, client: string | null, day: Day): Promise<Held> {
  const { org } = tx.principal;
  const whole = await readSetting(tx, settingOf(org, null));
  const own = client === null ? whole : await readSetting(tx, settingOf(org, client));
  const ofOrg = readBody(whole.body);
  const ofOwn = readBody(own.body);
  const said = ofOwn ?? ofOrg ?? STARTING_AUTHORITY;
  const from = ofOwn === undefined ? (ofOrg === undefined ? "nobody" : "organization") : "client";
  const by = ofOwn === undefined ? whole : own;
  return {
    ...said,
    stopped: said.stopped || (ofOrg?.stopped ?? false),
    client,
    from: client === null && from === "client" ? "organization" : from,
    version: own.version,
    ...{ changedAt: by.changedAt, by: by.by },
    messagesToday: await sentOn(tx, client, day),
  };
}

/** Organizations in which a setting says auto, whether or not it is the one that holds: `putAuthority` writes it so. */
export const orgsAtAuto = ({ db }: Tx) =>
  db.selectFrom("setting").select("org").where("name", "=", AUTHORITY).where("body", "like", '%"dial":"auto"%');

/** Keeps the authority of a client or of the organization, and writes down who changed it to what. */
export async function putAuthority(
  tx: TenantTx,
  client: string | null,
  saw: number,
  given: AuthoritySet,
): Promise<Result<number, NotNow>> {
  const { org, person } = tx.principal;
  const stored = {
    ...given,
    dial: given.autonomy,
    offerLimit: formatUsd(given.offerLimit),
    people: given.people.map((p) => ({ person: p.person, upTo: formatUsd(p.upTo) })),
  };
  const version = await writeSetting(tx, settingOf(org, client), saw, stored, person ?? null);
  if (version === undefined) {
    const now = await readSetting(tx, settingOf(org, client));
    const since = [{ what: "The authority was changed.", by: now.by ?? "Parley", at: now.changedAt ?? tx.now }];
    const sentence = "Somebody else changed the authority. Nothing was changed.";
    return err({ code: "stale-version", sentence, since });
  }
  const subject = client ?? org;
  await append(tx, [
    { type: "authority changed", ...(client !== null && { client }), subject, body: { version, ...stored } },
  ]);
  return ok(version);
}

/** How far a person decides alone: their own word where they are named, else the practice's. */
export const aloneUpTo = ({ offerLimit, people }: AuthoritySet, person: string | undefined): Cents =>
  people.find((p) => p.person === person)?.upTo ?? offerLimit;

/** What the limit of whoever approves is held against: of a floor that is lowered, the floor it gives up. */
export const approvedAmount = (act: string, amount: Cents | undefined, floor: Cents): Cents | undefined =>
  act === "set floor" && amount !== undefined ? greatest(amount, floor) : amount;

/** Whether a person may approve an amount for another on a client's case, and if not why. */
export function mayApprove(
  { people }: AuthoritySet,
  person: Person | undefined,
  client: string,
  amount: Cents | undefined,
): { readonly may: true } | { readonly may: false; readonly why: string } {
  const no = (why: string) => ({ may: false, why }) as const;
  if (person === undefined) return no("Only a person approves.");
  if (!MAY[person.role].includes("approve offers")) return no(`A ${person.role} approves nothing for others.`);
  if (person.clients !== "all" && !person.clients.includes(client)) return no("You do not work for this practice.");
  const upTo = people.find((p) => p.person === person.id)?.upTo;
  if (upTo === undefined || amount === undefined || amount <= upTo) return { may: true };
  return no(`You may approve up to ${showUsd(upTo)}. Ask somebody who may approve more.`);
}

/** Whether every person named works here; the name of the first that does not. */
export function namedHere(given: AuthoritySet, people: readonly Person[]): Result<true, NotNow> {
  const missing = given.people.find((p) => !people.some((x) => x.id === p.person));
  return missing === undefined
    ? ok(true)
    : err(notNow("not-valid", "Somebody named does not work here. Nothing was changed."));
}

/** Cents of a column of the store. */
export const centsOf = (amount: string | null): Cents | undefined =>
  amount === null ? undefined : cents(BigInt(amount));
