import type { z } from "@hono/zod-openapi";
import type { Caller } from "#api/caller.ts";
import type { caseView, expected } from "#api/contract/cases.ts";
import { ACTS } from "#api/rules.ts";
import type { CaseSheet } from "#app/desk/case-sheet.ts";
import { stateOfExpected } from "#app/desk/case-tables.ts";
import { stateOfOffer } from "#app/desk/negotiation-offers.ts";
import { PAPER_NAMES } from "#app/desk/timeline-words.ts";
import { daysLeft } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { JsonBytes } from "#base/json-bytes.ts";
import { formatUsd } from "#base/money.ts";
import { writeClaim } from "#case/claim-json.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { Expected } from "#case/expected.ts";
import type { Agreement, CaseView } from "#case/state.ts";
import { rateId } from "#document/settlement.ts";
import { channelName } from "#document/words.ts";
import { personOut, rowOut, type Showing } from "./queue-rows.ts";

/** One case as it goes out. */

export type CaseOut = z.input<typeof caseView>;

const utf8 = new TextDecoder();

/** Key for key as `parley map --json` writes it. */
function evaluationOut(e: ClaimEvaluation): CaseOut["evaluation"] {
  const out = new JsonBytes();
  writeClaim(out, e);
  return JSON.parse(utf8.decode(out.view()));
}

const flipOut = ({ fact, answer, channel, until }: CaseSheet["flips"][number]) => ({
  fact,
  answer,
  channel,
  until: until ?? null,
  text: `If ${fact.replaceAll("_", " ")} is ${answer.replaceAll("_", " ")}: ${channelName(channel)}${until === undefined ? "" : `, until ${until}`}.`,
});

const questionOut = (q: CaseSheet["questions"][number]) => ({
  fact: q.fact,
  scope: q.scope,
  key: q.key,
  about: q.about,
  question: q.question,
  values: [...q.values],
  dollars: formatUsd(q.dollars),
  claims: 1,
  lines: q.lines,
  answer: q.answer === undefined ? null : { event: q.answer.event, value: q.answer.value, source: q.answer.source },
});

const tasksOut = (view: CaseView, { names, today }: Showing): CaseOut["tasks"] =>
  view.tasks.map((t) => ({
    event: t.event,
    title: t.title,
    due: t.due ?? null,
    daysLeft: t.due === undefined ? null : daysLeft(today, t.due),
    for: t.for === undefined ? null : personOut(t.for.id, names),
    waits: t.waits,
    done: t.done !== undefined,
    call: t.call ?? null,
  }));

/** The thread of the practice, for whom may know of the patient: people name them in it. */
const threadOut = ({ thread }: CaseView, { names, today, seesPatients }: Showing, me: string): CaseOut["thread"] =>
  (seesPatients ? thread : []).map((q) => ({
    ...{ event: q.event, by: personOut(q.by.id, names), at: q.at, to: personOut(q.to.id, names), text: q.text },
    ...{ answerBy: q.answerBy, daysLeft: daysLeft(today, q.answerBy), answered: q.answered !== undefined },
    answers: q.answers.map(({ event, by, at, text }) => ({ event, by: personOut(by.id, names), at, text })),
    mine: q.to.id === me,
  }));

const offersOut = (view: CaseView, today: Day): CaseOut["offers"] =>
  view.offers.map((o) => ({
    event: o.event,
    from: o.from,
    amount: formatUsd(o.amount),
    terms: o.terms ?? null,
    made: o.made,
    expires: o.expires ?? null,
    way: o.way,
    state: stateOfOffer(o, today),
  }));

export function expectedOut(e: Expected, agreements: readonly Agreement[]): z.input<typeof expected> {
  const agreement = agreements.find((a) => a.event === e.agreement);
  return {
    agreement: e.agreement,
    kind: e.kind,
    basis: agreement?.basis ?? "",
    due: e.due,
    state: stateOfExpected(e),
    expected: formatUsd(e.expected),
    received: formatUsd(e.received),
    difference: formatUsd(e.difference),
    daysLate: e.daysLate === 0 ? null : e.daysLate,
    lines: e.lines.map((l) => ({
      line: l.line,
      expected: formatUsd(l.expected),
      received: formatUsd(l.received),
      difference: formatUsd(l.difference),
      working: l.working,
    })),
    working: e.working,
    source: agreement?.source ?? "",
  };
}

const lettersOut = (view: CaseView): CaseOut["letters"] =>
  view.letters.map((l) => ({
    ...{ event: l.event, paper: l.paper, name: PAPER_NAMES[l.paper], to: l.to, on: l.on, by: l.by.name },
    ...{ sha256: l.sha256, offer: l.offer ?? null, agreement: l.agreement ?? null, reference: l.reference ?? null },
    answerBy: l.answerBy ?? null,
    file: view.files.find((f) => f.file === l.file && f.removed === undefined)?.event ?? null,
  }));

const signingOut = (view: CaseView, a: Agreement): CaseOut["signing"][number] => ({
  agreement: a.event,
  papers: view.letters
    .filter((l) => l.agreement === a.event)
    .map((l) => ({ event: l.event, paper: l.paper, sha256: l.sha256, on: l.on, stands: l.stands ?? null })),
  copies: view.files
    .filter((f) => f.agreement === a.event && f.removed === undefined)
    .map((f) => ({ event: f.event, name: f.name, on: f.on, by: f.by.name })),
  rates: a.lines.map((l) => ({ line: l.line, id: rateId(view.number, a.event, l.line) })),
});

/** The acts of the case that this person may ask for. */
const mayOut = (sheet: CaseSheet, who: Caller): string[] =>
  sheet.may.filter((act) => who.may.has(act in ACTS ? ACTS[act as keyof typeof ACTS] : "work cases"));

export function caseOut(sheet: CaseSheet, who: Caller, showing: Omit<Showing, "today">): CaseOut {
  const { asOf, view } = sheet;
  const on = { ...showing, today: asOf };
  const { billing = null, facility = null, rendering = null } = sheet.providers;
  return {
    row: rowOut(sheet.row, on),
    asOf,
    providers: { billing, facility, rendering },
    evaluation: evaluationOut(sheet.evaluation),
    flips: sheet.flips.map(flipOut),
    questions: sheet.questions.map(questionOut),
    tasks: tasksOut(view, on),
    thread: threadOut(view, on, who.principal.person ?? ""),
    offers: offersOut(view, asOf),
    expected: sheet.expected.map((e) => expectedOut(e, view.agreements)),
    signing: view.agreements.flatMap((a) => (a.superseded === undefined ? [signingOut(view, a)] : [])),
    letters: lettersOut(view),
    files: view.files
      .filter((f) => f.removed === undefined)
      .map((f) => ({ event: f.event, name: f.name, kind: f.kind, bytes: f.bytes, at: f.at, by: f.by.name })),
    otherRights: sheet.otherRights.flatMap(({ label, safe, cite }) =>
      safe === undefined ? [] : [{ label, day: safe[1], daysLeft: daysLeft(asOf, safe[1]), cite }],
    ),
    may: mayOut(sheet, who),
    undoable: who.may.has("work cases") ? sheet.undoable.map((u) => ({ ...u })) : [],
  };
}
