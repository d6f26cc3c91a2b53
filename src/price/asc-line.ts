import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, formatUsd, type Ratio, readRatio } from "#base/money.ts";
import { isImplant } from "#codes/implant.ts";
import { type AscBook, type AscDeviceBook, type AscRow, type AscWageBook, inForce, whyChosen } from "./asc-book.ts";
import { type AscIndicator, ascIndicator, isDeviceIntensive } from "./asc-indicator.ts";
import { type AscEffect, ascEffect } from "./asc-modifier.ts";
import type { Books } from "./book.ts";
import { type LaborMarket, laborMarket } from "./labor-market.ts";
import { decimal, type Step } from "./working.ts";

/** One line of a surgery center's claim. */
export interface AscLine {
  readonly number: number;
  /** CPT or HCPCS; "" where the line names only its revenue code. */
  readonly code: string;
  /** In four digits, of a facility's form. */
  readonly revenue?: string | undefined;
  readonly modifiers: readonly string[];
  /** Decimal text; "1" when empty. */
  readonly units: string;
  readonly date?: Day | undefined;
}

/** What Medicare's surgery center schedule says of one line, before the day's procedures are ranked. */
export interface AscLinePrice {
  readonly number: number;
  readonly code: string;
  readonly outcome: "paid" | "packaged" | "not payable" | "unknown";
  /** Only where it is paid; of the whole line, in cents. */
  readonly amount?: Cents;
  /** The amount had nothing been halved for being one of several. */
  readonly alone?: Cents;
  readonly indicator?: string;
  /** The line bills an implant, which a contract often pays apart. */
  readonly implant: boolean;
  /** Its place among the day's procedures that are subject to multiple procedure discounting. */
  readonly rank?: { readonly place: number; readonly of: number };
  /** One sentence: why there is no amount, or how the amount came about. */
  readonly because: string;
  /** What would make an unknown amount known. */
  readonly missing?: string;
  /** The books used, by short hash. */
  readonly book: string;
  readonly release?: string;
  readonly steps: readonly Step[];
}

/** The books of one day and place. */
export interface AscDesk {
  readonly on: Day;
  readonly surgery: AscBook;
  readonly ancillary: AscBook | undefined;
  readonly devices: AscDeviceBook | undefined;
  readonly wages: AscWageBook | undefined;
  readonly market: LaborMarket;
  /** The index of the labor market in ten-thousandths; absent when either is not known. */
  readonly index: bigint | undefined;
}

/** A line with a rate, whose amount waits for the ranking of its day. */
export interface AscRated {
  readonly line: AscLine;
  readonly desk: AscDesk;
  readonly row: AscRow;
  readonly does: AscIndicator;
  readonly effect: AscEffect;
  readonly units: Ratio;
  /** Ten-thousandths of a dollar; absent where neither file nor factor gives one. */
  readonly rate: bigint | undefined;
  /** The device's part of it; absent where it has none, or where the file that says so is not there. */
  readonly device: bigint | undefined;
  readonly rateStep: Step | undefined;
  readonly about: {
    readonly indicator: string;
    readonly release: string;
    readonly book: string;
    readonly steps: readonly Step[];
  };
}

export const REGULATION = "42 CFR 416.172";
const PACKAGED = "42 CFR 416.164(a)";

/**
 * Conversion factors in thousandths of a dollar, for centers that report quality (CMS, OPPS and ASC final rules for 2025 and
 * 2026). They serve only a row that has a weight and no rate.
 */
const FACTORS: Readonly<Record<number, bigint>> = { 2025: 54_895n, 2026: 56_322n };

/** Opens the books of a day; the reason when no Addendum AA serves it. */
export function ascDesk(books: Books, on: Day, place: Parameters<typeof laborMarket>[2]): AscDesk | undefined {
  const surgery = inForce(books.asc, on);
  if (surgery === undefined) return undefined;
  const wages = inForce(books.ascWages, on);
  const market = laborMarket(books, on, place);
  return {
    on,
    surgery,
    ancillary: inForce(books.ascAncillary, on),
    devices: inForce(books.ascDevices, on),
    wages,
    market,
    index: market.cbsa === undefined ? undefined : wages?.index(market.cbsa),
  };
}

