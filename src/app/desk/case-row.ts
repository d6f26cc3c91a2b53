import type { Updateable } from "kysely";
import type { Day } from "#base/day.ts";
import type { Due } from "#case/due.ts";
import { rightsEnding } from "#case/finding.ts";
import type { CaseView } from "#case/state.ts";
import { type Work, workOf } from "#case/work.ts";
import type { Pace } from "#claim/profile.ts";
import { type CaseRowTable, NOTHING_DUE } from "#store/tables.ts";

/** The live row of a case, made of its history and a day alone: made again from zero it is the same row. */

const TURNS = { us: "ours", payer: "theirs", records: "records", nobody: null } as const;

/** Columns that history and the day decide; what names the claim and the patient is set when the case is opened. */
export type LiveColumns = Omit<
  Updateable<CaseRowTable>,
  | "org"
  | "client"
  | "id"
  | "number"
  | "claim"
  | "claim_number"
  | "patient"
  | "us_state"
  | "service_day"
  | "benchmark"
  | "opened_at"
  | "batch"
>;

/** What is due first. The day a snooze ends is no deadline; it has a column of its own. */
const firstDue = (work: Work): Due | undefined => work.dues.find((d) => d.kind !== "snooze");

/** What to do next, in the words of what is due first. */
function stepOf(work: Work): { readonly step: string | null; readonly cite: string | null } {
  const first = firstDue(work);
  if (first === undefined) return { step: work.open ? work.turn.because : null, cite: null };
  return { step: labelOf(first), cite: first.cite ?? null };
}

const before = (text: string, mark: string): string => text.split(mark, 1)[0] ?? text;

/** What is due in a few words: its days and its working stand elsewhere. */
function labelOf({ kind, text }: Due): string {
  switch (kind) {
    case "right":
    case "promise":
    case "answer":
      return before(text, ": ");
    case "payment":
      return text.startsWith("award: ") ? "collect the award" : "collect what was agreed";
    case "question":
      return before(text, " It decides ");
    default:
      return text;
  }
}

const isWrong = (work: Work): boolean =>
  work.receivable.expected.some((e) => e.state === "late" || e.state === "short" || e.state === "over") ||
  (work.receivable.expected.length > 0 && work.receivable.unmatched.length > 0);

const stateOf = (view: CaseView, work: Work): string =>
  view.phase.is === "closed" ? "closed" : work.held ? "held" : work.snoozedUntil === undefined ? "open" : "snoozed";

/** Why it is held or snoozed. */
const restsBecause = ({ phase }: CaseView, work: Work): string | undefined =>
  phase.is === "closed" ? undefined : (phase.hold?.reason ?? (work.snoozedUntil && phase.snooze?.reason));

export function liveColumns(view: CaseView, version: number, today: Day, pace: Pace): LiveColumns {
  const work = workOf(view, { ...pace, today });
  const { finding, phase } = view;
  const [ending] = rightsEnding(finding, today);
  const right = finding.rights.find((r) => r.id === ending?.id && r.safe?.[1] === ending?.last);
  const offer = view.offers.findLast((o) => o.state === "open" || o.state === "agreed");
  const due = firstDue(work);
  const { step, cite } = stepOf(work);
  return {
    version,
    state: stateOf(view, work),
    owner: view.owner?.id ?? null,
    class: finding.class,
    channel: finding.channel.verdict,
    payer_key: view.payerKey,
    payer_name: view.payer,
    billed: finding.billed,
    allowed: finding.allowed ?? null,
    paid: finding.paid,
    stake: finding.stake,
    loss: work.lost,
    due: due?.day ?? NOTHING_DUE,
    due_why: due?.day === undefined ? null : due.text,
    snoozed_until: work.snoozedUntil ?? null,
    hold: restsBecause(view, work) ?? null,
    turn: TURNS[work.turn.of],
    last_offer: offer?.amount ?? null,
    last_offer_by: offer?.from ?? null,
    closed_at: phase.is === "closed" ? phase.at : null,
    outcome: phase.is === "closed" ? phase.outcome : null,
    as_of: today,
    step,
    step_cite: cite,
    right_id: right?.id ?? null,
    right_last: ending?.last ?? null,
    right_assumed: right?.assumed ?? false,
    right_from: right?.safe?.[0] ?? null,
    asks: work.dues.some((d) => d.kind === "question"),
    uncounted: work.uncounted,
    paid_wrong: isWrong(work),
    awaits: [...work.awaits],
  };
}
