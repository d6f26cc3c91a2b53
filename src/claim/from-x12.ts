import type { Day } from "#base/day.ts";
import { type Cents, cents, sum } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { ClaimLineRecord, ClaimRecord, DateRange, Party, Reference, Span } from "#x12/model.ts";
import type { Claim, ClaimForm, ClaimLine, Payer, Provider, Source } from "./claim.ts";

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

const stateOf = (p: Party): string | undefined => p.address?.state;

/** Names and ids of a payer vary in case and spacing between senders, so the key does not. */
export const nameKey = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase();

/** The key a facts file answers for: the payer id, else the name in lower case, else "unknown". */
export function payerOf(party: Party | undefined): Payer {
  if (party === undefined) return { key: "unknown", name: "" };
  const name = party.name?.trim() ?? "";
  const id = (party.id ?? refOf(party.refs, "2U"))?.trim();
  const state = stateOf(party);
  const key = id !== undefined && id !== "" ? id : name !== "" ? nameKey(name) : "unknown";
  return { key, name, ...(id !== undefined && id !== "" && { id }), ...(state !== undefined && { state }) };
}

/**
 * A provider as far as the file says. The tax id is an employer's (EI, TJ, or FI on the name itself), never a social
 * security number (SY), which would be a person's.
 */
