import type { Answer, Body } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";

/** Where a claim stands, as files show it and people noted it. */

type Standing = Answer<"getStanding">;
export type Status = Body<"noteStatus">["status"];
type SetError = NonNullable<Standing["status"]["entries"][number]["set"]>["errors"][number];

export const STATUSES: readonly { readonly value: Status; readonly name: string }[] = [
  { value: "submitted", name: "Submitted" },
  { value: "rejected", name: "Rejected, not looked at" },
  { value: "accepted", name: "Accepted" },
  { value: "pending", name: "Pending" },
  { value: "denied", name: "Denied" },
  { value: "paid", name: "Paid" },
];
export const nameOf = (status: Status): string => STATUSES.find((s) => s.value === status)?.name ?? status;

const WHERE: Readonly<Record<SetError["where"], string>> = {
  "this claim": "In this claim",
  "another claim": "In another claim of the set",
  unknown: "Above the claims, or nobody says where",
};

/** What a 999 found wrong in the set, that of this claim first. */
function SetErrors({ of }: { readonly of: readonly SetError[] }) {
  const order = Object.keys(WHERE);
  const sorted = [...of].sort((a, b) => order.indexOf(a.where) - order.indexOf(b.where));
  return (
    <ul>
      {sorted.map((e) => (
        <li key={`${e.where} ${e.words}`}>
          {WHERE[e.where]}: {e.words}
        </li>
      ))}
    </ul>
  );
}

export function StatusSaid({ of }: { readonly of: Standing["status"] }) {
  if (of.now === null) return <p className="sm t2">No file and nobody says where the claim stands.</p>;
  return (
    <>
      <p className="m">{nameOf(of.now)}</p>
      <ul className="sm t2 mt1">
        {of.entries.map((e) => (
          <li key={`${e.day} ${e.status} ${e.source}`}>
            {showDateOfYear(dayOf(e.day))}: {e.status}
            {e.reference === null ? "" : `, reference ${e.reference}`}, {e.source}
            {e.set !== null && e.set.errors.length > 0 && <SetErrors of={e.set.errors} />}
          </li>
        ))}
      </ul>
    </>
  );
}
