import { formatUsd } from "#base/money.ts";
import type { Gpci, RvuRow } from "./book.ts";
import { practiceExpense } from "./fee.ts";
import { percentText } from "./modifier.ts";
import type { AnesthesiaWorking, PricedLine, Working, ZipUsed } from "./price.ts";
import type { Release } from "./release.ts";

/** One step of a price's written working: what was done, in words with its numbers, and by which source. */
export interface Step {
  readonly rule:
    | "release"
    | "place"
    | "row"
    | "fee"
    | "cap"
    | "therapy"
    | "modifier"
    | "units"
    | "anesthesia"
    | "device"
    | "rank"
    | "note";
  readonly text: string;
  readonly source?: string;
}

const written = new Map<number, string>();
/** A bound for the texts kept; relative values and indices are a few thousand different numbers. */
const MOST_WRITTEN = 20_000;

/** A whole number of the last place as a decimal: 1065 in thousandths is 1.065. */
export function decimal(n: bigint, places: number): string {
  const key = Number(n) * 8 + places;
  const known = written.get(key);
  if (known !== undefined) return known;
  const digits = n.toString().padStart(places + 1, "0");
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  if (written.size < MOST_WRITTEN && Number.isSafeInteger(key)) written.set(key, text);
  return text;
}

const rvu = (n: bigint): string => decimal(n, 2);
const index = (n: bigint): string => decimal(n, 3);

function formula(row: RvuRow, pe: bigint, malpractice: bigint, gpci: Gpci): string {
  const parts = [
    `work ${rvu(row.work)} x ${index(gpci.work)}`,
    `PE ${rvu(pe)} x ${index(gpci.pe)}`,
    `MP ${rvu(malpractice)} x ${index(gpci.malpractice)}`,
  ];
  return `(${parts.join(" + ")}) x CF ${decimal(row.conversionFactor, 4)}`;
}

function zipSteps(zip: ZipUsed | undefined): Step[] {
  if (zip === undefined) return [];
  const late = zip.current ? "" : ", not the quarter of the service: the nearest imported one";
  return [
    {
      rule: "place",
      text: `ZIP code to locality by ZIP5 ${zip.book.year} quarter ${zip.book.quarter}${late}`,
      source: `book ${zip.book.seal.id}`,
    },
  ];
}

/** Which file of the year it is: `2025D`, `2025`, or another release of the year, said so. */
function bookOf(book: { readonly year: number; readonly release?: Release }, priced: Release): string {
  const own = book.release?.id ?? `${book.year}`;
  return book.release === undefined || book.release.id === priced.id
    ? own
    : `${own}, the nearest imported of ${priced.year}`;
}

function placeSteps(w: Working): Step[] {
  const { gpci, gpciBook, book } = w;
  const steps = zipSteps(w.zip);
  steps.push({
    rule: "place",
    text: `carrier ${gpci.carrier} locality ${gpci.locality}, GPCI ${bookOf(gpciBook, book.release)}: work ${index(gpci.work)}, PE ${index(gpci.pe)}, MP ${index(gpci.malpractice)}`,
    source: `book ${gpciBook.seal.id}`,
  });
  if (gpciBook.floor === "without") {
    steps.push({
      rule: "note",
      text: "this GPCI file was published without the 1.0 floor on work; where the floor applies the amount is higher",
      source: "42 USC 1395w-4(e)(1)(E)",
    });
  }
  return steps;
}

function rowSteps(w: Working): Step[] {
  const { row, setting, book } = w;
  const component = row.modifier === "" ? "" : ` row ${row.modifier}`;
  const steps: Step[] = [
    { rule: "row", text: `${row.code}${component}, status ${row.status}, ${setting}`, source: `book ${book.seal.id}` },
  ];
  if (setting === "facility" ? row.naFacility : row.naNonFacility) {
    steps.push({
      rule: "note",
      text: `marked NA: rarely done in this setting, so the row carries the other setting's practice expense`,
    });
  }
  if (row.status === "T")
    steps.push({ rule: "note", text: "status T: paid only when nothing else payable was billed that day" });
  if (row.status === "R") steps.push({ rule: "note", text: "status R: restricted coverage" });
  return steps;
}