export function providerOf(party: Party | undefined): Provider {
  if (party === undefined) return {};
  const npi = party.idKind === "XX" ? party.id : refOf(party.refs, "HPI");
  const tin =
    refOf(party.refs, "EI") ??
    refOf(party.refs, "TJ") ??
    (party.idKind === "FI" || party.idKind === "24" ? party.id : undefined);
  const name = [party.first, party.name].filter((x) => x !== undefined && x !== "").join(" ");
  const state = stateOf(party);
  const zip = party.address?.zip;
  return {
    ...(npi !== undefined && { npi }),
    ...(tin !== undefined && { tin }),
    ...(name !== "" && { name }),
    ...(party.taxonomy !== undefined && { taxonomy: party.taxonomy }),
    ...(state !== undefined && { state }),
    ...(zip !== undefined && { zip }),
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
  for (const kind of kinds) for (const d of dates) if (d.kind === kind) return d;
  return undefined;
}

/** First and last day of ranges; undefined when there is none. */
export function daysOf(ranges: readonly (DateRange | undefined)[]): { from: Day; to: Day } | undefined {
  let from: Day | undefined;
  let to: Day | undefined;
  for (const r of ranges) {
    if (r === undefined) continue;
    const end = r.to ?? r.from;
    if (from === undefined || r.from < from) from = r.from;
    if (to === undefined || end > to) to = end;
  }
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** Claims of earlier years exist only as mistyped ones: HIPAA claims begin with the rule's compliance date. */
const FIRST_LIKELY_DAY = "2000-01-01";

/** Reports a service date that is a day, yet cannot be the day of a service. */
export function checkDays(from: Day | undefined, to: Day | undefined, place: Problem["at"], report: Report): void {
  if (from === undefined || to === undefined) return;
  if (to < from)
    report(problem("warning", "date-order", place, "The last day of service is before the first. Correct the dates."));
  if (from < FIRST_LIKELY_DAY)
    report(problem("warning", "date-unlikely", place, "The date of service is before 2000. Correct the year."));
}

const NUMBER = /^-?\d*\.?\d+$/;

/** Units as exact decimal text; "1" with a Problem when they are not a number above zero. */
function unitsOf(text: string | undefined, place: Problem["at"], report: Report): string {
  if (text === undefined || text === "") return "1";
  if (!NUMBER.test(text)) {
    report(
      problem("warning", "units-not-a-number", place, "The units are not a number; 1 is used. Correct the units."),
    );
    return "1";
  }
  if (text.startsWith("-"))
    report(
      problem("warning", "units-negative", place, "The units are negative; the line cannot be priced as it stands."),
    );
  return text;
}

function lineOf(record: ClaimLineRecord, index: number, file: string, report: Report): ClaimLine {
  const place = { file, byte: record.span.from, segment: record.span.segment, loop: "2400" };
  const stated = record.number === undefined ? Number.NaN : Number(record.number);
  const control = refOf(record.refs, "6R");
  const date = dateOf(record.dates, "472")?.from;
  const rendering = partyOf(record.parties, "82");
  if (record.procedure === undefined)
    report(
      problem(
        "warning",
        "line-without-code",
        place,
        "The line names no procedure, so nothing can be compared with it.",
      ),
    );
  return {
    number: Number.isInteger(stated) && stated > 0 ? stated : index + 1,
    code: record.procedure?.code ?? "",
    modifiers: record.procedure?.modifiers ?? [],
    charge: record.charge ?? cents(0n),
    units: unitsOf(record.units, { ...place, element: "SV104" }, report),
    unit: record.unit ?? "UN",
    emergency: record.emergency,
    ...(control !== undefined && { control }),
    ...(date !== undefined && { date }),
    ...(record.place !== undefined && { place: record.place }),
    ...(rendering !== undefined && { rendering: providerOf(rendering) }),
  };
}

/** CLM02, and whether it agrees with its lines: the header wins, and the gap is a Problem. */
function billedOf(record: ClaimRecord, lines: readonly ClaimLine[], file: string, report: Report): Cents {
  const place = { file, byte: record.span.from, segment: record.span.segment, loop: "2300", element: "CLM02" };
  const total = sum(lines.map((l) => l.charge));
  if (record.charge === undefined) {
    report(
      problem(
        "warning",
        "claim-charge-absent",
        place,
        "The claim's total charge is absent; the sum of its lines is used.",
      ),
    );
    return total;
  }
  if (lines.length > 0 && total !== record.charge)
    report(
      problem(
        "warning",
        "claim-charge-sum",
        place,
        "The claim's total charge is not the sum of its lines; the total is used.",
      ),
    );
  return record.charge;
}

const FALLBACK_DATES = ["434", "232", "435", "096"] as const;

/**
 * The claim without its patient. Total: what is missing becomes a default and, where it matters, a Problem. `file` is the
 * name as the user gave it.
 */
export function claimOf(record: ClaimRecord, file: string, report: Report): Claim {
  const lines = record.lines.map((l, i) => lineOf(l, i, file, report));
  const onLines = daysOf(record.lines.map((l) => dateOf(l.dates, "472")));
  const days = onLines ?? daysOf([dateOf(record.dates, "472", ...FALLBACK_DATES)]);
  const place = { file, byte: record.span.from, segment: record.span.segment, loop: "2300" };
  checkDays(days?.from, days?.to, place, report);
  const rendering = partyOf(record.parties, "82");
  const facility = partyOf(record.parties, "77") ?? partyOf(record.parties, "FA");
  const replaces = refOf(record.refs, "F8");
  const prior = refOf(record.refs, "G1");
  const s = record.subscriber;
  return {
    id: record.id,
    source: sourceOf(file, record.span),
    form: formOf(record),
    billed: billedOf(record, lines, file, report),
    payer: payerOf(s?.payer),
    billing: providerOf(record.billing),
    causes: record.causes,
    diagnoses: record.diagnoses.map(([, code]) => code),
    lines,
    ...(days !== undefined && { from: days.from, to: days.to }),
    ...(record.place !== undefined && { place: record.place }),
    ...(record.frequency !== undefined && { frequency: record.frequency }),
    ...(replaces !== undefined && { replaces }),
    ...(s?.filing !== undefined && { filing: s.filing }),
    ...(s?.responsibility !== undefined && { responsibility: s.responsibility }),
    ...(s?.group !== undefined && { group: s.group }),
    ...(rendering !== undefined && { rendering: providerOf(rendering) }),
    ...(facility !== undefined && { facility: providerOf(facility) }),
    ...(prior !== undefined && { priorAuthorization: prior }),
    ...(record.benefitsAssigned === "Y" && { benefitsAssigned: true }),
    ...(record.benefitsAssigned === "N" && { benefitsAssigned: false }),
  };
}
