import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, formatUsd, type Ratio, sum } from "#base/money.ts";
import { isDeviceIntensive } from "./asc-indicator.ts";
import {
  type AscDesk,
  type AscLine,
  type AscLinePrice,
  type AscRated,
  ascDesk,
  ascSaid,
  REGULATION,
  rateLine,
  usdOf,
} from "./asc-line.ts";
import type { Books } from "./book.ts";
import { decimal, type Step } from "./working.ts";

/**
 * What Medicare pays a surgery center for a claim (42 CFR part 416, subpart F): the rate of each procedure, its labor half
 * adjusted for the wages of the place, the dearest of the day in full and each other one at half where its row says so. A
 * benchmark: what the schedule allows, not what a payer owes, and not the lesser of it and the charge.
 */

export interface AscClaim {
  readonly lines: readonly AscLine[];
  /** Day of service of lines that name none. */
  readonly date?: Day | undefined;
  /** Labor market of the center (CBSA). Without it the national rates stand, said so. */
  readonly cbsa?: string | undefined;
  /** Its ZIP code, by which a crosswalk finds the labor market where none is named. */
  readonly zip?: string | undefined;
}

export interface AscPrice {
  /** In the order of the claim. */
  readonly lines: readonly AscLinePrice[];
  /** Of the lines that are paid. */
  readonly total: Cents;
  /** The same, had nothing been halved for being one of several. */
  readonly undiscounted: Cents;
  /** Lines whose amount is not known; the total is then not the whole claim's. */
  readonly unknown: number;
}

/** Labor is half of a center's rate (Medicare Claims Processing Manual, chapter 14, section 40.2). */
const WAGES = "42 CFR 416.172(c); Medicare Claims Processing Manual, chapter 14, section 40.2";
const SEVERAL = "42 CFR 416.172(e); Medicare Claims Processing Manual, chapter 14, section 40.5";
const STOPPED = "Medicare Claims Processing Manual, chapter 14, section 40.4";
const DEVICES = "42 CFR 416.171(b)(2)";

const NATIONAL = 10_000n;

/** A procedure or service, ready to be paid at full or at half. */
interface Payable {
  readonly rated: AscRated;
  readonly rate: bigint;
  /** The device's part; zero where there is none or where it need not be known. */
  readonly device: bigint;
  readonly index: bigint;
}

const ONE: Ratio = { top: 1n, bottom: 1n };

/**
 * So many of it in cents, rounded once, half up: its service adjusted for wages, at `share` of a hundred; its device as it
 * is. Ten-thousandths of a dollar over twice ten thousand, and over a hundred twice; a cent is a hundred of the first.
 */
function centsAt(p: Payable, share: bigint, units: Ratio = ONE): Cents {
  const { effect } = p.rated;
  const service = (p.rate - p.device) * (NATIONAL + p.index) * effect.service * share;
  const device = p.device * 2n * NATIONAL * effect.device * 100n;
  const bottom = 2n * NATIONAL * 1_000_000n * units.bottom;
  return cents(divide((service + device) * units.top, bottom, "half-up"));
}

/** The device's part is not known, and something asks for it: wages, a half, a credit, a stop before anesthesia. */
function needsDevice(r: AscRated, halved: boolean): boolean {
  const { row, effect, desk } = r;
  if (r.device !== undefined) return false;
  if (effect.credit && desk.devices === undefined) return true;
  return (
    isDeviceIntensive(row.indicator) &&
    (halved || desk.index !== undefined || effect.device !== effect.service || effect.credit)
  );
}

function payableOf(r: AscRated, rate: bigint): Payable | string {
  const device = r.device ?? 0n;
  if (device > rate)
    return "the device's part in Addendum FF is above the rate of the procedure: the two files do not fit";
  const isAdjusted = r.does.kind !== "flat";
  return { rated: r, rate, device, index: isAdjusted ? (r.desk.index ?? NATIONAL) : NATIONAL };
}

function wageStep(r: AscRated): Step {
  const { desk, does } = r;
  if (does.kind === "flat")
    return { rule: "place", text: "not adjusted for wages, whatever the place", source: "42 CFR 416.172(c)(2)" };
  const { market } = desk;
  if (desk.index !== undefined) {
    const by = market.by === undefined ? "" : ` (${market.by})`;
    return {
      rule: "place",
      text: `CBSA ${market.cbsa ?? ""}${by}, wage index ${decimal(desk.index, 4)}: half of the service is labor, so x (0.5 + 0.5 x ${decimal(desk.index, 4)})`,
      source: `${WAGES}; book ${desk.wages?.seal.id ?? ""}`,
    };
  }
  const why =
    market.why ??
    (desk.wages === undefined
      ? `no wage index file of ${desk.on.slice(0, 4)} is imported`
      : `the wage index file does not have the CBSA${market.by === undefined ? "" : ` ${market.cbsa} (${market.by})`}`);
  return { rule: "place", text: `national, not adjusted for wages: ${why}`, source: WAGES };
}

