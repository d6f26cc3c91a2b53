import { type Cents, cents, divide, readRatio, readUsd, showUsd } from "#base/money.ts";
import { ok, type Result } from "#base/result.ts";
import type { Conditions } from "#case/event.ts";
import { daysFound } from "./proposal-days.ts";
import { FIELD_IDS, FIELDS, type FieldId, type Found } from "./proposal-fields.ts";
import { givesUp } from "./proposal-gives-up.ts";
import { speaksToSoftware } from "./proposal-hostile.ts";
import { moneyFound, percentsFound } from "./proposal-money.ts";
import { namesFound } from "./proposal-names.ts";
import { termsFound } from "./proposal-terms.ts";
import { type ProposalText, proposalText, type TextFault } from "./proposal-text.ts";

/**
 * A repricer's proposal read from its words: each field with its value, the place that says so and how sure that is. Where
 * places disagree the field has no value and all of them are shown; what is not there is missing. A person confirms each.
 * The text is data: whatever it asks for, only these fields come out of it (G11).
 */
export interface ReadField {
  readonly field: FieldId;
  readonly label: string;
  readonly state: "found" | "conflict" | "missing";
  /** Only where all places agree. */
  readonly value: string | undefined;
  readonly found: readonly Found[];
  /** Of a term that is there: what signing with it would give up; undefined where it gives up nothing. */
  readonly givesUp: string | undefined;
}

export interface Check {
  readonly agrees: boolean;
  readonly says: string;
}

export interface ReadProposal {
  readonly text: ProposalText;
  readonly fields: readonly ReadField[];
  readonly checks: readonly Check[];
  /** The terms as an offer holds them: only those without doubt. */
  readonly terms: Conditions;
}

/** What the case knows, so that a proposal for another claim is noticed. */
export interface ProposalCase {
  readonly numbers: readonly string[];
  readonly billed: Cents | undefined;
}

/** Of one field so many places are kept. */
const PLACES_MOST = 20;

const loose = (id: string): string =>
  id
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/^0+/, "");

function fieldOf(field: FieldId, all: readonly Found[]): ReadField {
  const mine = all.filter((f) => f.field === field).sort((a, b) => a.at.from - b.at.from);
  // A row of a table speaks for one line; where the claim's own figure stands, rows do not contradict it.
  const whole = mine.filter((f) => f.row !== true);
  const firm = (whole.length > 0 ? whole : mine).filter((f) => f.sure !== "unsure");
  const counts = firm.length > 0 ? firm : mine.filter((f) => f.row !== true || whole.length === 0);
  const same = FIELDS[field].kind === "text" ? loose : (v: string) => v;
  const values = new Set(counts.map((f) => same(f.value)));
  const state = mine.length === 0 ? "missing" : values.size === 1 ? "found" : "conflict";
  return {
    field,
    label: FIELDS[field].label,
    state,
    value: state === "found" ? counts[0]?.value : undefined,
    givesUp: state === "missing" ? undefined : givesUp(field, state === "found" ? counts[0]?.value : undefined),
    found: mine.slice(0, PLACES_MOST),
  };
}

function amountOf(fields: readonly ReadField[], id: FieldId): Cents | undefined {
  const value = fields.find((f) => f.field === id)?.value;
  const read = value === undefined ? undefined : readUsd(value);
  return read?.ok ? read.value : undefined;
}