/** Ten-thousandths of a dollar as an amount; a drug's rate may be finer than a cent. */
export const usdOf = (tenThousandths: bigint): string =>
  tenThousandths % 100n === 0n ? formatUsd(cents(tenThousandths / 100n)) : decimal(tenThousandths, 4);

/** The implant's own sentence: what Medicare does with it, and what a contract often does instead. */
const IMPLANT: Step = {
  rule: "device",
  text: "an implant: Medicare's rate of the procedure holds it, where contracts often pay it apart at invoice; have the implant log and the invoice at hand",
  source: `${PACKAGED}(8)`,
};

/** An answer about a line; an implant says that it is one, whatever the answer. */
export function ascSaid(
  line: AscLine,
  outcome: AscLinePrice["outcome"],
  because: string,
  more: Partial<AscLinePrice> = {},
): AscLinePrice {
  const implant = isImplant(line);
  return {
    number: line.number,
    code: line.code,
    outcome,
    implant,
    because,
    book: "",
    ...more,
    steps: [...(more.steps ?? []), ...(implant ? [IMPLANT] : [])],
  };
}

/** Revenue codes of what a procedure's rate holds: drugs, supplies and devices, anesthesia's supplies, recovery. */
const HELD = /^0(?:25|27|37|62|71)\d$/;

function withoutCode(line: AscLine): AscLinePrice {
  const held = line.revenue !== undefined && HELD.test(line.revenue);
  return held
    ? ascSaid(
        line,
        "packaged",
        `without a procedure code under revenue code ${line.revenue}: within the procedure's rate`,
        {
          steps: [{ rule: "row", text: `revenue code ${line.revenue} alone`, source: PACKAGED }],
        },
      )
    : ascSaid(line, "unknown", "the line names no procedure code", { missing: "the procedure code of the line" });
}

/** The row of a code: a surgical procedure, else an ancillary service. */
function findRow(
  desk: AscDesk,
  code: string,
): { readonly row: AscRow; readonly from: AscBook; readonly name: string } | undefined {
  const surgical = desk.surgery.row(code);
  if (surgical !== undefined) return { row: surgical, from: desk.surgery, name: "ASC Addendum AA" };
  const beside = desk.ancillary?.row(code);
  return beside === undefined || desk.ancillary === undefined
    ? undefined
    : { row: beside, from: desk.ancillary, name: "ASC Addendum BB" };
}

const releaseText = (book: AscBook): string => book.release?.id ?? `${book.year}`;

function absent(line: AscLine, desk: AscDesk): AscLinePrice {
  const about = { release: releaseText(desk.surgery), book: `asc-aa:${desk.surgery.seal.id}` };
  if (isImplant(line)) {
    return ascSaid(line, "packaged", "an implant that has no row of its own: within the procedure's rate", about);
  }
  return desk.ancillary === undefined
    ? ascSaid(line, "unknown", "the code is not in Addendum AA, and no Addendum BB (ancillary services) is imported", {
        ...about,
        missing: `ASC Addendum BB of ${desk.on.slice(0, 4)}`,
      })
    : ascSaid(
        line,
        "not payable",
        "the code is in neither Addendum AA nor BB: Medicare pays a surgery center nothing for it",
        about,
      );
}

/** Ten-thousandths of a dollar to the cent, and how it was found. */
function rateOf(row: AscRow, year: number): { readonly rate: bigint; readonly step: Step } | undefined {
  if (row.rate !== undefined) {
    return {
      rate: row.rate,
      step: {
        rule: "fee",
        text: `national rate ${usdOf(row.rate)} of the file, not adjusted`,
        source: "42 CFR 416.171",
      },
    };
  }
  const factor = FACTORS[year];
  if (row.weight === undefined || factor === undefined) return undefined;
  // Ten-thousandths times thousandths, to the cent as CMS publishes a rate.
  const rate = divide(row.weight * factor, 100_000n, "half-up") * 100n;
  const says = `the file gives no rate: weight ${decimal(row.weight, 4)} x conversion factor ${decimal(factor, 3)} of ${year} = ${usdOf(rate)}`;
  return { rate, step: { rule: "fee", text: says, source: "42 CFR 416.171(a)" } };
}

