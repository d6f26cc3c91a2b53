import type { Day } from "#base/day.ts";
import type { Payer, Provider } from "./claim.ts";
import type { Contract, Profile } from "./profile.ts";

/** Whether the practice has a contract with a payer on a day, and what says so. */
export interface NetworkAnswer {
  readonly answer: "in-network" | "out-of-network" | "unknown";
  /** For the proof; names no value of the profile. */
  readonly because: string;
}

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

const unknown = (because: string): NetworkAnswer => ({ answer: "unknown", because });

/** Whether a text is the name or id of a payer: compared without case and punctuation; an id also without leading zeros, which spreadsheets drop. */
export function namesPayer(text: string, payer: Payer): boolean {
  const wanted = bare(text);
  if (wanted === "") return false;
  if (payer.name !== "" && wanted === bare(payer.name)) return true;
  const ids = [payer.id ?? "", payer.key].map((id) => bare(id).replace(/^0+/, ""));
  return ids.includes(wanted.replace(/^0+/, ""));
}

/** One name begins the other, such as a trade name and the full legal one: too little to say yes, too much to say no. */
function mayName(contract: Contract, payer: Payer): boolean {
  const [a, b] = [bare(contract.payer), bare(payer.name)];
  return a.length >= 4 && b.length >= 4 && (a.startsWith(b) || b.startsWith(a));
}

const digits = (text: string | undefined): string => (text ?? "").replace(/\D/g, "");

const covers = (contract: Contract, provider: Provider): boolean =>
  contract.provider === undefined ||
  [digits(provider.npi), digits(provider.tin)].some((id) => id !== "" && id === digits(contract.provider));

const binds = (contract: Contract, on: Day): boolean =>
  (contract.from === undefined || contract.from <= on) && (contract.until === undefined || on <= contract.until);

/**
 * In network when a contract with this payer, for this provider, binds on the day of service (both ends included). Out of
 * network only when the profile says that its list of contracts is complete. Everything else, a contract whose dates cannot
 * be read among it, is unknown and asked.
 */
export function contractFor(
  profile: Profile,
  payer: Payer,
  on: Day | undefined,
  provider: Provider = {},
): NetworkAnswer {
  if (payer.key === "unknown" || payer.key === "") return unknown("the files do not name the payer");
  const named = profile.contracts.filter((c) => namesPayer(c.payer, payer));
  const mine = named.filter((c) => covers(c, provider));
  const readable = mine.filter((c) => c.unreadable !== true);
  const dated = mine.some((c) => c.from !== undefined || c.until !== undefined);
  if (on === undefined && dated) return unknown("the contract is dated and the day of service is not known");
  if (readable.some((c) => on === undefined || binds(c, on)))
    return {
      answer: "in-network",
      because: "practice profile: a contract with this payer binds on the day of service",
    };
  if (mine.some((c) => c.unreadable === true && (on === undefined || binds(c, on))))
    return unknown("practice profile: a date of the contract with this payer cannot be read; write it as 2026-01-31");
  if (profile.contracts.some((c) => !named.includes(c) && mayName(c, payer)))
    return unknown("practice profile: a contract names a similar payer; write the payer's id or its full name");
  if (!profile.contractsComplete)
    return unknown("practice profile: no contract found, and its list is not said to be complete");
  const because =
    named.length === 0
      ? "no contract with this payer, and the list is complete"
      : mine.length === 0
        ? "the contract with this payer covers other providers, and the list is complete"
        : "no contract with this payer binds on the day of service, and the list is complete";
  return { answer: "out-of-network", because: `practice profile: ${because}` };
}
