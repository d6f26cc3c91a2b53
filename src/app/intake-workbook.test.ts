import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sheetByHand } from "#test/sheet-by-hand.ts";
import { openIntake } from "./intake.ts";

/** A claim list is one thing, whether it comes as CSV or as the workbook it was saved from. */

const root = mkdtempSync(join(tmpdir(), "parley-list-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CSV = `Account,DOS,CPT,Billed,Allowed,Paid,Payer,Zip
A-1,2026-01-30,99213,250.10,80.05,80.05,Example Health,07030
A-1,2026-01-30,J1100,20.00,,,Example Health,07030
A-2,2026-02-02,99214,300.00,0.00,0.00,Example Health,07030
`;

const COLUMNS = ["inlineStr", "day", "n", "n", "n", "n", "s", "zip"] as const;
const SERIAL: Readonly<Record<string, number>> = { "2026-01-30": 46052, "2026-02-02": 46055 };

function cell(value: string, column: number): string {
  const kind = COLUMNS[column] ?? "n";
  if (value === "") return "<c/>";
  if (kind === "day" && SERIAL[value] !== undefined) return `<c s="1"><v>${SERIAL[value]}</v></c>`;
  if (kind === "zip" && /^\d/.test(value)) return `<c s="2"><v>${Number(value)}</v></c>`;
  if (kind === "s" && value === "Example Health") return '<c t="s"><v>0</v></c>';
  if (kind === "n" && /^\d/.test(value)) return `<c s="${value.includes(".") ? 3 : 0}"><v>${Number(value)}</v></c>`;
  return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
}

const WORKBOOK = sheetByHand({
  rows: CSV.trim()
    .split("\n")
    .map((line, i) => `<row r="${i + 1}">${line.split(",").map(cell).join("")}</row>`)
    .join(""),
  texts: ["<t>Example Health</t>"],
  formats: [0, 14, "00000", "#,##0.00"],
});

async function claimsOf(folder: string, files: Readonly<Record<string, string | Uint8Array>>) {
  const path = join(root, folder);
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  const intake = await openIntake([path], { home: join(root, "home") });
  const text = JSON.stringify(
    [...intake.matched()],
    (key, value: unknown) => (key === "file" ? "list" : typeof value === "bigint" ? String(value) : value),
    1,
  );
  const reports = intake.files.map((f) => [f.kind, f.read.claims, f.read.lines, f.problems.map((p) => p.code)]);
  intake.close();
  return { text, files: reports };
}

test("the same claims and lines as its CSV", async () => {
  const csv = await claimsOf("csv", { "list.csv": CSV });
  expect(csv.files).toEqual([["claim list", 2, 5, []]]);
  expect(await claimsOf("xlsx", { "list.xlsx": WORKBOOK })).toEqual(csv);
});

test("a mapping that lies beside it is used, and remembered for its header", async () => {
  const mapping = JSON.stringify({ columns: { claim: "Ref", date: "When", code: "What", charge: "Sum" } });
  const rows = ["Ref,When,What,Sum", "A-1,2026-01-30,99213,250.10"];
  const workbook = sheetByHand({
    rows: rows.map((r) => `<row>${r.split(",").map(cell).join("")}</row>`).join(""),
    formats: [0, 14, "00000", "#,##0.00"],
  });
  expect((await claimsOf("mapped", { "list.xlsx": workbook, "columns.json": mapping })).files).toEqual([
    ["column mapping", 0, 0, []],
    ["claim list", 1, 1, []],
  ]);
  expect((await claimsOf("again", { "list.xlsx": workbook })).files).toEqual([["claim list", 1, 1, []]]);
});

test("a Problem names the row that a person sees", async () => {
  const rows = `<row r="1">${["claim", "date", "code", "charge"].map(cell).join("")}</row><row r="7">${["A-1", "x", "99213", "250.10"].map(cell).join("")}</row>`;
  const path = join(root, "bad");
  mkdirSync(path);
  writeFileSync(join(path, "list.xlsx"), sheetByHand({ rows, formats: [0, 14, "0", "0.00"] }));
  const intake = await openIntake([path], { home: join(root, "home") });
  expect(intake.files.flatMap((f) => f.problems.map((p) => [p.code, p.at.line, p.at.column]))).toEqual([
    ["list-date", 7, "date"],
  ]);
  intake.close();
});
