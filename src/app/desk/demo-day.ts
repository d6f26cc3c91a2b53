import { FEDERAL } from "#base/calendar.ts";
import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, divide, plus, sum } from "#base/money.ts";
import type { Act, ActOf } from "#case/command.ts";
import type { Actor, CaseFinding } from "#case/event.ts";
import { actOnCases, type Refused } from "./act.ts";
import { loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { VISITOR } from "./sign-in-demo.ts";

/**
 * A day of work done already, so that the pages of the demo show what they are for: cases that have an owner, a call with
 * a promise, offers, an agreement that is paid short and one that is awaited. All of it goes through the decider, as the
 * visitor, and may be undone.
 */

/** What a step may look at. */
interface Seen {
  readonly finding: CaseFinding;
  readonly today: Day;
  readonly me: { readonly id: string; readonly name: string };
}

/** `back` business days ago, near enough for a story: five make a week. */
const ago = (today: Day, back: number): Day => FEDERAL.nthFrom(plusDays(today, -Math.ceil((back * 7) / 5)), 1);
const ahead = (today: Day, n: number): Day => FEDERAL.nthAfter(today, n);

/** What was paid, and so many percent of what is at stake beside it. */
const better = (of: { readonly paid: Cents; readonly stake: Cents }, percent: bigint): Cents =>
  plus(of.paid, cents(divide(of.stake * percent, 100n, "half-up")));

const offer =
  (from: "us" | "them", percent: bigint, back: number) =>
  ({ finding, today }: Seen): ActOf<"log offer"> => ({
    type: "log offer",
    from,
    // An offer is of what is allowed in all; what an agreement pays is without the patient's share.
    amount: better({ paid: finding.allowed ?? finding.paid, stake: finding.stake }, percent),
    made: ago(today, back),
    way: from === "us" ? "portal" : "email",
  });

const agreement =
  (percent: bigint, agreed: number, due: (today: Day) => Day) =>
  ({ finding, today }: Seen): ActOf<"enter agreement"> => {
    const lines = finding.lines
      .filter((l) => l.stake > 0n)
      .map((l) => ({ line: l.number, amount: better(l, percent) }));
    return {
      type: "enter agreement",
      kind: "agreement",
      basis: "total payment",
      amount: sum(lines.map((l) => l.amount)),
      lines,
      agreed: ago(today, agreed),
      due: due(today),
      days: "business",
      source: "letter of the plan's vendor, countersigned",
    };
  };

type Step = (seen: Seen) => Act;

/** By how much a case would lose untouched: the first is left as it came, for the visitor. */
const STEPS: readonly (readonly Step[])[] = [
  [],
  [
    ({ today }) => ({
      type: "log call",
      who: "claims desk of the plan",
      reference: "C-88214",
      said: "The claim was priced by a vendor. They will say which amount they took for each line.",
      promise: { what: "The qualifying payment amount of each line, in writing", by: ahead(today, 2) },
    }),
  ],
  [offer("us", 100n, 12), offer("them", 14n, 8), offer("us", 86n, 5), offer("them", 27n, 1)],
  [offer("us", 100n, 3)],
  [
    ({ today }) => ({
      type: "add task",
      title: "Operative note from the surgeon's office",
      due: ahead(today, 3),
      waits: "records",
    }),
  ],
  [agreement(72n, 22, (today) => ago(today, 4))],
  [agreement(80n, 8, (today) => ahead(today, 9))],
  [() => ({ type: "add note", text: "Same plan and vendor as the case before. Send both notices on one day." })],
  [({ me, today }) => ({ type: "add task", title: "Send the notice", due: ahead(today, 1), for: me, waits: "us" })],
];

/** Plays the day once: when the visitor is there, cases are, and nobody has touched one yet. Returns what was refused. */
export async function playDemoDay(desk: Desk): Promise<readonly Refused[]> {
  const who = await desk.store.asSystem(({ db }) =>
    db.selectFrom("person").select(["org", "id", "name"]).where("email", "=", VISITOR.email).executeTakeFirst(),
  );
  if (who === undefined) return [];
  const principal = { org: who.org, clients: "all", person: who.id } as const;
  const found = await desk.store.as(principal, async (tx) => {
    const touched = await tx.db
      .selectFrom("event")
      .select("seq")
      .where("org", "=", who.org)
      .where("type", "like", "case %")
      .limit(1)
      .execute();
    if (touched.length > 0) return [];
    const rows = await tx.db
      .selectFrom("case_row")
      .select("id")
      .where("org", "=", who.org)
      .where("class", "=", "underpaid")
      .where("right_last", "is not", null)
      .orderBy("loss", "desc")
      .orderBy("id")
      .limit(STEPS.length)
      .execute();
    const cases =
      rows.length === 0
        ? undefined
        : await loadCases(
            tx,
            rows.map((r) => r.id),
          );
    return rows.map(({ id }) => ({ id, state: cases?.get(id)?.state }));
  });
  const by: Actor = { kind: "person", id: who.id, name: who.name };
  const me = { id: who.id, name: who.name };
  const asked = found.flatMap(({ id, state }, i) => {
    if (state?.view === undefined) return [];
    const seen: Seen = { finding: state.view.finding, today: desk.today(), me };
    const acts: readonly Act[] = [{ type: "assign", to: me }, ...(STEPS[i] ?? []).map((step) => step(seen))];
    return acts.map((act, n) => ({ caseId: id, saw: state.version + n, act }));
  });
  return (await actOnCases(desk, principal, by, asked)).refused;
}
