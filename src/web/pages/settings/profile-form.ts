/** The practice profile as fields, and back: what the form does not know of stays as it was. docs/profile.md names the keys. */

export type Profile = Readonly<Record<string, unknown>>;

export interface ContractTyped {
  readonly payer: string;
  readonly network: string;
  readonly from: string;
  readonly until: string;
  readonly provider: string;
}

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];

export const textOf = (profile: Profile, key: string): string => {
  const value = profile[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : words(value).join(", ");
};

export const linesOf = (profile: Profile, key: string): string => words(profile[key]).join("\n");

export const contractsOf = (profile: Profile): readonly ContractTyped[] =>
  (Array.isArray(profile.contracts) ? (profile.contracts as Profile[]) : []).map((c) => ({
    payer: textOf(c, "payer"),
    network: textOf(c, "network"),
    from: textOf(c, "from"),
    until: textOf(c, "until"),
    provider: textOf(c, "provider"),
  }));

/** A key with its value, or without it when nothing was typed. */
export function put(profile: Profile, key: string, value: unknown): Profile {
  const isNothing = value === "" || value === undefined || (Array.isArray(value) && value.length === 0);
  if (!isNothing) return { ...profile, [key]: value };
  const { [key]: _, ...rest } = profile;
  return rest;
}

export const listFrom = (typed: string, by: RegExp = /,/): readonly string[] =>
  typed
    .split(by)
    .map((t) => t.trim())
    .filter((t) => t !== "");

/** Contracts as they are kept: rows without a word are left out, keys the form does not show stay. */
export function withContracts(profile: Profile, typed: readonly ContractTyped[]): Profile {
  const was = Array.isArray(profile.contracts) ? (profile.contracts as Profile[]) : [];
  const rows = typed
    .map((t, i) => Object.entries(t).reduce<Profile>((row, [key, value]) => put(row, key, value.trim()), was[i] ?? {}))
    .filter((row) => Object.keys(row).length > 0);
  return put(profile, "contracts", rows);
}

/** A profile typed as JSON; a sentence when it is none. */
export function readProfile(text: string): Profile | string {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Profile;
    return "A profile begins with { and ends with }.";
  } catch (thrown) {
    return thrown instanceof Error ? `This is not JSON yet: ${thrown.message}.` : "This is not JSON yet.";
  }
}
