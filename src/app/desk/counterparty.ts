import type { Day } from "#base/day.ts";
import type { TenantTx } from "#store/store.ts";
import { dayOf } from "#strategy/sourced.ts";
import { entryOn, publicEntry } from "#strategy/vendors/library.ts";
import { type Recognized, recognize, type Sought } from "#strategy/vendors/recognize.ts";
import { type CaseVendor, vendorOfCase } from "./case-knowledge.ts";
import { type Contact, type OwnEntry, ownEntries, type SubmissionCard, soughtOf } from "./directory.ts";
import { type HabitsOf, habitsOfAll } from "./directory-habits.ts";
import type { NamingSegments } from "./eob-case.ts";
import { type LearningSwitch, learningSwitch } from "./learning-switch.ts";
import type { QueueRow } from "./queue.ts";

/**
 * Who sits on the other side of a case, as far as its papers and the practice's own directory say: payer and vendor, why
 * we think so, where they are reached, who may bind, how they set rates, and how they behaved.
 */

/** Cases that habits are counted on beside a case: the newest; the directory counts on more. */
const HABIT_CASES = 100;

export interface Side {
  readonly role: "payer" | "vendor";
  /** The entry of the directory; undefined of a payer that has none. */
  readonly entry: string | undefined;
  readonly name: string;
  readonly sure: Recognized["sure"];
  /** Why we think so, with the words or the key that say it. */
  readonly why: string;
}

/** A sentence of the directory with where and when it is from. */
export interface Told {
  readonly of: string;
  readonly text: string;
  readonly source: string;
  readonly day: Day;
  readonly own: boolean;
}

export interface ContactHere extends Contact {
  /** Whose entry it stands under, and that entry's key. */
  readonly of: string;
  readonly entry: string;
}

export interface Counterparty {
  readonly sides: readonly Side[];
  readonly says: string;
  /** The best address of each channel: one that works before one without proof; those that failed are left out. */
  readonly contacts: readonly ContactHere[];
  readonly mayBind: readonly Told[];
  readonly rates: readonly Told[];
  readonly tactics: readonly Told[];
  readonly planLimits: readonly Told[];
  readonly submission: readonly (SubmissionCard & { readonly of: string })[];
  readonly habits: readonly (HabitsOf & { readonly of: string })[];
  readonly learning: LearningSwitch;
  /** Cases that were read to count habits. */
  readonly read: readonly string[];
}

interface Known {
  readonly side: Side;
  readonly own: readonly OwnEntry[];
  readonly sought: Sought;
}

const VENDORS: ReadonlySet<OwnEntry["kind"]> = new Set(["repricer", "network"]);

/** The payer of the case by its key in an own entry, else by its name. */
function payerOf(row: QueueRow, own: readonly OwnEntry[], sought: readonly Sought[]): Known {
  const byKey = own.filter((o) => !VENDORS.has(o.kind) && o.payers.includes(row.payer_key));
  const [first] = byKey;
  const piece = { where: "payer of the claim", text: row.payer_name, isField: true };
  const found = recognize([piece], sought).find((r) => r.kind === "payer" && r.sure !== "possible");
  const entry = first === undefined ? found?.id : (first.extends ?? first.id);
  const why =
    first !== undefined
      ? `Payer of the claim, “${row.payer_key}”, which ${first.name} stands for in your directory.`
      : found === undefined
        ? "Payer of the claim; your directory has no entry for it."
        : `Payer of the claim, named “${found.clues[0]?.words ?? row.payer_name}”.`;
  const name = first?.name ?? found?.name ?? row.payer_name;
  return {
    side: { role: "payer", entry, name, sure: first === undefined ? (found?.sure ?? "certain") : "certain", why },
    own: [...new Set([...byKey, ...ownOf(own, found?.id)])],
    sought: sought.find((s) => s.id === entry) ?? { id: row.payer_key, kind: "payer", name, signs: [] },
  };
}

/** Own entries that are an entry, or add to it. */
const ownOf = (own: readonly OwnEntry[], entry: string | undefined): readonly OwnEntry[] =>
  entry === undefined ? [] : own.filter((o) => o.id === entry || o.extends === entry);

