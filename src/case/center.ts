import type { Claim, Remittance } from "#claim/claim.ts";
import type { MatchedClaim, MatchedLine } from "#claim/match.ts";
import type { Profile } from "#claim/profile.ts";
import { specialtyOf } from "#codes/specialty.ts";
import { priceAsc } from "#price/asc.ts";
import type { AscLinePrice } from "#price/asc-line.ts";
import { isCliniciansModifier } from "#price/asc-modifier.ts";
import type { Books } from "#price/book.ts";
import { type BenchmarkQuery, unitsOf, zipOf } from "./benchmark.ts";

/**
 * A surgery center's own claim, told from the clinician's who worked there: the first is priced by the center's schedule as a
 * whole, the second line by line by the physician fee schedule at its facility rate.
 */
export interface Biller {
  readonly is: "center" | "clinician" | "unsaid";
  readonly why: string;
}

const center = (why: string): Biller => ({ is: "center", why });
const clinician = (why: string): Biller => ({ is: "clinician", why });

const PLACE = "24";
/** First two digits of a surgery center's type of bill, which a remittance has as its facility type. */
const BILL = "83";

const modifiersOf = (l: MatchedLine): readonly string[] => l.line?.modifiers ?? l.paid[0]?.modifiers ?? [];

const isAtCenter = (claim: Claim | undefined, paid: Remittance | undefined): boolean =>
  (claim?.place ?? paid?.place) === PLACE || claim?.lines.some((l) => l.place === PLACE) === true;

/** Who bills, by what the claim says of its provider; the taxonomy of the billing provider weighs most. */
function byProviders(claim: Claim | undefined, paid: Remittance | undefined): Biller | undefined {
  const taxonomy = claim?.billing.taxonomy ?? paid?.payee.taxonomy;
  const specialty = taxonomy === undefined ? undefined : specialtyOf(taxonomy);
  if (specialty === "surgery_center") return center("the billing provider's taxonomy is a surgery center's");
  if (specialty !== undefined) return clinician("the billing provider's taxonomy is no surgery center's");
  return undefined;
}

/** A specialty as a profile says it: in words, or a taxonomy code. */
const isCenter = (said: string): boolean =>
  specialtyOf(said) === "surgery_center" || /^(?:ambulatory[\s_-]+)?surg(?:ery|ical)[\s_-]+center$/i.test(said.trim());

/** What else tells them apart, once the taxonomy does not. */
function byOthers(matched: MatchedClaim, profile: Profile | undefined): Biller | undefined {
  const { claim } = matched;
  const paid = matched.standing[0];
  const modifiers = matched.lines.flatMap(modifiersOf);
  if (modifiers.includes("SG")) return center("modifier SG: the facility service of a surgery center");
  if (modifiers.some(isCliniciansModifier)) return clinician("a line has a modifier that only a clinician bills");
  if (claim?.rendering !== undefined || paid?.rendering !== undefined) {
    return clinician("a rendering provider is named, which a center's claim has none of");
  }
  const facility = claim?.facility?.npi;
  if (facility !== undefined && claim?.billing.npi !== undefined && facility !== claim.billing.npi) {
    return clinician("the place of service is another provider than the one that bills");
  }
  return profile?.specialties.length === 1 && profile.specialties.every(isCenter)
    ? center("the practice's profile says that it is a surgery center")
    : undefined;
}

const UNSAID: Biller = {
  is: "unsaid",
  why: "taken as the clinician's own claim: at place of service 24 nothing says whether the center or a clinician bills (billing taxonomy 261QA1903X, modifier SG, a rendering provider or the profile's specialty would)",
};

/** Who bills a claim of a surgery center; undefined for a claim of any other place. */
export function billerOf(matched: MatchedClaim, profile: Profile | undefined): Biller | undefined {
  const { claim } = matched;
  const paid = matched.standing[0];
  const bill = claim?.bill?.replace(/^0/, "");
  if (bill !== undefined) return bill.startsWith(BILL) ? center("type of bill 83x is a surgery center's") : undefined;
  if (claim === undefined && paid?.place === BILL)
    return center("facility type 83 of the remittance is a surgery center's");
  if (!isAtCenter(claim, paid)) return undefined;
  return byProviders(claim, paid) ?? byOthers(matched, profile) ?? UNSAID;
}

/** Medicare's price of each line of a center's claim, in the order of the matched lines. */
export function centerPrices(
  matched: MatchedClaim,
  books: Books,
  locality: BenchmarkQuery["locality"],
): readonly AscLinePrice[] {
  const lines = matched.lines.map((l, i) => {
    const one = l.line ?? l.paid[0];
    const { revenue } = one ?? {};
    const isRevenue = l.line?.codeKind === "revenue" || one?.code === revenue;
    return {
      number: l.line?.number ?? i + 1,
      code: isRevenue ? "" : (one?.code ?? ""),
      revenue,
      modifiers: modifiersOf(l),
      units: unitsOf(l.line, l.paid),
      date: one?.date,
    };
  });
  const { claim, standing } = matched;
  return priceAsc(books, {
    lines,
    date: claim?.from ?? standing[0]?.from,
    cbsa: locality.cbsa,
    zip: zipOf(claim, standing[0]),
  }).lines;
}