/** Whether a percent, as finely as it was written, is what the two amounts make. */
function percentCheck(said: string, billed: Cents, proposed: Cents): Check | undefined {
  const m = /^([\d.]+)% (of|off)(?: billed)?$/.exec(said);
  const ratio = m === null ? undefined : readRatio(m[1] ?? "");
  if (m === null || ratio === undefined || billed <= 0n) return undefined;
  const part = m[2] === "of" ? proposed : cents(billed - proposed);
  const scaled = part * 100n * ratio.bottom;
  const agrees = 2n * abs(scaled - ratio.top * billed) <= billed;
  const tenths = divide(part * 1000n, billed, "half-up");
  const is = `${tenths / 10n}.${abs(tenths) % 10n}%`;
  const says = `${showUsd(proposed)} is ${is} ${m[2]} the billed ${showUsd(billed)}`;
  return { agrees, says: agrees ? `${says}, as it says.` : `${says}, but it says ${m[1]}% ${m[2]}.` };
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

function checksOf(fields: readonly ReadField[], of: ProposalCase): readonly Check[] {
  const [billed, proposed, discount] = (["billed", "proposed", "discount"] as const).map((id) => amountOf(fields, id));
  const out: (Check | undefined)[] = [];
  const claim = fields.find((f) => f.field === "claim");
  const account = fields.find((f) => f.field === "account");
  const named = [...(claim?.found ?? []), ...(account?.found ?? [])].map((f) => loose(f.value));
  const ours = new Set(of.numbers.map(loose));
  if (named.length > 0 && ours.size > 0) {
    const agrees = named.some((n) => ours.has(n));
    out.push({
      agrees,
      says: agrees ? "It names this claim." : "No number in it is this claim's: it may be about another.",
    });
  }
  if (billed !== undefined && of.billed !== undefined)
    out.push({
      agrees: billed === of.billed,
      says:
        billed === of.billed
          ? `${showUsd(billed)} is what was billed.`
          : `It says ${showUsd(billed)} was billed; the claim says ${showUsd(of.billed)}.`,
    });
  if (billed !== undefined && proposed !== undefined) {
    const percent = fields.find((f) => f.field === "percent")?.value;
    if (percent !== undefined) out.push(percentCheck(percent, billed, proposed));
    if (discount !== undefined) {
      const agrees = cents(billed - proposed) === discount;
      out.push({
        agrees,
        says: agrees
          ? "Billed less discount is the proposed amount."
          : `Billed less the discount of ${showUsd(discount)} is not ${showUsd(proposed)}.`,
      });
    }
    if (proposed > billed) out.push({ agrees: false, says: "It proposes more than was billed." });
  }
  return out.filter((c) => c !== undefined);
}

/** Words meant for software are said, so that a person looks at the whole paper again; nobody follows them (G11). */
function hostileCheck(t: ProposalText): readonly Check[] {
  const at = speaksToSoftware(t);
  return at === undefined
    ? []
    : [{ agrees: false, says: `Line ${at.line} gives orders to software. They are shown and never followed.` }];
}

/** The terms as an offer holds them. What a person must look at first is left out. */
function termsOf(fields: readonly ReadField[]): Conditions {
  const firm = (id: FieldId): string | undefined => {
    const field = fields.find((f) => f.field === id);
    return field?.found.some((f) => f.sure === "unsure") ? undefined : field?.value;
  };
  const days = /^(\d+) business days$/.exec(firm("payWithin") ?? "");
  const release = firm("release") ?? (firm("paymentInFull") === undefined ? undefined : "these lines");
  const precedent = firm("precedent");
  return {
    ...(days !== null && { payWithin: Number(days[1]) }),
    ...(firm("interestWaived") !== undefined && { interestWaived: true }),
    ...((release === "these lines" || release === "all claims") && { release }),
    ...(firm("confidential") !== undefined && { confidential: true }),
    ...((precedent === "none" || precedent === "this code") && { precedent }),
    ...(firm("noBalanceBill") !== undefined && { noBalanceBill: true }),
  };
}

/** Reads a text. The same text gives the same reading; no text makes it fail but one that is empty or too long. */
export function readProposal(raw: string, of: ProposalCase): Result<ReadProposal, TextFault> {
  const text = proposalText(raw);
  if (!text.ok) return text;
  const t = text.value;
  const all = [moneyFound, percentsFound, daysFound, namesFound, termsFound].flatMap((find) => find(t));
  const fields = FIELD_IDS.map((id) => fieldOf(id, all));
  return ok({ text: t, fields, checks: [...checksOf(fields, of), ...hostileCheck(t)], terms: termsOf(fields) });
}