function deviceSteps(p: Payable): readonly Step[] {
  const { rated, device, rate } = p;
  if (rated.device === undefined) {
    if (rated.effect.credit) {
      return [
        {
          rule: "device",
          text: "Addendum FF has no device part for the code, so no credit comes off",
          source: "42 CFR 416.179",
        },
      ];
    }
    return [];
  }
  const text = `device part ${usdOf(device)}, not adjusted for wages and not halved; service part ${usdOf(rate - device)}`;
  return [{ rule: "device", text, source: `${DEVICES}; book ${rated.desk.devices?.seal.id ?? ""}` }];
}

/** How many of a line's procedures are paid in full, and at half. */
interface Counts {
  readonly full: bigint;
  readonly half: bigint;
}

/** A line's amount: of a service or drug by its units, of a procedure one by one. */
function amountOf(p: Payable, c: Counts): Cents {
  const { does, units } = p.rated;
  if (does.kind !== "procedure") return centsAt(p, 100n, units);
  return cents(centsAt(p, 100n) * c.full + centsAt(p, 50n) * c.half);
}

const copiesOf = (r: AscRated): bigint => {
  const n = r.units.top / r.units.bottom;
  // Both sides billed as two units are still one pair.
  return r.effect.copies === 2 && n === 2n ? 2n : n * BigInt(r.effect.copies);
};

const isRanked = (r: AscRated): boolean => r.does.kind === "procedure" && r.row.discounted && r.effect.ranked;

function rankStep(r: AscRated, rank: AscLinePrice["rank"], c: Counts): Step[] {
  if (!r.row.discounted) return [];
  if (rank === undefined) {
    return [{ rule: "rank", text: "reduced or stopped: not halved for being one of several", source: STOPPED }];
  }
  const what =
    c.full === 0n ? "at half" : c.half === 0n ? "in full" : `the first in full, ${c.half} more of it at half`;
  const text = `ranked ${rank.place} of ${rank.of} by national rate among the day's procedures that are subject to it: ${what}`;
  return [{ rule: "rank", text, source: SEVERAL }];
}

function unknownOf(r: AscRated, because: string, missing: string, rank?: AscLinePrice["rank"]): AscLinePrice {
  return ascSaid(r.line, "unknown", because, { ...r.about, missing, ...(rank === undefined ? {} : { rank }) });
}

function withoutRate(r: AscRated): AscLinePrice {
  return r.does.kind === "invoice"
    ? unknownOf(
        r,
        `${r.does.says}: no rate is published (indicator ${r.row.indicator})`,
        "the invoice, or the contractor's price",
      )
    : unknownOf(
        r,
        r.row.weight === undefined
          ? "the file gives neither a rate nor a weight for the code"
          : `the file gives a weight and no rate, and Parley has no conversion factor of ${r.desk.on.slice(0, 4)}`,
        `the payment rate of ${r.row.code} for ${r.desk.on.slice(0, 4)}`,
      );
}

/** The books a paid line stands on, by short hash. */
function bookOf(p: Payable): string {
  const { desk, does, about, device } = p.rated;
  const used = [about.book];
  if (device !== undefined && desk.devices !== undefined) used.push(`asc-ff:${desk.devices.seal.id}`);
  if (desk.index !== undefined && does.kind !== "flat" && desk.wages !== undefined)
    used.push(`asc-wages:${desk.wages.seal.id}`, ...(desk.market.book === undefined ? [] : [desk.market.book]));
  return used.join(" ");
}

/** The price of a line whose place among the day's procedures is known. */
function settle(r: AscRated, rank: AscLinePrice["rank"]): AscLinePrice {
  if (r.rate === undefined) return withoutRate(r);
  const copies = r.does.kind === "procedure" ? copiesOf(r) : 0n;
  const full = isRanked(r) ? (rank?.place === 1 ? 1n : 0n) : copies;
  const counts = { full, half: copies - full };
  if (needsDevice(r, counts.half > 0n)) {
    const why =
      r.desk.devices === undefined
        ? "the device's part of the rate is asked for, and no Addendum FF is imported"
        : "the device's part of the rate is asked for, and Addendum FF does not have the code";
    return unknownOf(r, why, `the device offset of ${r.row.code} (ASC Addendum FF of ${r.desk.on.slice(0, 4)})`, rank);
  }
  const p = payableOf(r, r.rate);
  if (typeof p === "string") return unknownOf(r, p, "an Addendum FF of the same quarter", rank);
  const amount = amountOf(p, counts);
  if (amount <= 0n) return unknownOf(r, "the amount rounds to nothing", "a rate of a cent or more", rank);
  const { line, effect, about } = r;
  const steps: Step[] = [...about.steps];
  if (r.rateStep !== undefined) steps.push(r.rateStep);
  steps.push(...deviceSteps(p), wageStep(r), ...effect.steps, ...rankStep(r, rank, counts));
  steps.push({
    rule: "units",
    text: `${workText(p, counts)} = ${formatUsd(amount)}, rounded half up`,
    source: REGULATION,
  });
  return ascSaid(line, "paid", `release ${about.release}, payment indicator ${r.row.indicator}`, {
    ...about,
    amount,
    alone: amountOf(p, { full: copies, half: 0n }),
    book: bookOf(p),
    ...(rank === undefined ? {} : { rank }),
    steps,
  });
}

