import { placeText } from "#base/problem.ts";
import type { ClaimEvaluation, LineEvaluation, RightView } from "#case/evaluation.ts";
import { earliestOf } from "#case/law-view.ts";
import type { MoneyMap } from "#case/money-map.ts";
import { channelName } from "./words.ts";
import { type CellValue, newWorkbook, type Sheet, type SheetColumn } from "./xlsx.ts";

/**
 * The money map as a workbook that a biller sorts and filters: a row a line, a row a claim, and what surrounds them.
 * Claims are added one at a time and nothing of them is kept. It holds no patient data: an evaluation has none.
 */
export interface MapWorkbook {
  add(claim: ClaimEvaluation): void;
  /** Fills the sheets that need the finished map and writes the file, whole or not at all. */
  save(map: MoneyMap, path: string): void;
}

const text = (title: string, width: number): SheetColumn => ({ title, kind: "text", width });
const long = (title: string, width: number): SheetColumn => ({ title, kind: "long", width });
const money = (title: string): SheetColumn => ({ title, kind: "money", width: 13 });
const number = (title: string, width = 9): SheetColumn => ({ title, kind: "number", width });
const date = (title: string): SheetColumn => ({ title, kind: "day", width: 12 });

const RIGHT_COLUMNS: readonly SheetColumn[] = [
  text("Next right", 30),
  date("First safe day"),
  date("Last safe day"),
  number("Business days left", 11),
  text("Start assumed", 9),
  text("Authority", 26),
];

/** The right that ends first, as cells; rights whose days are unknown leave the days empty. */
function rightCells(rights: readonly RightView[]): readonly CellValue[] {
  const right = earliestOf(rights) ?? rights[0];
  if (right === undefined) return [];
  return [right.label, right.safe?.[0], right.safe?.[1], right.daysLeft, right.assumed ? "yes" : "", right.cite];
}

const because = (reasons: readonly { readonly text: string; readonly source?: string }[]): string =>
  reasons.map((b) => (b.source === undefined ? b.text : `${b.text} (${b.source})`)).join("; ");

const CLAIM_COLUMNS: readonly SheetColumn[] = [
  text("Claim", 18),
  text("Payer", 28),
  text("State", 7),
  date("Date of service"),
  text("Class", 14),
  text("Payment", 12),
  text("Flags", 20),
  money("Billed"),
  money("Allowed"),
  money("Paid"),
  money("Patient"),
  money("Benchmark"),
  money("Stake"),
  money("Lost if untouched"),
  text("Channel", 28),
  ...RIGHT_COLUMNS,
  text("Missing facts", 24),
  text("Match", 30),
  text("Read from", 40),
];

const claimCells = (c: ClaimEvaluation): readonly CellValue[] => [
  c.claim,
  c.payer,
  c.state,
  c.dateOfService,
  c.class,
  c.payment,
  c.flags.join(", "),
  c.billed,
  c.allowed,
  c.paid,
  c.patient,
  c.benchmark,
  c.stake,
  c.loss,
  channelName(c.channel.verdict),
  ...padded(rightCells(c.rights)),
  c.channel.missing.join(", "),
  c.match,
  c.sources.join("; "),
];

/** Cells of a claim or line without any right still take their columns. */
const padded = (cells: readonly CellValue[]): readonly CellValue[] => RIGHT_COLUMNS.map((_, i) => cells[i]);

const LINE_COLUMNS: readonly SheetColumn[] = [
  text("Claim", 18),
  text("Payer", 28),
  text("State", 7),
  number("Line", 6),
  date("Date of service"),
  text("Code", 8),
  text("Modifiers", 10),
  number("Units", 7),
  text("Class", 14),
  text("Payment", 12),
  text("Rights", 12),
  text("Flags", 20),
  money("Billed"),
  money("Allowed"),
  text("Allowed from", 14),
  money("Paid"),
  money("Patient"),
  money("Benchmark"),
  text("Benchmark from", 30),
  money("Stake"),
  money("Lost if untouched"),
  text("Loss worked out", 34),
  text("Channel", 28),
  ...RIGHT_COLUMNS,
  text("Reason codes", 18),
  text("Reasons in words", 40),
  text("Matched", 12),
  text("Why", 50),
];

const lineCells = (c: ClaimEvaluation, l: LineEvaluation): readonly CellValue[] => [
  c.claim,
  c.payer,
  c.state,
  l.number,
  l.date,
  l.code,
  l.modifiers.join(" "),
  l.units,
  l.class,
  l.payment,
  l.rightsState,
  l.flags.join(", "),
  l.billed,
  l.allowed,
  l.allowedFrom,
  l.paid,
  l.patient,
  l.benchmark?.amount,
  l.benchmark?.working,
  l.stake,
  l.loss?.amount,
  l.loss?.working,
  channelName(l.channel.verdict),
  ...padded(rightCells(l.rights)),
  l.codes.join(" "),
  l.reasons.join("; "),
  l.how,
  because(l.because),
];

function fillRest(
  map: MoneyMap,
  sheets: Readonly<Record<"questions" | "leftOut" | "files" | "assumptions", Sheet>>,
): void {
  for (const q of map.questions)
    sheets.questions.row([
      q.dollars,
      q.lines,
      q.claims,
      q.question,
      q.about,
      q.scope,
      q.key,
      q.fact,
      q.values.join(" | "),
    ]);
  for (const l of map.leftOut) sheets.leftOut.row([l.what, l.because, l.claims, l.billed]);
  for (const f of map.files) {
    const { as, claims, remittances, lines } = f.read;
    if (f.problems.length === 0) sheets.files.row([f.file, as, claims, remittances, lines]);
    for (const p of f.problems)
      sheets.files.row([f.file, as, claims, remittances, lines, p.severity, placeText(p.at), p.message, p.code]);
  }
  sheets.assumptions.row([`The map is drawn as of ${map.asOf}.`]);
  for (const a of map.assumptions) sheets.assumptions.row([a]);
}

/** @param rowsMax for tests only: rows a sheet holds before the list goes on in the next sheet. */
export function mapWorkbook(rowsMax?: number): MapWorkbook {
  const book = newWorkbook(rowsMax);
  const first = book.sheet("Do first", [number("#", 5), ...CLAIM_COLUMNS]);
  const lines = book.sheet("Lines", LINE_COLUMNS);
  const claims = book.sheet("Claims", CLAIM_COLUMNS);
  const questions = book.sheet("Questions", [
    money("Dollars it decides"),
    number("Lines"),
    number("Claims"),
    long("Question", 50),
    text("About", 30),
    text("scope", 9),
    text("key", 28),
    text("fact", 24),
    text("Answers", 40),
  ]);
  const leftOut = book.sheet("Left out", [text("What", 36), long("Why", 60), number("Claims"), money("Billed")]);
  const files = book.sheet("Files & problems", [
    text("File", 40),
    text("Read as", 20),
    number("Claims"),
    number("Remittances", 12),
    number("Lines"),
    text("Severity", 10),
    text("Where", 44),
    long("What and what to do", 70),
    text("Problem", 22),
  ]);
  const assumptions = book.sheet("Assumptions", [long("What is assumed", 110)]);
  return {
    add(claim) {
      claims.row(claimCells(claim));
      for (const line of claim.lines) lines.row(lineCells(claim, line));
    },
    save(map, path) {
      for (const [i, claim] of map.first.entries()) first.row([i + 1, ...claimCells(claim)]);
      fillRest(map, { questions, leftOut, files, assumptions });
      book.save(path);
    },
  };
}
