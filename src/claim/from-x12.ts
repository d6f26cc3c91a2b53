import { type Day, earlier, later } from "#base/day.ts";
import { type Cents, sum, ZERO } from "#base/money.ts";
import { type Place, type Problem, problem } from "#base/problem.ts";
import type { ClaimLineRecord, ClaimRecord, DateRange, Party, Reference, Span } from "#x12/model.ts";
import type { Claim, ClaimForm, ClaimLine, Payer, Provider, Source } from "./claim.ts";

const NONE: readonly string[] = [];

/** Collects what a reading had to assume. */
export type Report = (p: Problem) => void;

export const sourceOf = (file: string, span: Span): Source => ({ file, byte: span.from, segment: span.segment });

export const refOf = (refs: readonly Reference[], kind: string): string | undefined => {
  for (const r of refs) if (r.kind === kind) return r.value;
  return undefined;
};

export const partyOf = (parties: readonly Party[], role: string): Party | undefined => {
  for (const p of parties) if (p.role === role) return p;
  return undefined;
};

/** Names and ids of a payer vary in case and spacing between senders, so the key does not. */
export function nameKey(name: string): string {
  const plain = name.trim().toLowerCase();
  return /\s\s|[^\S ]/.test(plain) ? plain.replace(/\s+/g, " ") : plain;
}

const filled = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

/** The key a facts file answers for: the payer id, else the name in lower case, else "unknown". */
export function payerOf(party: Party | undefined): Payer {
  if (party === undefined) return UNKNOWN_PAYER;
  const name = party.name ?? "";
  const id = filled(party.id ?? refOf(party.refs, "2U"));
  return { key: id ?? (name === "" ? "unknown" : nameKey(name)), name, id, state: party.address?.state };
}

const UNKNOWN_PAYER: Payer = { key: "unknown", name: "", id: undefined, state: undefined };

const NOBODY: Provider = {
  npi: undefined,
  tin: undefined,
  name: undefined,
  taxonomy: undefined,
  state: undefined,
  zip: undefined,
};

/**
 * A provider as far as the file says. The tax id is an employer's (EI, TJ, or FI on the name itself), never a social
 * security number (SY), which would be a person's.
 */
export function providerOf(party: Party | undefined): Provider {
  if (party === undefined) return NOBODY;
  const { refs, name, first, address } = party;
  const ownTin = party.idKind === "FI" || party.idKind === "24" ? party.id : undefined;
  return {
    npi: party.idKind === "XX" ? party.id : refOf(refs, "HPI"),
    tin: refs.length === 0 ? ownTin : (refOf(refs, "EI") ?? refOf(refs, "TJ") ?? ownTin),
    name: first === undefined ? name : name === undefined ? first : `${first} ${name}`,
    taxonomy: party.taxonomy,
    state: address?.state,
    zip: address?.zip,
  };
}

/** Which form it is, by the guide that GS08 or ST03 names, else by the kind of place (CLM05-2). */
function formOf(record: ClaimRecord): ClaimForm {
  if (/X222|X098/.test(record.version)) return "professional";
  if (/X223|X096/.test(record.version)) return "institutional";
  if (/X224|X097/.test(record.version)) return "dental";
  return record.placeKind === "B" ? "professional" : record.placeKind === "A" ? "institutional" : "unknown";
}

/** The first range of the first kind that is there. */
export function dateOf(dates: readonly DateRange[], ...kinds: readonly string[]): DateRange | undefined {
  if (dates.length === 0) return undefined;
  for (const kind of kinds) for (const d of dates) if (d.kind === kind) return d;
  return undefined;
}

export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** Days that also hold a range. */
export function widen(days: Days | undefined, range: DateRange | undefined): Days | undefined {
  if (range === undefined) return days;
  const end = range.to ?? range.from;
  if (days === undefined) return { from: range.from, to: end };
  if (range.from >= days.from && end <= days.to) return days;
  return { from: earlier(days.from, range.from), to: later(days.to, end) };
}

/** Claims of earlier years exist only as mistyped ones: HIPAA claims begin with the rule's compliance date. */
const FIRST_LIKELY_DAY = "2000-01-01";

/** Reports a service date that is a day, yet cannot be the day of a service. */
export function checkDays(days: Days, file: string, span: Span, loop: string, report: Report): void {
  if (days.to >= days.from && days.from >= FIRST_LIKELY_DAY) return;
  const order = days.to < days.from;
  const text = order
    ? "The last day of service is before the first. Ask for correct dates."
    : "The date of service is before 2000. Ask for the right year.";
  report(problem("warning", order ? "date-order" : "date-unlikely", at(file, span, loop), text));
}

/** Reports a claim whose service is later than the day its file was made: nobody bills what was not done yet. */
export function checkSent(claim: Claim, sent: Day | undefined, span: Span, report: Report): void {
  if (sent === undefined || claim.to === undefined || claim.to <= sent) return;
  const text = "The date of service is after the day the file was made. Correct the date and send the claim again.";
  report(problem("warning", "date-future", at(claim.source.file, span, "2300"), text));
}

