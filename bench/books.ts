import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { samples, samplesPresent } from "../test/samples.ts";
import { DATA } from "./inputs.ts";
import { type Job, measure, OUT, PARLEY, Wrong } from "./process.ts";
import type { Bench, Result } from "./result.ts";

/** Import of CMS's files and a list of prices, against a published table of amounts. Figures only: no target stands. */

const ORACLE = ["data", "pfs", "oracle", "pfall_2020_ohio_part.csv.gz"] as const;
const BOOKS = join(DATA, "books-2020");
const PRICE = "parley price list";
const LIST = join(DATA, "ohio-2020.csv");
const PRICED = join(OUT, "priced.csv");
/** How often the published table is repeated in the list. */
const TIMES = 10;

interface Listed {
  readonly rows: number;
  readonly cents: bigint;
}

const cents = (text: string): bigint => BigInt(Number(text).toFixed(2).replace(".", ""));

/** Writes the list to price: every row of the published table at both settings, again and again. */
function writeList(): Listed {
  const [header = "", ...rows] = gunzipSync(readFileSync(samples(...ORACLE)))
    .toString("utf8")
    .trim()
    .split(/\r?\n/);
  const at = (name: string): number => header.split(",").indexOf(name);
  const [code, modifier, nonfacility, facility] = ["hcpcs", "modifier", "nonfac_amount", "fac_amount"].map(at);
  const lines: string[] = ["id,date,code,modifiers,carrier,locality,setting,units,release"];
  let sum = 0n;
  for (let t = 0; t < TIMES; t++)
    for (const row of rows) {
      const cell = row.split(",");
      for (const [setting, amount] of [
        ["nonfacility", cell[nonfacility ?? 0]],
        ["facility", cell[facility ?? 0]],
      ] as const) {
        sum += cents(amount ?? "0");
        lines.push(`${lines.length},2020-05-01,${cell[code ?? 0]},${cell[modifier ?? 0]},15202,00,${setting},1,2020B`);
      }
    }
  mkdirSync(DATA, { recursive: true });
  writeFileSync(LIST, `${lines.join("\n")}\n`);
  return { rows: lines.length - 1, cents: sum };
}

async function checkPriced(want: Listed): Promise<void> {
  const found = { rows: -1, cents: 0n, unpriced: 0 };
  let at = -1;
  for await (const line of createInterface({ input: createReadStream(PRICED) })) {
    found.rows++;
    if (found.rows === 0) {
      at = line.split(",").indexOf("amount_uncapped");
      continue;
    }
    // No column before the amounts needs quotes.
    const amount = line.split(",")[at] ?? "";
    if (amount === "") found.unpriced++;
    else found.cents += cents(amount);
  }
  if (found.rows !== want.rows || found.unpriced > 0 || found.cents !== want.cents)
    throw new Wrong(
      `price list: ${JSON.stringify({ ...found, cents: String(found.cents) })}, not ${want.rows} rows and ${want.cents} cents`,
    );
}

const sources = [
  samples("data", "pfs", "rvu", "rvu20b_pprrvu.csv.gz"),
  samples("data", "pfs", "gpci", "rvu20b_gpci.csv"),
];

export const books: Bench = {
  name: "books",
  about: "import of one CMS release, and a list of prices against a published table",
  async run({ runs, quick }): Promise<readonly Result[]> {
    if (!samplesPresent)
      return [
        {
          bench: "books",
          about: "not run: the public sample files are not here (PARLEY_SAMPLES)",
          rows: [],
          targets: [],
          notes: [],
        },
      ];
    const list = writeList();
    const importJob: Job = {
      name: "parley books import, one release",
      args: [PARLEY, "books", "import", ...sources, "--books", BOOKS, "--json"],
      before: () => rmSync(BOOKS, { recursive: true, force: true }),
      check(file) {
        const said = JSON.parse(readFileSync(file, "utf8"));
        if (said.imported !== sources.length)
          throw new Wrong(`books import: ${said.imported} books, not ${sources.length}`);
      },
    };
    const openJob: Job = {
      name: "parley books list",
      args: [PARLEY, "books", "list", "--books", BOOKS, "--json"],
      check(file) {
        const said = JSON.parse(readFileSync(file, "utf8"));
        if (said.books.length !== sources.length) throw new Wrong(`books list: ${said.books.length} books`);
      },
    };
    const priceJob: Job = {
      name: PRICE,
      args: [PARLEY, "price", "list", "--in", LIST, "--out", PRICED, "--books", BOOKS, "--json"],
      before: () => existsSync(PRICED) && rmSync(PRICED),
      check: () => checkPriced(list),
    };
    const all = await measure([importJob, openJob, priceJob], quick ? 1 : runs);
    const lines = { count: list.rows, unit: "lines" };
    return [
      {
        bench: "books",
        about: `CMS release 2020B, and ${list.rows} lines of the amounts published for Ohio 2020`,
        rows: all.map((measured) => (measured.name === PRICE ? { measured, work: lines } : { measured })),
        targets: [],
        notes: [`Every line priced; the sum of amount_uncapped is the published ${list.cents} cents.`],
      },
    ];
  },
};
