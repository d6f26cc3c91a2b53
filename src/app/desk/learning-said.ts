import type { TenantTx } from "#store/store.ts";
import { ENOUGH } from "#strategy/habits.ts";
import { PLAYBOOKS, statementsOf } from "#strategy/playbooks/library.ts";
import { STARTING_PRIORS } from "#strategy/priors.ts";
import { dayOf, type Source } from "#strategy/sourced.ts";
import { PUBLIC_ENTRIES } from "#strategy/vendors/library.ts";
import { HABIT_CASES_MOST } from "./directory-habits.ts";
import { LEARNED_CASES } from "./learned.ts";
import { type LearningSwitch, learningSwitch } from "./learning-switch.ts";
import { PAST_CASES } from "./negotiation-memory.ts";
import { SCORED_CASES } from "./scorecard.ts";

/** What Parley learns from and what not, as counsel would read it: made of the very constants and lists that the learning uses. */

export interface ReadTable {
  readonly table: string;
  readonly columns: string;
  readonly what: string;
  readonly most: string;
}

/** Every table that is read to learn, and no other: those of `learned.ts` and of what it calls. */
export const TABLES_READ: readonly ReadTable[] = [
  {
    table: "case_row",
    columns: "id, version, state, closed_at",
    what: "which cases of the client are closed",
    most: `${LEARNED_CASES} newest closed`,
  },
  {
    table: "offer",
    columns: "case_id, day, payer_key",
    what: "on which cases offers were exchanged",
    most: "900 newest",
  },
  { table: "agreement", columns: "case_id", what: "which cases were agreed or awarded", most: "900 newest" },
  {
    table: "case_opening",
    columns: "body",
    what: "what was allowed when the case began, and its service codes",
    most: `${LEARNED_CASES}`,
  },
  {
    table: "event",
    columns: "body of events of a case",
    what: "offers, answers, promises, agreements and awards of that case",
    most: `${LEARNED_CASES} cases; ${PAST_CASES} for how a payer concedes`,
  },
  {
    table: "directory_entry",
    columns: "name, other names",
    what: "names of vendors, to tell who priced a case",
    most: "the client's own and the organization's",
  },
  {
    table: "directory_contact",
    columns: "all",
    what: "read with the entries; nothing is learned of it",
    most: "the same",
  },
  {
    table: "directory_proof",
    columns: "all",
    what: "read with the entries; nothing is learned of it",
    most: "the same",
  },
  { table: "setting", columns: "learning", what: "whether the client is switched off", most: "one row" },
];

export interface PublicDatum {
  readonly title: string;
  readonly url: string | null;
  readonly day: string | null;
  readonly used: string;
}

/** Every public document that statements or starting assumptions rest on, once. */
export function publicData(): readonly PublicDatum[] {
  const found = new Map<string, PublicDatum>();
  const put = (s: Source, used: string): void => {
    if (!found.has(s.url)) found.set(s.url, { title: s.title, url: s.url, day: dayOf(s), used });
  };
  for (const p of PLAYBOOKS) for (const s of statementsOf(p)) put(s.source, "playbooks");
  for (const e of PUBLIC_ENTRIES) for (const s of [...e.methods, ...e.tactics]) put(s.source, "directory");
  const { award, allowedOverQpa, eligible, collect, payerDefault, stonewall, days } = STARTING_PRIORS;
  const priors = [award, allowedOverQpa, eligible, collect, payerDefault, stonewall, days].map(
    ({ source }): PublicDatum => ({ title: source, url: null, day: null, used: "starting assumptions" }),
  );
  return [...priors, ...[...found.values()].sort((a, b) => (a.title < b.title ? -1 : 1))];
}

export interface ClientLearning extends LearningSwitch {
  readonly client: string;
  readonly name: string;
}

export const LEARNING_SAYS: readonly string[] = [
  "Parley learns from one client's own closed cases and from public documents. It learns from nothing else.",
  "Nothing crosses from one client to another, or from one organization to another: every statement is limited to one client, and row-level security of the database limits it again. Two practices on one server teach each other nothing.",
  "What is learned is ratios, days and counts of negotiations: settled over first allowed, awarded over QPA, days to a reply, how offers moved. No name or other datum of a patient is among it.",
  "No rate of another provider is read, stored, pooled or shown. There is no benchmark of other practices.",
  `Each learned figure says its sample and source where it is shown. Under ${ENOUGH} it is called an assumption or not comparable.`,
  `Habits are counted on the ${HABIT_CASES_MOST} newest cases of a client, the scorecard on its ${SCORED_CASES} newest.`,
  "What is learned is kept in memory while the server runs and is reckoned anew from the cases after it; no learned figure leaves the server by itself.",
];

export const OFF_SAYS =
  "Switched off, no closed case is read for advice: award, limit, days to a reply and ways of conceding are starting assumptions again, at once and on every page, and no coach note is made. Habits in the directory and the scorecard are counts for people to read; they go into no advice, and stay. Own median prices are figures of the client's own remittances and stay.";

/** The clients that the principal sees, with their switches. */
export async function learningOfClients(tx: TenantTx, client?: string): Promise<readonly ClientLearning[]> {
  let query = tx.db
    .selectFrom("client")
    .select(["client", "name"])
    .where("org", "=", tx.principal.org)
    .where("removed_at", "is", null)
    .orderBy("name");
  if (client !== undefined) query = query.where("client", "=", client);
  const found: ClientLearning[] = [];
  for (const c of await query.execute()) found.push({ ...c, ...(await learningSwitch(tx, c.client)) });
  return found;
}