const LONG_UNITS = /^\+?(?:0*[1-9]\d{7,}(?:\.\d*)?|\d*\.\d{7,})$/;

function unitsOf(text: string): Ratio | undefined {
  const t = text.trim();
  const units = t === "" ? { top: 1n, bottom: 1n } : LONG_UNITS.test(t) ? undefined : readRatio(t);
  return units === undefined || units.top <= 0n ? undefined : units;
}

const tidy = (modifiers: readonly string[]): readonly string[] =>
  modifiers.map((m) => m.trim().toUpperCase()).filter((m) => m !== "");

type Found = NonNullable<ReturnType<typeof findRow>>;

/** Which books and which row an answer stands on. */
function aboutOf(desk: AscDesk, { row, from, name }: Found, does: AscIndicator | undefined) {
  const source = `book ${from.seal.id}`;
  const subject = row.discounted ? ", subject to multiple procedure discounting" : "";
  const says = `${row.code}, payment indicator ${row.indicator}: ${does?.says ?? "not one Parley knows"}${subject}`;
  return {
    indicator: row.indicator,
    release: releaseText(from),
    book: `${from === desk.surgery ? "asc-aa" : "asc-bb"}:${from.seal.id}`,
    steps: [
      { rule: "release", text: whyChosen(name, from, desk.on), source },
      { rule: "row", text: says, source },
    ] as readonly Step[],
  };
}

/** Why a row is no rate of its own; undefined where it is one. */
function endOf(line: AscLine, does: AscIndicator | undefined, about: AscRated["about"]): AscLinePrice | undefined {
  const { indicator } = about;
  if (does === undefined) {
    const missing = `what payment indicator ${indicator} means (CMS, Addendum DD1)`;
    return ascSaid(line, "unknown", `payment indicator ${indicator} is not one Parley knows`, { ...about, missing });
  }
  const why = `${does.says} (indicator ${indicator})`;
  if (does.kind === "packaged") return ascSaid(line, "packaged", `packaged: ${why}`, about);
  return does.kind === "unpaid"
    ? ascSaid(line, "not payable", `Medicare pays a surgery center nothing for it: ${why}`, about)
    : undefined;
}

/** What one line says by itself: an end, or a rate that waits for the ranking of its day. */
export function rateLine(line: AscLine, desk: AscDesk): AscLinePrice | AscRated {
  const code = line.code.trim().toUpperCase();
  if (code === "") return withoutCode(line);
  const found = findRow(desk, code);
  if (found === undefined) return absent(line, desk);
  const { row, from } = found;
  const does = ascIndicator(row.indicator);
  const about = aboutOf(desk, found, does);
  const end = endOf(line, does, about);
  if (end !== undefined || does === undefined) return end ?? absent(line, desk);
  const effect = ascEffect(tidy(line.modifiers));
  if (typeof effect === "string") {
    return ascSaid(line, "unknown", effect, { ...about, missing: "modifiers that say what a center did" });
  }
  const surgery = does.kind === "procedure";
  const units = unitsOf(line.units);
  if (units === undefined || (surgery && units.top % units.bottom !== 0n)) {
    const what = surgery ? "a whole number of procedures" : "a number";
    const more = { ...about, missing: "the units of the line" };
    return ascSaid(line, "unknown", `the units are not ${what} above zero`, more);
  }
  const rated = does.kind === "invoice" ? undefined : rateOf(row, from.year);
  const divided = surgery && (isDeviceIntensive(row.indicator) || effect.credit);
  const device = divided ? desk.devices?.part(code) : undefined;
  return { line, desk, row, does, effect, units, rate: rated?.rate, device, rateStep: rated?.step, about };
}