function workText(p: Payable, c: Counts): string {
  const { does, line } = p.rated;
  const times = line.units.trim() === "" ? "1" : line.units.trim();
  if (does.kind !== "procedure") return `${times} x ${usdOf(p.rate)}${p.index === NATIONAL ? "" : " adjusted"}`;
  const parts: string[] = [];
  if (c.full > 0n) parts.push(`${c.full} x ${formatUsd(centsAt(p, 100n))}`);
  if (c.half > 0n) parts.push(`${c.half} x ${formatUsd(centsAt(p, 50n))} at half`);
  return parts.join(" + ");
}

/** The dearest by national rate first; of equals the one whose service part is larger, then by code, so that order never matters. */
function compareRank(a: AscRated, b: AscRated): number {
  const [ra, rb] = [a.rate ?? 0n, b.rate ?? 0n];
  if (ra !== rb) return ra > rb ? -1 : 1;
  const [sa, sb] = [centsAt(loose(a), 100n), centsAt(loose(b), 100n)];
  const [da, db] = [centsAt(loose(a), 50n), centsAt(loose(b), 50n)];
  if (sa - da !== sb - db) return sa - da > sb - db ? -1 : 1;
  return a.row.code < b.row.code ? -1 : a.row.code > b.row.code ? 1 : a.line.number - b.line.number;
}

const loose = (r: AscRated): Payable => ({
  rated: r,
  rate: r.rate ?? 0n,
  device: r.device ?? 0n,
  index: r.desk.index ?? NATIONAL,
});

/** What one day's lines are paid: ranked together, ancillary services only beside surgery. */
function priceDay(lines: readonly AscLine[], desk: AscDesk): readonly AscLinePrice[] {
  const said = lines.map((l) => rateLine(l, desk));
  const rated = said.filter((s): s is AscRated => "row" in s);
  const surgery = rated.some((r) => r.does.kind === "procedure");
  const subject = rated.filter(isRanked).sort(compareRank);
  const open = subject.find((r) => r.rate === undefined);
  return said.map((s) => {
    if (!("row" in s)) return s;
    if (s.does.kind !== "procedure" && !surgery) {
      const why = "paid only beside a covered surgical procedure of the day, and none stands on the claim";
      return ascSaid(s.line, "not payable", why, s.about);
    }
    if (!isRanked(s)) return settle(s, undefined);
    if (open !== undefined && open !== s && s.rate !== undefined) {
      const why = "another procedure of the day has no rate, so which one is the dearest is not known";
      return unknownOf(s, why, `the payment rate of ${open.row.code}`);
    }
    return settle(s, { place: subject.indexOf(s) + 1, of: subject.length });
  });
}

/** What is missing before any line of a day can be looked up. */
function noDesk(line: AscLine, on: Day | undefined): AscLinePrice {
  return on === undefined
    ? ascSaid(line, "unknown", "the line has no date of service", { missing: "the date of service" })
    : ascSaid(line, "unknown", `no ASC Addendum AA of ${on.slice(0, 4)} was in force on the date of service`, {
        missing: `ASC Addendum AA of ${on.slice(0, 4)}: get that quarter's ASC payment rates from CMS and run parley books import`,
      });
}

/**
 * Prices a surgery center's claim. The same claim over the same books gives the same answer in whatever order its lines
 * stand; nothing is guessed, and a line without an amount says what would settle it.
 */
export function priceAsc(books: Books, claim: AscClaim): AscPrice {
  const days = new Map<Day | undefined, AscLine[]>();
  for (const line of claim.lines) {
    const on = line.date ?? claim.date;
    const same = days.get(on);
    if (same === undefined) days.set(on, [line]);
    else same.push(line);
  }
  const of = new Map<AscLine, AscLinePrice>();
  for (const [on, lines] of days) {
    const desk = on === undefined ? undefined : ascDesk(books, on, claim);
    const priced = desk === undefined ? lines.map((l) => noDesk(l, on)) : priceDay(lines, desk);
    lines.forEach((l, i) => {
      const price = priced[i];
      if (price !== undefined) of.set(l, price);
    });
  }
  const lines = claim.lines.flatMap((l) => of.get(l) ?? []);
  return {
    lines,
    total: sum(lines.flatMap((l) => l.amount ?? [])),
    undiscounted: sum(lines.flatMap((l) => l.alone ?? [])),
    unknown: lines.filter((l) => l.outcome === "unknown").length,
  };
}
