import { quantitySign } from "./amount.ts";
import { type ClaimDraft, type ClaimState, professionalClaims } from "./claim-reader.ts";
import { dayAt } from "./date.ts";
import { append, centsIn, codeless, type Draft, money, none, procedure, unitsIn } from "./elements.ts";
import type { DateRange, FacilityRecord } from "./model.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";
import type { Mapping } from "./set-reader.ts";

type FacilityDraft = Draft<FacilityRecord>;
type Codes = (
  into: FacilityDraft,
  s: Segment,
  element: number,
  parts: number,
  problems: Problems,
  loop: string,
) => void;

/** Principal, admitting, reason for the visit, external cause, other; ICD-9 and, with an A before, ICD-10. */
const DIAGNOSES: ReadonlySet<string> = new Set(["BK", "BJ", "PR", "BN", "BF"].flatMap((q) => [q, `A${q}`]));

const facilityOf = (claim: ClaimDraft): FacilityDraft => {
  const known = claim.facility;
  if (known !== undefined) return known as FacilityDraft;
  const made: FacilityDraft = {
    admission: undefined,
    origin: undefined,
    discharge: undefined,
    drg: undefined,
    procedures: none(),
    occurrences: none(),
    values: none(),
    conditions: none(),
    others: none(),
  };
  claim.facility = made;
  return made;
};

function readCl1(state: ClaimState, s: Segment): void {
  if (state.claim === undefined) return;
  const facility = facilityOf(state.claim);
  facility.admission = s.text(1);
  facility.origin = s.text(2);
  facility.discharge = s.text(3);
}

/** Days in component 4, as component 3 says: one (D8) or two (RD8). A Problem, and undefined, when they are none. */
function daysIn(
  s: Segment,
  i: number,
  parts: number,
  problems: Problems,
  loop: string,
): Omit<DateRange, "kind"> | undefined {
  const form = s.part(3, parts);
  const written = s.part(4, parts);
  if (form === undefined && written === undefined) return undefined;
  const at = s.sub[3] as number;
  const length = written?.length ?? 0;
  const from = length === 8 || length === 17 ? dayAt(s.bytes, at) : undefined;
  if (form === "D8" && length === 8 && from !== undefined) return { from, to: undefined };
  const to = length === 17 && s.bytes[at + 8] === 45 ? dayAt(s.bytes, at + 9) : undefined;
  if (form === "RD8" && from !== undefined && to !== undefined) {
    if (to < from) sayBackwards(s, i, loop, problems);
    return { from, to };
  }
  const text =
    "This is no day, or no span of days, in the form the guide asks for. It was left out; ask for a correct one.";
  problems.at("warning", "date", s, text, loop, [i, 4]);
  return undefined;
}

function sayBackwards(s: Segment, i: number, loop: string, problems: Problems): void {
  const text = "This span ends before it begins. It was kept as written; ask for a correct one.";
  problems.at("warning", "date-order", s, text, loop, [i, 4]);
}

const occurrence: Codes = (into, s, i, parts, problems, loop) => {
  const days = daysIn(s, i, parts, problems, loop);
  if (days !== undefined) into.occurrences = append(into.occurrences, { kind: s.part(2, parts) ?? "", ...days });
};

const stayProcedure: Codes = (into, s, i, parts, problems, loop) => {
  const [qualifier, code] = [s.part(1, parts) ?? "", s.part(2, parts) ?? ""];
  into.procedures = append(into.procedures, { qualifier, code, day: daysIn(s, i, parts, problems, loop)?.from });
};

const value: Codes = (into, s, i, parts, problems, loop) => {
  const number = s.part(5, parts);
  const at = s.sub[4] as number;
  if (number !== undefined && quantitySign(s.bytes, at, at + number.length) !== 0) {
    into.values = append(into.values, [s.part(2, parts) ?? "", number] as const);
    return;
  }
  const text = "The number that belongs to this value code is none. The code was left out; ask for a correct one.";
  problems.at("warning", "amount", s, text, loop, [i, 5]);
};

const BESIDE: ReadonlyMap<string, Codes> = new Map<string, Codes>([
  ["BH", occurrence],
  ["BI", occurrence],
  ["BE", value],
  [
    "BG",
    (into, s, _, parts) => {
      into.conditions = append(into.conditions, s.part(2, parts) ?? "");
    },
  ],
  [
    "DR",
    (into, s, _, parts) => {
      into.drg = s.part(2, parts);
    },
  ],
  ...["BR", "BBR", "BQ", "BBQ", "BP", "BO"].map((q) => [q, stayProcedure] as const),
]);

function readHi(state: ClaimState, s: Segment, loop: string): void {
  const { claim, problems } = state;
  if (claim === undefined) return;
  for (let i = 1; i <= s.count; i++) {
    if (!s.has(i)) continue;
    const parts = s.split(i);
    const qualifier = s.part(1, parts) ?? "";
    const code = s.part(2, parts);
    if (code === undefined) codeless(s, i, loop, problems);
    else if (DIAGNOSES.has(qualifier)) claim.diagnoses = append(claim.diagnoses, [qualifier, code] as const);
    else {
      const facility = facilityOf(claim);
      const read = BESIDE.get(qualifier);
      if (read !== undefined) read(facility, s, i, parts, problems, loop);
      else facility.others = append(facility.others, [qualifier, code] as const);
    }
  }
}

function readSv2(state: ClaimState, s: Segment, loop: string): void {
  const { line, problems } = state;
  if (line === undefined) return;
  const charge = centsIn(s, 3, loop, problems);
  state.charges += charge;
  line.revenue = s.text(1);
  line.procedure = s.has(2) ? procedure(s, 2) : undefined;
  line.charge = money(charge);
  line.unit = s.text(4);
  line.units = unitsIn(s, 5, loop, problems);
}

const { "2400 SV1": _, ...shared } = professionalClaims.segments;

/** How the segments of an 837I become claims: as those of an 837P, but for its lines and the facility's own codes. */
export const institutionalClaims: Mapping<ClaimState> = {
  ...professionalClaims,
  segments: { ...shared, "2300 CL1": readCl1, "2300 HI": readHi, "2400 SV2": readSv2 },
};