function vendorSide({ vendor }: CaseVendor, own: readonly OwnEntry[], sought: readonly Sought[]): readonly Known[] {
  const clue = vendor?.clues[0];
  const of = sought.find((s) => s.id === vendor?.id);
  if (vendor === undefined || clue === undefined || of === undefined) return [];
  const why = `Recognized by “${clue.words}” in ${clue.where}${clue.doubt === undefined ? "" : `. ${clue.doubt}`}`;
  const side: Side = { role: "vendor", entry: vendor.id, name: vendor.name, sure: vendor.sure, why };
  return [{ side, own: ownOf(own, vendor.id), sought: of }];
}

const rank = ({ works }: Contact): number => (works === true ? 0 : 1);

/** One address a channel: proven first, then the newest proof; vendors before payers, because they answer for them. */
function contactsOf(known: readonly Known[]): readonly ContactHere[] {
  const all = known
    .toReversed()
    .flatMap((k) => k.own.flatMap((o) => o.contacts.map((c) => ({ ...c, of: k.side.name, entry: o.id }))))
    .filter((c) => c.works !== false)
    .sort((a, b) => rank(a) - rank(b) || ((a.proofs[0]?.day ?? "") > (b.proofs[0]?.day ?? "") ? -1 : 1));
  const best = new Map<string, ContactHere>();
  for (const c of all) if (!best.has(c.channel)) best.set(c.channel, c);
  return [...best.values()];
}

const told = (known: readonly Known[], kind: OwnEntry["facts"][number]["kind"]): readonly Told[] =>
  known.flatMap((k) =>
    k.own.flatMap((o) =>
      o.facts
        .filter((f) => f.kind === kind)
        .map((f) => ({ of: k.side.name, text: f.text, source: f.source, day: f.day as Day, own: true })),
    ),
  );

/** What is public of them, as it may be shown on a day. */
function publicTold(known: readonly Known[], part: "methods" | "tactics", on: Day): readonly Told[] {
  return known.flatMap(({ side }) => {
    const entry = side.entry === undefined ? undefined : publicEntry(side.entry);
    return entry === undefined
      ? []
      : entryOn(entry, on)[part].map((s) => ({
          ...{ of: side.name, text: s.text, source: s.source.title, day: dayOf(s.source), own: false },
        }));
  });
}

const cardsOf = (known: readonly Known[]): Counterparty["submission"] =>
  known.flatMap((k) => k.own.flatMap((o) => (o.submission === null ? [] : [{ ...o.submission, of: o.name }])));

/** How claims reach the payer of a case and by when, as the practice wrote it down. */
export async function submissionCards(tx: TenantTx, row: QueueRow): Promise<Counterparty["submission"]> {
  const own = await ownEntries(tx, { client: row.client });
  return cardsOf([payerOf(row, own, soughtOf(own))]);
}

/** The other side of a case. `files` are the segments of its kept files that may name somebody. */
export async function counterpartyOf(
  tx: TenantTx,
  row: QueueRow,
  files: readonly NamingSegments[],
  today: Day,
): Promise<Counterparty> {
  const own = await ownEntries(tx, { client: row.client });
  const sought = soughtOf(own);
  const vendor = await vendorOfCase(tx, row, files);
  const payer = payerOf(row, own, sought);
  const known = [payer, ...vendorSide(vendor, own, sought)];
  const ofs = known.map((k) => ({
    sought: k.sought,
    payers: new Set(k.side.role === "payer" ? [row.payer_key, ...k.own.flatMap((o) => o.payers)] : []),
  }));
  const counted = await habitsOfAll(tx, row.client, ofs, { today, most: HABIT_CASES });
  return {
    sides: known.map((k) => k.side),
    says: vendor.says,
    contacts: contactsOf(known),
    mayBind: told(known, "who may bind"),
    rates: [...told(known, "method"), ...publicTold(known, "methods", today)],
    tactics: [...told(known, "tactic"), ...publicTold(known, "tactics", today)],
    planLimits: told(known, "plan limit"),
    submission: cardsOf(known),
    habits: counted.map((h, i) => ({ ...h, of: known[i]?.side.name ?? "" })),
    learning: await learningSwitch(tx, row.client),
    read: [...new Set(counted.flatMap((h) => h.read))],
  };
}
