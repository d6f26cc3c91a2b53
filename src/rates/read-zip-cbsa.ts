import { cbsaKey } from "#price/asc-book.ts";
import { padKey } from "#price/geography.ts";
import type { Cells } from "./cells.ts";
import { ZIP_CBSA_COLUMNS, type ZipCbsaColumn } from "./columns.ts";
import type { Findings } from "./findings.ts";

/** What HUD writes where a ZIP code lies in no CBSA, or in no division of one. */
const NONE = "99999";

const marketIn = (text: string): string | undefined => (text === "" ? NONE : cbsaKey(text));

/** The labor market of a row: the metropolitan division where it names one, which is how wage indices are keyed, else the CBSA. */
function marketOf(cells: Cells<ZipCbsaColumn>, i: number): string | undefined {
  const division = marketIn(cells.cell(i, "division"));
  return division === NONE ? marketIn(cells.cell(i, "cbsa")) : division;
}

/**
 * The ZIP codes of a crosswalk, each with every labor market it lies in: `zip, market, market`, sorted. A ZIP code that is split
 * stands there once for each of its parts; which of them a center lies in nothing here says.
 */
export function readZipCbsaRows(
  cells: Cells<ZipCbsaColumn>,
  found: Findings,
): { readonly rows: readonly string[]; readonly leftOut: number } {
  const markets = new Map<string, Set<string>>();
  let leftOut = 0;
  for (let i = 0; i < cells.count; i++) {
    if (cells.blank(i)) continue;
    const zip = padKey(cells.cell(i, "zip"), 5);
    const market = marketOf(cells, i);
    if (zip === undefined || market === undefined) {
      leftOut++;
      const { shown } = ZIP_CBSA_COLUMNS[zip === undefined ? "zip" : "cbsa"];
      found.add(
        "error",
        "book-bad-cell",
        () => cells.line(i),
        shown,
        "not a number of at most five digits: the row was left out",
      );
      continue;
    }
    const of = markets.get(zip);
    if (of === undefined) markets.set(zip, new Set([market]));
    else of.add(market);
  }
  return { rows: [...markets].map(([zip, of]) => [zip, ...[...of].sort()].join("\t")).sort(), leftOut };
}
