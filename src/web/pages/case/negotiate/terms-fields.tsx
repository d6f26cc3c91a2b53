import { Check, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { ToneNote } from "#web/pages/case/tone-note.tsx";
import { type Terms, termsSaid } from "./terms-said.ts";

const RELEASES = [
  { value: "none", name: "Releases nothing" },
  { value: "these lines", name: "Releases these lines" },
  { value: "all claims", name: "Releases all claims" },
];
const PRECEDENTS = [
  { value: "", name: "Says nothing of later claims" },
  { value: "none", name: "No precedent for later claims" },
  { value: "this code", name: "Holds for this code later" },
];

/** A whole number of days as typed; undefined for anything else. */
export const daysTyped = (text: string): number | undefined => {
  const n = Number(text);
  return /^\d{1,3}$/.test(text.trim()) && n >= 1 && n <= 365 ? n : undefined;
};

/** Terms by their parts, with what they say in one line. Closed until somebody changes them. */
export function TermsFields({
  terms,
  put,
  open = false,
}: {
  readonly terms: Terms;
  readonly put: (terms: Terms) => void;
  readonly open?: boolean;
}) {
  const said = termsSaid(terms);
  return (
    <details className="terms" open={open}>
      <summary>
        <span className="m sm">Terms</span>
        <span className="sm t2">{said === "" ? "None beside the amount" : said}</span>
      </summary>
      <div className="form">
        <TextField
          label="Paid within, in business days"
          inputMode="numeric"
          maxLength={3}
          value={terms.payWithin === undefined ? "" : String(terms.payWithin)}
          onChange={(e) => put({ ...terms, payWithin: daysTyped(e.target.value) })}
        />
        <div className="terms-ticks">
          <Check
            checked={terms.noBalanceBill === true}
            onChange={(e) => put({ ...terms, noBalanceBill: e.target.checked })}
          >
            No balance bill
          </Check>
          <Check
            checked={terms.interestWaived === true}
            onChange={(e) => put({ ...terms, interestWaived: e.target.checked })}
          >
            Interest waived
          </Check>
          <Check
            checked={terms.confidential === true}
            onChange={(e) => put({ ...terms, confidential: e.target.checked })}
          >
            Kept confidential
          </Check>
        </div>
        <SelectField
          label="Release"
          options={RELEASES}
          value={terms.release ?? "none"}
          onChange={(e) =>
            put({ ...terms, release: RELEASES.find((r) => r.value === e.target.value)?.value as Terms["release"] })
          }
        />
        <SelectField
          label="Precedent"
          options={PRECEDENTS}
          value={terms.precedent ?? ""}
          onChange={(e) =>
            put({ ...terms, precedent: e.target.value === "" ? undefined : (e.target.value as Terms["precedent"]) })
          }
        />
        <TextArea
          label="In words (optional)"
          maxLength={4000}
          value={terms.note ?? ""}
          onChange={(e) => put({ ...terms, note: e.target.value })}
        />
        <ToneNote text={terms.note ?? ""} />
      </div>
    </details>
  );
}
