import { type Cents, minus, showUsd, sum } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Claim, ClaimForm, ClaimLine, Provider, Typist } from "./claim.ts";
import {
  Faults,
  revenueTyped,
  type TypedPayer,
  type TypedService,
  typedPayer,
  typedProvider,
  typedSource,
  upper,
} from "./typed.ts";

/** A claim as a person keys it, from a paper form or a screen of another system. */
export interface TypedClaim {
  /** The practice's own claim number. */
  readonly claim: string;
  readonly form: Extract<ClaimForm, "professional" | "institutional" | "dental">;
  readonly payer: TypedPayer;
  /** The total charge as printed, to check the lines against. */
  readonly billed?: Cents | undefined;
  /** 1 original, 7 replacement, 8 void; and the payer's number of the claim it replaces or voids. */
  readonly frequency?: "1" | "7" | "8" | undefined;
  readonly replaces?: string | undefined;
  /** Type of bill of a facility, "131"; anybody else bills a place of service, in two digits. */
  readonly bill?: string | undefined;
  readonly place?: string | undefined;
  /** Claim filing indicator (SBR09), group number, and whether this payer is primary (P), secondary (S) or tertiary (T). */
  readonly filing?: string | undefined;
  readonly group?: string | undefined;
  readonly responsibility?: string | undefined;
  readonly billing: Provider;
  readonly rendering?: Provider | undefined;
  readonly facility?: Provider | undefined;
  readonly diagnoses?: readonly string[] | undefined;
  readonly priorAuthorization?: string | undefined;
  readonly benefitsAssigned?: boolean | undefined;
  readonly lines: readonly TypedClaimLine[];
}

export interface TypedClaimLine extends TypedService {
  readonly charge: Cents;
  readonly place?: string | undefined;
  readonly emergency?: boolean | undefined;
}

const LINES = 999;
const PLACE = /^\d{1,2}$/;
const NPI = /^\d{10}$/;

const placeOf = (text: string | undefined): string | undefined => text?.padStart(2, "0");

function claimFaults(c: TypedClaim, by: Typist, entry: number): readonly Problem[] {
  const faults = new Faults(typedSource(by, entry));
  faults.need(c.claim, "claim", "the claim number of the practice");
  faults.need(c.payer.name + (c.payer.id ?? ""), "payer", "the payer");
  if (c.lines.length === 0) faults.add("typed-lines", "A claim has at least one line.");
  if (c.lines.length > LINES) faults.add("typed-lines", `A claim has at most ${LINES} lines.`);
  for (const [column, p] of [["billing", c.billing] as const, ["rendering", c.rendering] as const])
    if (p?.npi !== undefined && !NPI.test(p.npi)) faults.add("typed-npi", "An NPI has ten digits.", undefined, column);
  c.lines.forEach((l, i) => {
    faults.service(l, i + 1, by.on);
    if (l.charge < 0n) faults.add("typed-charge", "A claim bills nothing below zero.", i + 1, "charge");
    if (l.place !== undefined && !PLACE.test(l.place))
      faults.add("typed-place", "A place of service has two digits.", i + 1, "place");
  });
  if (c.place !== undefined && !PLACE.test(c.place))
    faults.add("typed-place", "A place of service has two digits.", undefined, "place");
  const added = sum(c.lines.map((l) => l.charge));
  if (c.billed !== undefined && c.billed !== added) {
    const out = minus(c.billed, added);
    const text = `Total billed out by ${showUsd(out < 0n ? minus(added, c.billed) : out)}: the lines add up to ${showUsd(added)}.`;
    faults.add("claim-out-of-balance", text, undefined, "billed");
  }
  return faults.problems;
}

function lineOf(l: TypedClaimLine, i: number): ClaimLine {
  const revenue = revenueTyped(l.code);
  return {
    number: i + 1,
    control: undefined,
    code: upper(l.code),
    codeKind: revenue === undefined ? undefined : "revenue",
    revenue,
    modifiers: (l.modifiers ?? []).map(upper),
    charge: l.charge,
    units: l.units ?? "1",
    unit: "UN",
    date: l.date,
    place: placeOf(l.place),
    emergency: l.emergency ?? false,
    rendering: undefined,
  };
}

/** The claim of a keyed form, or everything that is wrong with it. `entry` tells the entries of one person and day apart. */
export function claimTyped(c: TypedClaim, by: Typist, entry: number): Result<Claim, readonly Problem[]> {
  const problems = claimFaults(c, by, entry);
  if (problems.length > 0) return err(problems);
  const days = c.lines.flatMap((l) => l.date ?? []).sort();
  return ok({
    id: c.claim.trim(),
    source: typedSource(by, entry),
    form: c.form,
    billed: sum(c.lines.map((l) => l.charge)),
    from: days[0],
    to: days[days.length - 1],
    place: placeOf(c.place),
    frequency: c.frequency,
    replaces: c.replaces,
    bill: c.bill,
    payer: typedPayer(c.payer),
    filing: c.filing === undefined ? undefined : upper(c.filing),
    responsibility: c.responsibility === undefined ? undefined : upper(c.responsibility),
    group: c.group,
    billing: typedProvider(c.billing),
    rendering: c.rendering === undefined ? undefined : typedProvider(c.rendering),
    facility: c.facility === undefined ? undefined : typedProvider(c.facility),
    causes: [],
    diagnoses: (c.diagnoses ?? []).map((d) => upper(d).replace(".", "")),
    priorAuthorization: c.priorAuthorization,
    benefitsAssigned: c.benefitsAssigned,
    lines: c.lines.map(lineOf),
  });
}
