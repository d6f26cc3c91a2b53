import type { Body } from "#web/data/paths.ts";

/** What is typed from paper, as text, and as it is sent. Amounts stay text: the server reads them, to the cent. */

export type EobSent = Body<"balanceEob">;
export type ClaimSent = Body<"typeClaim">;
type Adjustment = NonNullable<EobSent["lines"][number]["adjustments"]>[number];

export interface LineTyped {
  readonly key: number;
  readonly date: string;
  readonly code: string;
  readonly modifiers: string;
  readonly units: string;
  readonly charge: string;
  readonly allowed: string;
  readonly paid: string;
  /** "CO-45 120.00, PR-1 30.00" */
  readonly reasons: string;
}

export const emptyLine = (key: number, date = ""): LineTyped => ({
  key,
  date,
  code: "",
  modifiers: "",
  units: "1",
  charge: "",
  allowed: "",
  paid: "",
  reasons: "",
});

/** An amount as people type it: without sign of dollars, commas and spaces. */
export const bare = (typed: string): string => typed.replace(/[$,\s]/g, "");

const AMOUNT = /^\d{1,13}(\.\d{1,2})?$/;
export const isAmount = (typed: string): boolean => AMOUNT.test(bare(typed));

const REASON = /^(CO|PR|OA|PI|CR)[\s-]?([A-Z]?\d{1,4})[\s:=]+(-?\$?[\d,]+(?:\.\d{1,2})?)$/i;

/** Reads "CO-45 120.00, PR1 30": group, reason and amount of each; undefined when one of them cannot be read. */
export function readReasons(typed: string): readonly Adjustment[] | undefined {
  const parts = typed
    .split(/[;\n]|,(?=\s*[A-Za-z])/)
    .map((p) => p.trim())
    .filter((p) => p !== "");
  const read: Adjustment[] = [];
  for (const part of parts) {
    const [, group, reason, amount] = REASON.exec(part) ?? [];
    if (group === undefined || reason === undefined || amount === undefined) return undefined;
    read.push({
      group: group.toUpperCase() as Adjustment["group"],
      reason: reason.toUpperCase(),
      amount: bare(amount),
    });
  }
  return read;
}

const isBlank = (l: LineTyped): boolean =>
  [l.code, l.charge, l.allowed, l.paid, l.reasons].every((t) => t.trim() === "");

/** What is wrong with a line, by field; nothing for a line that is still blank. */
export function wrongWith(l: LineTyped, of: "eob" | "claim"): Readonly<Partial<Record<keyof LineTyped, string>>> {
  if (isBlank(l)) return {};
  return {
    ...(l.code.trim() === "" ? { code: "code" } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(l.date) ? {} : { date: "day" }),
    ...(isAmount(l.charge) ? {} : { charge: "amount" }),
    ...(of === "claim" || isAmount(l.paid) ? {} : { paid: "amount" }),
    ...(l.allowed.trim() === "" || isAmount(l.allowed) ? {} : { allowed: "amount" }),
    ...(readReasons(l.reasons) === undefined ? { reasons: "CO-45 120.00" } : {}),
  };
}

/** Lines that are whole, as they are sent; undefined while one is begun and not whole, or none is there. */
function wholeLines(lines: readonly LineTyped[], of: "eob" | "claim"): readonly LineTyped[] | undefined {
  const begun = lines.filter((l) => !isBlank(l));
  return begun.length === 0 || begun.some((l) => Object.keys(wrongWith(l, of)).length > 0) ? undefined : begun;
}

const service = (l: LineTyped) => ({
  code: l.code.trim().toUpperCase(),
  modifiers: l.modifiers
    .toUpperCase()
    .split(/[\s,-]+/)
    .filter((m) => m !== ""),
  units: l.units.trim() === "" ? "1" : l.units.trim(),
  date: l.date,
  charge: bare(l.charge),
});

export interface EobTyped {
  readonly claim: string;
  readonly payer: string;
  readonly payerNumber: string;
  readonly paidOn: string;
  readonly receivedOn: string;
  readonly trace: string;
  readonly paid: string;
  readonly remarks: string;
  readonly lines: readonly LineTyped[];
}

export const emptyEob = (): EobTyped => ({
  claim: "",
  payer: "",
  payerNumber: "",
  paidOn: "",
  receivedOn: "",
  trace: "",
  paid: "",
  remarks: "",
  lines: [emptyLine(1)],
});

const given = <K extends string>(key: K, text: string): { readonly [P in K]?: string } =>
  (text.trim() === "" ? {} : { [key]: text.trim() }) as { readonly [P in K]?: string };

/** The EOB as it is sent; undefined until enough of it is typed to be balanced. */
export function eobSent(client: string | undefined, t: EobTyped): EobSent | undefined {
  const lines = wholeLines(t.lines, "eob");
  const hasHead = t.claim.trim() !== "" && t.payer.trim() !== "" && t.paidOn !== "" && isAmount(t.paid);
  if (client === undefined || lines === undefined || !hasHead) return undefined;
  return {
    client,
    claim: t.claim.trim(),
    payer: t.payer.trim(),
    paidOn: t.paidOn,
    paid: bare(t.paid),
    ...given("payerNumber", t.payerNumber),
    ...given("receivedOn", t.receivedOn),
    ...given("trace", t.trace),
    remarks: t.remarks
      .toUpperCase()
      .split(/[\s,]+/)
      .filter((r) => r !== ""),
    lines: lines.map((l) => ({
      ...service(l),
      paid: bare(l.paid),
      ...(l.allowed.trim() === "" ? {} : { allowed: bare(l.allowed) }),
      adjustments: [...(readReasons(l.reasons) ?? [])],
    })),
  };
}

export interface ClaimTyped {
  readonly claim: string;
  readonly form: "professional" | "institutional";
  readonly payer: string;
  readonly usState: string;
  readonly place: string;
  readonly lines: readonly LineTyped[];
}

export const emptyClaim = (): ClaimTyped => ({
  claim: "",
  form: "professional",
  payer: "",
  usState: "",
  place: "",
  lines: [emptyLine(1)],
});

/** The claim as it is sent; undefined until it is whole. */
export function claimSent(client: string | undefined, t: ClaimTyped): ClaimSent | undefined {
  const lines = wholeLines(t.lines, "claim");
  if (client === undefined || lines === undefined || t.claim.trim() === "" || t.payer.trim() === "") return undefined;
  return {
    client,
    claim: t.claim.trim(),
    form: t.form,
    payer: t.payer.trim(),
    ...given("usState", t.usState.toUpperCase()),
    ...given("place", t.place),
    lines: lines.map(service),
  };
}
