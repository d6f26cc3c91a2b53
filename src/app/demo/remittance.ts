import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { type Cents, minus, negate, plus, sum, ZERO } from "#base/money.ts";
import type {
  DemoAdjustment,
  DemoPaidLine,
  DemoPayer,
  DemoPayment,
  DemoPractice,
  DemoProviderAdjustment,
} from "./model.ts";
import { closeSet, compact, composite, decimal, digits, segment } from "./segments.ts";

/** Writes the demo's remittances as an 835, implementation guide 005010X221A1, balanced to the cent at every level. */
export const REMITTANCE_GUIDE = "005010X221A1";

/** A routing number whose check digit is right and whose first two digits no bank has. */
const ROUTING = "990000000";

/** What one payer pays one practice on one day. */
export interface DemoCheck {
  readonly payer: DemoPayer;
  readonly practice: DemoPractice;
  readonly day: Day;
  readonly payments: readonly DemoPayment[];
  readonly adjustments: readonly DemoProviderAdjustment[];
}

export const paidBy = (p: DemoPayment): Cents => sum(p.lines.map((l) => l.paid));

/** BPR02: the payments less the PLB amounts. A check is never negative; a payer carries the rest forward (PLB FB). */
export function checkTotal(c: DemoCheck): Cents {
  const total = minus(sum(c.payments.map(paidBy)), sum(c.adjustments.map((a) => a.amount)));
  check(total >= 0n, "a demo check is negative; give it a claim that pays, or a PLB");
  return total;
}

/** Adjustments of one group in one CAS, as the guide asks: reason, amount, quantity, and so on. */
function adjustmentSegments(adjustments: readonly DemoAdjustment[]): string {
  let text = "";
  for (const [i, a] of adjustments.entries()) {
    if (adjustments.findIndex((b) => b.group === a.group) !== i) continue;
    const elements: string[] = [];
    for (const b of adjustments) if (b.group === a.group) elements.push(b.reason, decimal(b.amount), "");
    text += segment("CAS", a.group, ...elements);
  }
  return text;
}

function serviceLine(l: DemoPaidLine, day: string): string {
  const submitted = l.submitted === undefined ? "" : composite("HC", l.submitted.code, ...l.submitted.modifiers);
  const procedure = composite("HC", l.code, ...l.modifiers);
  let text =
    segment("SVC", procedure, decimal(l.charge), decimal(l.paid), "", String(l.units), submitted) +
    segment("DTM", "472", day) +
    adjustmentSegments(l.adjustments) +
    segment("REF", "6R", l.control);
  if (l.allowed !== undefined) text += segment("AMT", "B6", decimal(l.allowed));
  for (const r of l.remarks) text += segment("LQ", "HE", r);
  return text;
}

function patientShare(p: DemoPayment): Cents {
  let share = ZERO;
  for (const l of p.lines) for (const a of l.adjustments) if (a.group === "PR") share = plus(share, a.amount);
  return share;
}

/** Loop 2100. CLP05 is not reported on a reversal. */
function claimPayment(p: DemoPayment): string {
  const c = p.claim;
  const reversal = p.status === "22";
  const share = patientShare(p);
  const clp05 = reversal || share === ZERO ? "" : decimal(share);
  const charge = decimal(sum(p.lines.map((l) => l.charge)));
  const covered = sum(p.lines.map((l) => l.allowed ?? ZERO));
  const service = compact(c.service);
  const [filing, place] = [c.plan.filing[1], c.site.place];
  let text =
    segment("CLP", c.id, p.status, charge, decimal(paidBy(p)), clp05, filing, p.payerClaimNumber, place, "1") +
    segment("NM1", "QC", "1", c.patient.last, c.patient.first, "", "", "", "MI", c.patient.member) +
    segment("NM1", "82", "1", c.rendering.last, c.rendering.first, "", "", "", "XX", c.rendering.npi);
  if (p.remarks.length > 0) text += segment("MOA", "", "", ...p.remarks);
  text += segment("REF", "1L", c.plan.group);
  if (p.network !== undefined) text += segment("REF", "CE", p.network);
  text += segment("DTM", "232", service) + segment("DTM", "233", service);
  if (covered > ZERO && !reversal) text += segment("AMT", "AU", decimal(covered));
  for (const l of p.lines) text += serviceLine(l, service);
  return text;
}

function head(c: DemoCheck, total: Cents, trace: string): string {
  const day = compact(c.day);
  const account = ["01", ROUTING, "DA", "000123456"];
  const money =
    total === ZERO
      ? ["BPR", "H", "0", "C", "NON", "", "", "", "", "", c.payer.tin, "", "", "", "", "", day]
      : ["BPR", "I", decimal(total), "C", "ACH", "CCP", ...account, c.payer.tin, "", ...account, day];
  const [payer, payee] = [c.payer.address, c.practice.address];
  return (
    segment(...money) +
    segment("TRN", "1", trace, c.payer.tin) +
    segment("DTM", "405", day) +
    segment("N1", "PR", c.payer.name) +
    segment("N3", payer.street) +
    segment("N4", payer.city, payer.state, payer.zip) +
    segment("REF", "2U", c.payer.id) +
    segment("PER", "BL", "PROVIDER DESK", "TE", "8005550199") +
    segment("N1", "PE", c.practice.name, "XX", c.practice.npi) +
    segment("N3", payee.street) +
    segment("N4", payee.city, payee.state, payee.zip) +
    segment("REF", "TJ", c.practice.tin)
  );
}

/** One ST to SE. `trace` is TRN02. */
export function remittanceSet(c: DemoCheck, control: number, trace: string): string {
  const fiscalEnd = `${c.day.slice(0, 4)}1231`;
  let body = segment("ST", "835", digits(control, 4)) + head(c, checkTotal(c), trace);
  if (c.payments.length > 0) body += segment("LX", "1");
  for (const p of c.payments) body += claimPayment(p);
  for (const a of c.adjustments)
    body += segment("PLB", c.practice.npi, fiscalEnd, composite(a.reason, a.reference), decimal(a.amount));
  return closeSet(body, control);
}

/** The mirror of a payment: every amount with the other sign, under CLP02 22 and the same payer claim number. */
export function reversalOf(p: DemoPayment, day: Day): DemoPayment {
  const lines = p.lines.map(
    ({ allowed: _, ...l }): DemoPaidLine => ({
      ...l,
      charge: negate(l.charge),
      paid: negate(l.paid),
      adjustments: l.adjustments.map((a) => ({ ...a, amount: negate(a.amount) })),
      remarks: [],
    }),
  );
  return { ...p, status: "22", day, lines, remarks: [] };
}
