import type { Remittance } from "#claim/claim.ts";
import type { Piece } from "./recognize.ts";

/** Where an 835 can name who priced a claim, and what says that somebody did though nobody is named. */

/** The names that a stored remittance kept. */
export const piecesOf = ({ payer }: Pick<Remittance, "payer">): readonly Piece[] => [
  { where: "N1, payer", text: payer.name, isField: true },
];

/** Elements of a segment that may name a party, a contract or a place on the web; a patient's never. */
const NAMING: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  PER: [
    [2, "contact"],
    [4, "contact number or page"],
    [6, "contact number or page"],
    [8, "contact number or page"],
  ],
  REF: [
    [2, "reference"],
    [3, "reference"],
  ],
};
/** NM1 of the insured and the patient name people; those of payers, carriers and corrected priorities do not. */
const PARTIES: ReadonlySet<string> = new Set(["TT", "PR", "GB"]);
/** References that number a contract, a class of it or a repriced claim; the rest are numbers of members and licences. */
const REFERENCES: ReadonlySet<string> = new Set(["CE", "9A", "9C", "2U", "1L", "E9", "BB", "0K", "EV"]);

/** The same of one segment as a file has it: "REF*CE*DATA ISIGHT". The separator is the one of the file. */
export function segmentPieces(text: string, segment: number, separator: string): readonly Piece[] {
  const elements = text.split(separator);
  const [id = "", kind = ""] = elements;
  // Counted from 1; 0 where the file was not read from its beginning.
  const place = segment > 0 ? `, segment ${segment}` : ", head of the payment";
  if (id === "NM1" || id === "N1") {
    const name = elements[id === "NM1" ? 3 : 2];
    return PARTIES.has(kind) && name !== undefined && name !== ""
      ? [{ where: `${id} ${kind}${place}`, text: name, isField: true }]
      : [];
  }
  if (id === "REF" && !REFERENCES.has(kind)) return [];
  return (NAMING[id] ?? []).flatMap(([at, what]): Piece[] => {
    const value = elements[at];
    return value === undefined || value === "" ? [] : [{ where: `${id}, ${what}${place}`, text: value, isField: true }];
  });
}

/** A sign that a claim was repriced, without a name. */
export interface Hint {
  readonly code: string;
  readonly says: string;
}

const REASONS: Readonly<Record<string, string>> = {
  "131": "An amount taken off by an agreement about this very claim. Ask for the agreement with its signature.",
};
const REMARKS: Readonly<Record<string, string>> = {
  N381: "A contract is asserted. Ask which one, its date and who signed it.",
};

/** What the codes of a remittance say of repricing; codes are evidence and no proof. */
export function hintsOf(remittance: Pick<Remittance, "adjustments" | "remarks" | "lines">): readonly Hint[] {
  const reasons = [...remittance.adjustments, ...remittance.lines.flatMap((l) => l.adjustments)];
  const remarks = [...remittance.remarks, ...remittance.lines.flatMap((l) => l.remarks)];
  const codes = new Map<string, string>();
  for (const { group, reason } of reasons)
    if (REASONS[reason] !== undefined) codes.set(`${group}-${reason}`, REASONS[reason]);
  for (const remark of remarks) if (REMARKS[remark] !== undefined) codes.set(remark, REMARKS[remark]);
  return [...codes].map(([code, says]) => ({ code, says }));
}
