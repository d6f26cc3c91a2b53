import type { z } from "@hono/zod-openapi";
import type { addDirectoryEntry, directoryRow, recognized } from "#api/contract/directory.ts";
import { dayIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { vendorOfCase } from "#app/desk/case-knowledge.ts";
import {
  addContact,
  addEntry,
  addProof,
  type Contact,
  changeEntry,
  type OwnEntry,
  ownEntries,
  removeContact,
  removeEntry,
  soughtOf,
} from "#app/desk/directory.ts";
import { HABIT_CASES_MOST, type HabitsOfClient, habitsBy } from "#app/desk/directory-habits.ts";
import { namingSegments, readEobs } from "#app/desk/eob-case.ts";
import type { Habit } from "#strategy/habits.ts";
import { entryOn, PUBLIC_ENTRIES, publicEntry } from "#strategy/vendors/library.ts";
import { type Recognized, recognize } from "#strategy/vendors/recognize.ts";
import type { PublicEntry } from "#strategy/vendors/vendor.ts";
import { noCase, noteCase } from "./cases.ts";
import { statementOut } from "./playbooks.ts";

/** Payers and vendors: what is public of them, and what the practice keeps of its own. */

type Row = z.input<typeof directoryRow>;

export const contactOut = ({ proofs, ...c }: Contact) => ({ ...c, proofs: proofs.map((p) => ({ ...p })) });

const ownOut = ({ contacts, extends: _, ...e }: OwnEntry) => ({
  ...e,
  aliases: [...e.aliases],
  payers: [...e.payers],
  facts: e.facts.map((f) => ({ ...f })),
  contacts: contacts.map(contactOut),
});

const counts = (own: readonly OwnEntry[]) => {
  const contacts = own.flatMap((o) => o.contacts);
  return { contacts: contacts.length, proven: contacts.filter((c) => c.works === true).length };
};

const publicRow = (p: PublicEntry, own: readonly OwnEntry[]): Row => ({
  id: p.id,
  kind: p.kind,
  name: p.name,
  of: p.of ?? null,
  isPublic: true,
  aliases: [
    ...new Set([...p.signs.filter((s) => s.is === "name").map((s) => s.words), ...own.flatMap((o) => o.aliases)]),
  ],
  statements: p.methods.length + p.tactics.length + own.reduce((n, o) => n + o.facts.length, 0),
  ...counts(own),
});

const ownRow = (o: OwnEntry): Row => ({
  id: o.id,
  kind: o.kind,
  name: o.name,
  of: null,
  isPublic: false,
  aliases: [...o.aliases],
  statements: o.facts.length,
  ...counts([o]),
});

const recognizedOut = ({ clues, of, ...r }: Recognized): z.input<typeof recognized> => ({
  ...r,
  of: of ?? null,
  clues: clues.map(({ doubt, ...c }) => ({ ...c, doubt: doubt ?? null })),
});

const has = (row: Row, q: string): boolean =>
  [row.name, ...row.aliases].some((t) => t.toLowerCase().includes(q.toLowerCase()));

async function list({ as, query, hall }: Asked<"listDirectory">) {
  const own = await as((tx) => ownEntries(tx, { client: query.client }));
  const today = hall.open.desk.today();
  const rows = [
    ...PUBLIC_ENTRIES.map((p) =>
      publicRow(
        entryOn(p, today),
        own.filter((o) => o.extends === p.id),
      ),
    ),
    ...own.filter((o) => o.extends === null).map(ownRow),
  ];
  const { kind, q } = query;
  return {
    rows: rows.filter((r) => (kind === undefined || r.kind === kind) && (q === undefined || q === "" || has(r, q))),
  };
}

const HABITS_SAY =
  "Habits are counted from the own cases of one client and shown from five. Nothing comes from any other practice.";
const WHICH_CLIENT = "Choose a client first: habits are of one client at a time, and nothing was counted.";
const CUT = `Of the ${HABIT_CASES_MOST} newest cases with an offer, a call or an agreement; older ones were not looked at.`;

const habitsSay = (of: Awaited<ReturnType<typeof habitsBy>>): string => {
  if (of === "which client") return `${HABITS_SAY} ${WHICH_CLIENT}`;
  return of?.isCut === true ? `${HABITS_SAY} ${CUT}` : HABITS_SAY;
};

export const habitOut = ({ value, from, to, lately, ...h }: Habit) => ({
  ...h,
  lately: lately === undefined ? null : { ...lately, better: lately.better ?? null },
  cases: [...h.cases],
  shown: value !== undefined,
  from: from ?? null,
  to: to ?? null,
});

const habitsOut = ({ client, name, cases, habits }: HabitsOfClient) => ({
  ...{ client, name, cases },
  rows: habits.map(habitOut),
});

async function show(asked: Asked<"getDirectoryEntry">) {
  const { as, params, query, hall } = asked;
  const today = hall.open.desk.today();
  const known = publicEntry(params.entry);
  return await as(async (tx) => {
    const all = await ownEntries(tx, { client: query.client });
    const own = all.filter((o) => (known === undefined ? o.id === params.entry : o.extends === known.id));
    const [first] = own;
    const row = known !== undefined ? publicRow(entryOn(known, today), own) : first && ownRow(first);
    // An entry that adds to a public one is shown there.
    const sought = soughtOf(all).find((s) => s.id === params.entry);
    if (row === undefined || sought === undefined) throw new Refused("not-found", "There is no such entry here.");
    const payers = new Set(own.flatMap((o) => o.payers));
    const habits = await habitsBy(tx, { sought, payers }, { today, client: query.client, most: HABIT_CASES_MOST });
    const counted = habits === "which client" || habits === undefined || habits.cases === 0 ? undefined : habits;
    if (counted !== undefined)
      await noteReads(
        tx,
        "habits",
        counted.read.map((subject) => ({ client: counted.client, subject })),
        asked.id,
      );
    const shown = known === undefined ? undefined : entryOn(known, today);
    return {
      row,
      methods: (shown?.methods ?? []).map(statementOut),
      tactics: (shown?.tactics ?? []).map(statementOut),
      signs: [...new Set(sought.signs.map((s) => s.words))],
      own: own.map(ownOut),
      habits: counted === undefined ? [] : [habitsOut(counted)],
      choose: habits === "which client",
      says: habitsSay(habits),
    };
  });
}

type Given = z.output<(typeof addDirectoryEntry)["request"]["body"]["content"]["application/json"]["schema"]>;

/** The facts with their days read; one that is no day is refused by its place. */
const factsIn = <G extends Pick<Given, "facts" | "submission">>(given: G): G => ({
  ...given,
  submission: given.submission && { ...given.submission, day: dayIn(given.submission.day, "submission.day") },
  facts: given.facts.map((f, i) => ({ ...f, day: dayIn(f.day, `facts.${i}.day`) })),
});

type Names =
  | "listDirectory"
  | "getDirectoryEntry"
  | "addDirectoryEntry"
  | "changeDirectoryEntry"
  | "removeDirectoryEntry"
  | "addContact"
  | "removeContact"
  | "addProof"
  | "recognizeVendor"
  | "getCaseVendor";

export const DIRECTORY: HandlersOf<Names> = {
  listDirectory: list,
  getDirectoryEntry: show,

  addDirectoryEntry: async ({ as, body, hall }) => {
    const { client, ...given } = factsIn(body);
    return ownOut(orRefuse(await as((tx) => addEntry(tx, client, given, hall.open.desk.today()))));
  },

  changeDirectoryEntry: async ({ as, params, body, hall }) => {
    const { saw, ...given } = factsIn(body);
    return ownOut(orRefuse(await as((tx) => changeEntry(tx, params.entry, saw, given, hall.open.desk.today()))));
  },

  removeDirectoryEntry: async ({ as, params }) => {
    orRefuse(await as((tx) => removeEntry(tx, params.entry)));
    return undefined;
  },

  addContact: async ({ as, params, body }) =>
    contactOut(orRefuse(await as((tx) => addContact(tx, params.entry, body)))),

  removeContact: async ({ as, params }) => {
    orRefuse(await as((tx) => removeContact(tx, params.entry, params.contact)));
    return undefined;
  },

  addProof: async ({ as, params, body, hall }) => {
    const given = { ...body, day: dayIn(body.day, "day") };
    return contactOut(orRefuse(await as((tx) => addProof(tx, params, given, hall.open.desk.today()))));
  },

  recognizeVendor: async ({ as, body }) => {
    const own = await as((tx) => ownEntries(tx));
    const found = recognize([{ where: "text", text: body.text, isField: false }], soughtOf(own));
    const says = found.length === 0 ? "Nobody of the directory is named in it." : "Named in it, the surest first.";
    return { found: found.map(recognizedOut), says };
  },

  getCaseVendor: async (asked) => {
    const { hall, who, params, id } = asked;
    const { desk } = hall.open;
    const eobs = await asked.as(async (tx) => {
      const found = await readEobs(tx, desk, params.case);
      if (found === undefined) throw noCase();
      await noteCase(tx, "vendor", found.row, id);
      return found;
    });
    const files = await namingSegments(desk, who.principal.org, eobs);
    const said = await asked.as((tx) => vendorOfCase(tx, eobs.row, files));
    return {
      vendor: said.vendor === undefined ? null : recognizedOut(said.vendor),
      others: said.others.map(recognizedOut),
      hints: said.hints.map((h) => ({ ...h })),
      says: said.says,
    };
  },
};