function amountSteps(w: Working): Step[] {
  const { row, gpci, setting, fee, cap, therapy } = w;
  const pe = practiceExpense(row, setting);
  const steps: Step[] = [
    {
      rule: "fee",
      text: `${formula(row, pe, row.malpractice, gpci)} = ${formatUsd(fee)}, rounded once, half up`,
      source: "42 USC 1395w-4(b)(1)",
    },
  ];
  if (cap !== undefined) {
    const oppsPe = setting === "facility" ? row.oppsPeFacility : row.oppsPeNonFacility;
    const verdict = cap < fee ? "lower, so it caps the amount" : "not lower, so the fee stands";
    steps.push({
      rule: "cap",
      text: `OPPS cap ${formula(row, oppsPe, row.oppsMalpractice, gpci)} = ${formatUsd(cap)}: ${verdict}`,
      source: "42 USC 1395w-4(b)(4)",
    });
  }
  if (therapy !== undefined) {
    steps.push({
      rule: "therapy",
      text: `with practice expense halved, for all but the day's dearest therapy unit: ${formatUsd(therapy)}`,
      source: "42 USC 1395w-4(b)(7)",
    });
  }
  return steps;
}

function modifierSteps(effects: Working["effects"]): Step[] {
  return effects.map((e) =>
    e.does === "percent"
      ? { rule: "modifier", text: `${e.says}: ${percentText(e.ratio)}`, source: e.source }
      : { rule: "note", text: e.says, source: e.source },
  );
}

function anesthesiaSteps(line: PricedLine, w: AnesthesiaWorking): readonly Step[] {
  const { book, row, anesBook, baseBook } = w;
  const factor = decimal(w.factor, 2);
  const from = baseBook.year === book.release.year ? "" : `, as no base-unit file of ${book.release.year} is imported`;
  const total = decimal(w.totalTenths, 1);
  const percent = w.effects.find((e) => e.does === "percent");
  const times = percent?.does === "percent" ? ` x ${percentText(percent.ratio)}` : "";
  const time: Step = {
    rule: "anesthesia",
    text: `${line.units} minutes / 15 = ${decimal(w.timeTenths, 1)} time units, to one decimal`,
    source: "Medicare Claims Processing Manual, chapter 12, section 50",
  };
  const count = w.supervised ? total : `(${w.baseUnits} base + ${decimal(w.timeTenths, 1)} time)`;
  return [
    { rule: "release", text: w.releaseChosen, source: `book ${book.seal.id}` },
    ...zipSteps(w.zip),
    {
      rule: "place",
      text: `carrier ${w.carrier} locality ${w.locality}, anesthesia factor ${bookOf(anesBook, book.release)}: ${factor} a unit`,
      source: `book ${anesBook.seal.id}`,
    },
    { rule: "row", text: `${row.code}, status ${row.status}, anesthesia`, source: `book ${book.seal.id}` },
    ...(w.supervised
      ? []
      : [
          {
            rule: "anesthesia",
            text: `${w.baseUnits} base units by the file of ${baseBook.year}${from}`,
            source: `book ${baseBook.seal.id}`,
          } as const,
          time,
        ]),
    ...modifierSteps(w.effects),
    {
      rule: "anesthesia",
      text: `${count} units x ${factor}${times} = ${formatUsd(line.amount)}, rounded once, half up`,
      source: "42 CFR 414.46",
    },
  ];
}

/** The written working of a price, in the order it was done. Every number in it is in `working`. */
export function explain(line: PricedLine): readonly Step[] {
  const w = line.working;
  if (w.method === "anesthesia") return anesthesiaSteps(line, w);
  const steps: Step[] = [{ rule: "release", text: w.releaseChosen, source: `book ${w.book.seal.id}` }];
  steps.push(...placeSteps(w), ...rowSteps(w), ...amountSteps(w), ...modifierSteps(w.effects));
  if (w.effects.some((e) => e.does === "percent")) {
    steps.push({ rule: "modifier", text: `one unit after modifiers, rounded once: ${formatUsd(w.unit.amount)}` });
  }
  if (line.units !== "1") {
    steps.push({
      rule: "units",
      text: `${formatUsd(w.unit.amount)} a unit, ${line.units} units: ${formatUsd(line.amount)}`,
    });
  }
  return steps;
}

/** The working on one line, for a cell of a spreadsheet. */
export function workingText(line: PricedLine): string {
  let text = "";
  for (const s of explain(line)) text += text === "" ? s.text : `; ${s.text}`;
  return text;
}
