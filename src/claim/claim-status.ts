import { type Day, readDay } from "#base/day.ts";

/**
 * Where a claim stands with its plan: one closed list for what files say and what somebody was told, kept as the words of an
 * answer: "pending; 2026-11-20; reference 4417". A claim that is rejected was sent back before it was looked at, so it counts as
 * not sent; one that is denied was looked at.
 */
export const CLAIM_STATUSES = ["submitted", "rejected", "accepted", "pending", "denied", "paid"] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export interface StatusSaid {
  readonly status: ClaimStatus;
  /** The day on which it was so. */
  readonly day: Day;
  /** The plan's own number of the call, portal page or file. */
  readonly reference?: string;
}

const calm = (text: string): string => text.replace(/[;\s]+/g, " ").trim();

export function statusText({ status, day, reference }: StatusSaid): string {
  const said = reference === undefined ? "" : calm(reference);
  return said === "" ? `${status}; ${day}` : `${status}; ${day}; reference ${said}`;
}

/** A status as it was kept; undefined for an answer that was not written by `statusText`. */
export function readStatus(text: string): StatusSaid | undefined {
  const found = /^([a-z]+); (\d{4}-\d{2}-\d{2})(?:; reference (.+))?$/.exec(text);
  const status = CLAIM_STATUSES.find((s) => s === found?.[1]);
  const day = readDay(found?.[2] ?? "");
  if (status === undefined || day === undefined) return undefined;
  return { status, day, ...(found?.[3] !== undefined && { reference: found[3] }) };
}

/**
 * The status that holds: the newest of what was said and what files show; on one day a file outranks a word, because a plan
 * that has answered is no longer pending.
 */
export function standingStatus(
  said: readonly StatusSaid[],
  files: readonly StatusSaid[],
): (StatusSaid & { readonly from: "said" | "files" }) | undefined {
  const all = [
    ...said.map((s) => ({ ...s, from: "said" as const })),
    ...files.map((s) => ({ ...s, from: "files" as const })),
  ];
  return all.reduce<(typeof all)[number] | undefined>(
    (newest, s) => (newest === undefined || s.day >= newest.day ? s : newest),
    undefined,
  );
}
