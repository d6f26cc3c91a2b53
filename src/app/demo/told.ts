import { check } from "#base/check.ts";
import { plusDays } from "#base/day.ts";
import { type Cents, cents, negate } from "#base/money.ts";
import { allow, allowedFor, CONTRACTUAL, deny, OUT_OF_NETWORK, type Priced } from "./answer.ts";
import { BLUEBONNET, CATSKILL, OCOTILLO, office, PALO_VERDE, PLANS, SAGUARO, STORY_PLANS, site } from "./cast.ts";
import type { DemoClaim, DemoPaidLine, DemoPayment } from "./model.ts";
import { paidBy, reversalOf } from "./remittance.ts";
import { claimAnswered, claimSent, denyAll, payAll, type Setting, type Told } from "./story.ts";
import { anesthesia, cardiology, emergency, laboratory, surgery, visit } from "./visits.ts";
import type { When } from "./when.ts";

/** Builds every story of `stories.ts`: the claims, the answers and the provider adjustments. Amounts are the same on every day. */

const [NORTHFIELD_INSURED, NORTHFIELD_SELF_FUNDED, JUNIPER_INSURED, LANTERN_AZ] = PLANS.AZ;

/** Far below any benchmark of the demo, and far above it. */
const LOW: Priced = { allowed: 45, reduction: OUT_OF_NETWORK };
const HIGH: Priced = { allowed: 360, reduction: OUT_OF_NETWORK };

const MINUTES = {
  kind: anesthesia,
  visit: visit("00790-AA-P2 x95", "36620-59"),
  site: site("22", SAGUARO),
  plan: NORTHFIELD_SELF_FUNDED,
};

const SEVERE = visit("99285-25", "12002", "93042");

const edVisit = (id: string, more: Partial<Setting> = {}): Setting => ({
  id,
  kind: emergency,
  visit: SEVERE,
  plan: NORTHFIELD_INSURED,
  site: site("23", SAGUARO),
  ...more,
});

const operation = (id: string, more: Partial<Setting> = {}): Setting => ({
  id,
  kind: surgery,
  visit: visit("29881-LT", "29870-59", "64721-59"),
  plan: NORTHFIELD_SELF_FUNDED,
  site: site("24", PALO_VERDE),
  ...more,
});

const heart = (id: string, more: Partial<Setting> = {}): Setting => ({
  id,
  kind: cardiology,
  visit: visit("93306", "93000", "99214-25"),
  plan: PLANS.NY[2],
  site: office("NY"),
  ...more,
});

/** A claim answered `n` business days ago with one answer. */
function answered(s: Setting, days: When, n: number, answer: (c: DemoClaim) => DemoPayment): Told {
  const claim = claimAnswered(s, days, n);
  return { claims: [claim], payments: [answer(claim)], adjustments: [] };
}

const paidLow = (s: Setting, days: When, n: number, remarks: readonly string[]): Told =>
  answered(s, days, n, (c) => payAll(c, days.back(n), { ...LOW, remarks }));

/** CO-45 down to a rented network's rate and CO-131 for its discount, on every line. */
function assertedDiscount(days: When): Told {
  return answered(edVisit("ED-1003", { plan: JUNIPER_INSURED }), days, 15, (c) => ({
    ...payAll(c, days.back(15), LOW),
    network: "RENTED NETWORK (SYNTHETIC)",
    lines: c.lines.map((l): DemoPaidLine => {
      const line = allow(c, l, { ...LOW, reduction: CONTRACTUAL, remarks: ["N381"] });
      const [whole, ...rest] = line.adjustments;
      check(whole !== undefined && whole.amount > 2000n, "the asserted discount has nothing to split");
      const discount = cents(1500n);
      return {
        ...line,
        adjustments: [
          { ...whole, amount: cents(whole.amount - discount) },
          { group: "CO", reason: "131", amount: discount },
          ...rest,
        ],
      };
    }),
  }));
}

/** Original, reversal and correction, in three files. */
function corrected(days: When): Told {
  const claim = claimAnswered(edVisit("ED-1004", { plan: LANTERN_AZ }), days, 24);
  const first = payAll(claim, days.back(24), { ...LOW, allowed: 30, remarks: ["N877", "N864"] });
  const last = payAll(claim, days.back(10), { ...LOW, allowed: 60, remarks: ["N877", "N864"] });
  return { claims: [claim], payments: [first, reversalOf(first, days.back(12)), last], adjustments: [] };
}

