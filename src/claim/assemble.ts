import type { Cents } from "#base/money.ts";
import type { Claim, Remittance } from "./claim.ts";
import { nameKey } from "./from-x12.ts";
import type { MatchedClaim, Nearest, SetAside, Takeback, TiedBy } from "./match.ts";
import { matchLines } from "./match-lines.ts";
import { standingOf } from "./standing.ts";

/** What the folder knows about a claim beyond its own remittances. */
export interface Surroundings {
  readonly nearest?: Nearest | undefined;
  readonly setAside?: SetAside | undefined;
  /** Another sending of the claim was set aside as a duplicate of this one. */
  readonly sentAgain?: true | undefined;
  /** What provider adjustments (PLB) that name this claim took from other payments; 0 when none does. */
  readonly recovered?: Cents | undefined;
}

const NUMBER_ONLY =
  "Only the control number ties a remittance to this claim: payer, days, codes and charge all differ. Check that it answers this claim.";

/** Nothing but the number speaks for the tie. What a remittance does not say (no lines, no day) does not differ. */
function agreesInNothing(claim: Claim, r: Remittance): boolean {
  const { payer } = r;
  if (payer.key === "unknown" || payer.key.toLowerCase() === claim.payer.key.toLowerCase()) return false;
  if (payer.name !== "" && nameKey(payer.name) === nameKey(claim.payer.name)) return false;
  if (r.from === undefined || r.from === claim.from || r.lines.length === 0) return false;
  if (claim.billed === r.billed || claim.billed === -r.billed) return false;
  const codes = new Set(claim.lines.map((l) => l.code.toUpperCase()));
  return !r.lines.some((l) => codes.has(l.code.toUpperCase()) || codes.has((l.submittedCode ?? "").toUpperCase()));
}

/** Puts one claim and the remittances tied to it together. At least one of `claim` and `tied` is there. */
export function assemble(
  claim: Claim | undefined,
  tied: readonly Remittance[],
  by: TiedBy,
  around: Surroundings = {},
): MatchedClaim {
  if (claim !== undefined && around.setAside !== undefined) return setAsideRow(claim, around.setAside);
  const s = standingOf(tied, claim);
  const notes = [...s.notes];
  const lines = matchLines(claim, s.standing, notes);
  if (claim !== undefined && by === "control-number" && s.remittances.some((r) => agreesInNothing(claim, r)))
    notes.push(NUMBER_ONLY);
  const recovered = around.recovered ?? 0n;
  const takeback: Takeback | undefined =
    s.takeback ??
    (around.recovered !== undefined && recovered > 0n
      ? { how: "provider adjustment", amount: around.recovered }
      : undefined);
  return {
    claim,
    remittances: s.remittances,
    fates: s.fates,
    standing: s.standing,
    apart: s.apart,
    by: claim === undefined || s.remittances.length === 0 ? "none" : by,
    lines,
    nearest: around.nearest,
    duplicateOf: undefined,
    sentAgain: around.sentAgain,
    setAside: undefined,
    takeback,
    notes: notes.length > 1 ? [...new Set(notes)] : notes,
  };
}

const WHY: Readonly<Record<SetAside["as"], string>> = {
  duplicate: "The claim was sent before with the same lines and dates; it counts once.",
  replaced: "A replacement (frequency 7) was sent; it counts instead.",
  voided: "A void (frequency 8) was sent; the claim no longer counts.",
  void: "A void (frequency 8) asks the payer to cancel a claim; it bills nothing.",
};

function setAsideRow(claim: Claim, aside: SetAside): MatchedClaim {
  const how = aside.as === "duplicate" ? "duplicate" : "unanswered";
  return {
    claim,
    remittances: [],
    fates: [],
    standing: [],
    apart: [],
    by: "none",
    lines: claim.lines.map((line) => ({ line, paid: [], how, into: undefined, allocated: undefined })),
    nearest: undefined,
    duplicateOf: aside.as === "duplicate" ? (aside.by?.id ?? claim.id) : undefined,
    sentAgain: undefined,
    setAside: aside,
    takeback: undefined,
    notes: [WHY[aside.as]],
  };
}