const at = (file: string, span: Span, loop: string, element?: string): Place => ({
  file,
  byte: span.from,
  segment: span.segment,
  loop,
  ...(element !== undefined && { element }),
});

const DECIMAL = /^-?(\d+\.?\d*|\.\d+)$/;

/** Units that are no number were reported when they were read; one unit is what the line then has. */
export const unitsOf = (text: string | undefined): string => (text !== undefined && DECIMAL.test(text) ? text : "1");

/** Revenue codes have four digits; the leading zero is often left out. */
export const revenueOf = (code: string | undefined): string | undefined =>
  code !== undefined && /^\d{3}$/.test(code) ? `0${code}` : code;

function checkProcedure(record: ClaimLineRecord, file: string, report: Report): void {
  if (record.procedure !== undefined || record.revenue !== undefined) return;
  const text = "The line names no procedure, so nothing can be compared with it.";
  report(problem("warning", "line-without-code", at(file, record.span, "2400"), text));
}

function lineOf(record: ClaimLineRecord, index: number, file: string, report: Report): ClaimLine {
  const stated = record.number === undefined ? Number.NaN : Number(record.number);
  const rendering = partyOf(record.parties, "82");
  const revenue = revenueOf(record.revenue);
  checkProcedure(record, file, report);
  return {
    number: Number.isInteger(stated) && stated > 0 ? stated : index + 1,
    control: refOf(record.refs, "6R"),
    code: record.procedure?.code ?? revenue ?? "",
    codeKind: record.procedure === undefined && revenue !== undefined ? "revenue" : undefined,
    revenue,
    modifiers: record.procedure?.modifiers ?? NONE,
    charge: record.charge ?? ZERO,
    units: unitsOf(record.units),
    unit: record.unit ?? "UN",
    date: dateOf(record.dates, "472")?.from,
    place: record.place,
    emergency: record.emergency,
    rendering: rendering === undefined ? undefined : providerOf(rendering),
  };
}

/** CLM02, which wins over its lines when they disagree; their sum when it is absent. */
function billedOf(record: ClaimRecord, lines: readonly ClaimLine[], file: string, report: Report): Cents {
  if (record.charge !== undefined) return record.charge;
  const text = "The claim's total charge is absent; the sum of its lines is used.";
  report(problem("warning", "claim-charge-absent", at(file, record.span, "2300", "CLM02"), text));
  return sum(lines.map((l) => l.charge));
}

/** First and last day of service of the lines (DTP*472), else the statement's or the claim's own dates. */
function serviceDays(record: ClaimRecord): Days | undefined {
  let days: Days | undefined;
  for (const l of record.lines) days = widen(days, dateOf(l.dates, "472"));
  return days ?? widen(undefined, dateOf(record.dates, "472", "434", "232", "435", "096"));
}

const codesOf = (diagnoses: ClaimRecord["diagnoses"]): readonly string[] => diagnoses.map(([, code]) => code);

const provided = (party: Party | undefined): Provider | undefined =>
  party === undefined ? undefined : providerOf(party);

/**
 * The claim without its patient. Total: what is missing becomes a default and, where it matters, a Problem. `file` is the
 * name as the user gave it.
 */
export function claimOf(record: ClaimRecord, file: string, report: Report): Claim {
  const lines = record.lines.map((l, i) => lineOf(l, i, file, report));
  const days = serviceDays(record);
  if (days !== undefined) checkDays(days, file, record.span, "2300", report);
  const { subscriber, parties, refs, benefitsAssigned, place } = record;
  const form = formOf(record);
  // CLM05-1 of a facility begins its type of bill: "13" is an outpatient's, and no assisted living place of service.
  const facility = form === "institutional" && record.placeKind !== "B";
  return {
    id: record.id,
    source: sourceOf(file, record.span),
    form,
    billed: billedOf(record, lines, file, report),
    from: days?.from,
    to: days?.to,
    place: facility ? undefined : place,
    frequency: record.frequency,
    replaces: refOf(refs, "F8"),
    payer: payerOf(subscriber?.payer),
    filing: subscriber?.filing,
    responsibility: subscriber?.responsibility,
    group: subscriber?.group,
    billing: providerOf(record.billing),
    rendering: provided(partyOf(parties, "82")),
    facility: provided(partyOf(parties, "77") ?? partyOf(parties, "FA")),
    causes: record.causes,
    diagnoses: codesOf(record.diagnoses),
    priorAuthorization: refOf(refs, "G1"),
    benefitsAssigned: benefitsAssigned === "Y" ? true : benefitsAssigned === "N" ? false : undefined,
    bill: facility && place !== undefined ? `${place}${record.frequency ?? ""}` : undefined,
    drg: record.facility?.drg,
    lines,
  };
}