/** Reversed without a correction. The guide's way: PLB WO gives the money back in that check and takes it in a later one. */
function takeback(days: When): Told {
  const claim = claimAnswered(edVisit("ED-1012", { plan: LANTERN_AZ }), days, 26);
  const paid = payAll(claim, days.back(26), { ...LOW, allowed: 120, remarks: ["N877", "N864"] });
  const [practice, payer, reference] = [claim.practice, claim.plan.payer, paid.payerClaimNumber];
  const held = { practice, payer, reason: "WO", reference, day: days.back(6), amount: negate(paidBy(paid)) };
  return {
    claims: [claim],
    payments: [paid, reversalOf(paid, days.back(6))],
    adjustments: [held, { ...held, day: days.back(3), amount: paidBy(paid) }],
  };
}

/** Reversed, and the practice's own refund check acknowledged by PLB 72. */
function refunded(days: When): Told {
  const setting: Setting = {
    id: "LB-1024",
    kind: laboratory,
    visit: visit("88305-26 x4", "88342-26", "88341-26 x3"),
    plan: STORY_PLANS.texasSelfFunded,
    site: site("22", BLUEBONNET),
  };
  const claim = claimAnswered(setting, days, 25);
  const paid = payAll(claim, days.back(25), { ...LOW, allowed: 110, remarks: ["N877", "N865"] });
  const [practice, payer, reference] = [claim.practice, claim.plan.payer, paid.payerClaimNumber];
  const amount: Cents = negate(paidBy(paid));
  return {
    claims: [claim],
    payments: [paid, reversalOf(paid, days.back(6))],
    adjustments: [{ practice, payer, reason: "72", reference, day: days.back(6), amount }],
  };
}

/** The same claim in two batches: the first paid, the second refused as a duplicate. */
function sentTwice(days: When): Told {
  const claim = claimAnswered(edVisit("ED-1013", { plan: LANTERN_AZ }), days, 21);
  const paid = payAll(claim, days.back(21), { ...LOW, remarks: ["N877"] });
  const again = { ...claim, sent: days.batchBefore(days.back(11), 1) };
  const refused = {
    ...denyAll(again, days.back(3), ["OA", "18"], []),
    payerClaimNumber: `${paid.payerClaimNumber}D`,
  };
  return { claims: [claim, again], payments: [paid, refused], adjustments: [] };
}

/** Two units answered as two lines of one, under one line control number; another line bundled into them. */
function split(days: When): Told {
  const setting = operation("SC-1021", { visit: visit("64721 x2", "29881-LT", "29870-59") });
  return answered(setting, days, 18, (c) => {
    const whole = payAll(c, days.back(18), { ...LOW, remarks: ["N877", "N865"] });
    const [two, meniscus, bundled] = whole.lines;
    const [first, , third] = c.lines;
    check(two && meniscus && bundled && first && third, "the split story has three lines");
    const half = allow(
      c,
      { ...first, units: 1, charge: cents(first.charge / 2n) },
      { ...LOW, remarks: ["N877", "N865"] },
    );
    return { ...whole, lines: [half, half, meniscus, deny(third, ["CO", "97"], ["M80"])] };
  });
}

/** 99285 billed, 99283 paid: the allowed amount is that of the lower visit, and SVC06 keeps the higher one. */
function downcoded(days: When): Told {
  return answered(edVisit("ED-1026", { plan: JUNIPER_INSURED }), days, 14, (c) => {
    const whole = payAll(c, days.back(14), { ...LOW, allowed: 80, remarks: ["N877"] });
    const [visitLine] = c.lines;
    check(visitLine !== undefined, "the downcoded story has a visit");
    const lower = { ...visitLine, code: "99283" };
    const percentage = { ...LOW, allowed: 80, remarks: ["N877", "N22"] };
    check(allowedFor(c, lower, 80) < allowedFor(c, visitLine, 80), "a downcoded visit pays less");
    const submitted = { code: visitLine.code, modifiers: visitLine.modifiers };
    return { ...whole, lines: [{ ...allow(c, lower, percentage), submitted }, ...whole.lines.slice(1)] };
  });
}

