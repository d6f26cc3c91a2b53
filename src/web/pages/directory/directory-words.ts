import type { Fact, Row } from "./directory-data.ts";

export const KINDS: Readonly<Record<Row["kind"], string>> = {
  payer: "Payer",
  administrator: "Administrator",
  sponsor: "Plan sponsor",
  repricer: "Repricer",
  network: "Leased network",
};

export const kindOptions = Object.entries(KINDS).map(([value, name]) => ({ value, name }));

export const FACTS: Readonly<Record<Fact["kind"], string>> = {
  method: "How it sets rates",
  "plan limit": "Limit or exclusion of a plan",
  submission: "How and where claims are sent",
  "who may bind": "Who may bind",
  tactic: "What it was seen to do",
};

export const CHANNELS = { email: "Email", fax: "Fax", phone: "Telephone", portal: "Portal", mail: "Mail" } as const;

export const PROOFS = {
  delivered: "Delivered",
  answered: "Answered",
  "signed for": "Signed for",
  bounced: "Bounced",
  refused: "Refused",
  "no longer theirs": "No longer theirs",
} as const;

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, name]) => ({ value, name }));

/** Rows whose name or other names have every word, of one kind or all. */
export function narrow(rows: readonly Row[], q: string, kind: string | undefined): readonly Row[] {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== "");
  return rows.filter((r) => {
    const text = [r.name, ...r.aliases].join(" ").toLowerCase();
    return (kind === undefined || r.kind === kind) && words.every((w) => text.includes(w));
  });
}