function denials(days: When): readonly Told[] {
  const old = days.batches[0] ?? days.asOf;
  const late = claimSent(heart("CD-1027"), days, old);
  return [
    answered(heart("CD-1005"), days, 22, (c) => denyAll(c, days.back(22), ["CO", "50"], ["N130"])),
    answered(edVisit("ED-1006"), days, 8, (c) => denyAll(c, days.back(8), ["CO", "197"], ["N864"])),
    {
      claims: [late],
      payments: [denyAll(late, plusDays(days.asOf, -200), ["CO", "50"], ["N130"])],
      adjustments: [],
    },
  ];
}

function apart(days: When): readonly Told[] {
  const inpatient = heart("CD-1014", { plan: STORY_PLANS.advantage, site: site("21", CATSKILL) });
  const work = heart("CD-1022", { plan: STORY_PLANS.workers, cause: "EM" });
  const crash = edVisit("ED-1025", { plan: STORY_PLANS.auto, cause: "AA" });
  return [
    paidLow(inpatient, days, 19, []),
    answered(work, days, 17, (c) => payAll(c, days.back(17), { ...LOW, reduction: ["CO", "P12"] })),
    answered(crash, days, 12, (c) => payAll(c, days.back(12), { ...LOW, reduction: ["CO", "P12"] })),
  ];
}

function unmatched(days: When): readonly Told[] {
  const silent = operation("SC-1015", { visit: visit("22612", "22842", "63047-59"), site: site("21", SAGUARO) });
  const orphan = paidLow(operation("SC-1016"), days, 16, ["N877", "N865"]);
  return [
    { claims: [claimSent(silent, days, days.batchBefore(days.asOf, 60))], payments: [], adjustments: [] },
    { ...orphan, claims: [] },
  ];
}

function states(days: When): readonly Told[] {
  const [texas, newYork] = [site("23", BLUEBONNET), site("23", CATSKILL)];
  return [
    paidLow(edVisit("ED-1008", { plan: STORY_PLANS.texasSelfFunded, site: texas }), days, 20, ["N877"]),
    paidLow(edVisit("ED-1009", { plan: STORY_PLANS.texasInsured, site: texas }), days, 20, ["N830"]),
    paidLow(edVisit("ED-1010", { plan: STORY_PLANS.newYorkUnknown, site: newYork }), days, 18, ["N830"]),
    paidLow(edVisit("ED-1011", { plan: STORY_PLANS.newYorkSelfFunded, site: newYork }), days, 18, ["N877"]),
  ];
}

/** Six anesthesia cases of a while ago, paid fairly: the history that AN-1020 is measured against. */
const history = (days: When): readonly Told[] =>
  [262, 270, 274, 281, 290, 304].map((allowed, i) => {
    const setting: Setting = { ...MINUTES, id: `AN-300${i + 1}` };
    return answered(setting, days, 40, (c) => payAll(c, days.back(40), { allowed, reduction: OUT_OF_NETWORK }));
  });

/** Every story, told for one day. */
export function tellStories(days: When): readonly Told[] {
  const remarks = ["N877", "N864"];
  const network = heart("CD-1018", { plan: PLANS.NY[3] });
  return [
    paidLow(edVisit("ED-1001"), days, 22, remarks),
    paidLow(edVisit("ED-1002"), days, 45, remarks),
    assertedDiscount(days),
    corrected(days),
    ...denials(days),
    answered(edVisit("ED-1007", { plan: JUNIPER_INSURED }), days, 13, (c) =>
      payAll(c, days.back(13), { ...LOW, allowed: 70, deductible: "all", remarks }),
    ),
    ...states(days),
    takeback(days),
    sentTwice(days),
    ...apart(days),
    ...unmatched(days),
    answered(operation("SC-1017", { plan: JUNIPER_INSURED }), days, 9, (c) => payAll(c, days.back(9), HIGH)),
    answered(network, days, 13, (c) => payAll(c, days.back(13), { ...HIGH, reduction: CONTRACTUAL })),
    paidLow(edVisit("ED-1019", { plan: NORTHFIELD_SELF_FUNDED }), days, 29, remarks),
    paidLow({ ...MINUTES, id: "AN-1020" }, days, 20, ["N877", "N865"]),
    split(days),
    paidLow(operation("SC-1023"), days, 15, ["N882"]),
    refunded(days),
    downcoded(days),
    ...history(days),
    paidLow(operation("SC-1028", { site: site("22", OCOTILLO), plan: LANTERN_AZ }), days, 12, []),
  ];
}
