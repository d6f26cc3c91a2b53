import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { useReveal } from "#web/kit/reveal.tsx";
import { NoPermission } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import { Benchmarks } from "./benchmarks.tsx";
import { ExpectedLookUp } from "./expected.tsx";
import { LoadBook } from "./load.tsx";
import { LookUp } from "./look-up.tsx";
import "#web/kit/chips.css";
import "./rates.css";

type Rates = Answer<"getRates">;

const ratesQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["rates", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/rates", { params: { query: { client } }, signal })),
  });

/** What a book of each kind holds. */
const KINDS: Readonly<Record<string, string>> = {
  rvu: "Physician fee schedule, relative values",
  gpci: "Physician fee schedule, cost of places",
  anes: "Anesthesia conversion factors",
  "base-units": "Anesthesia base units",
  zip: "ZIP codes to localities",
  "asc-aa": "Surgery centers, procedures (ASC Addendum AA)",
  "asc-bb": "Surgery centers, ancillary services (ASC Addendum BB)",
  "asc-ff": "Surgery centers, device parts (ASC Addendum FF)",
  "asc-wages": "Surgery centers, wage index by labor market",
  "zip-cbsa": "Surgery centers, ZIP codes to labor markets",
};

const kindName = (kind: string): string => (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? kind;

const held = ({ from, until, release }: Rates["books"][number]): string =>
  from === null
    ? `all of ${release}`
    : `${showDateOfYear(dayOf(from))} to ${until === null ? "further notice" : showDateOfYear(dayOf(until))}`;

function Hash({ of, name }: { readonly of: string; readonly name: string }) {
  const reveal = useReveal({
    label: `SHA-256 of ${name}`,
    width: 380,
    content: () => (
      <>
        <h3>SHA-256</h3>
        <p className="mono xs break mt1">{of}</p>
        <p className="xs t3 mt2">The same file gives the same number; a report names it.</p>
      </>
    ),
  });
  return (
    <button type="button" className="cite" {...reveal}>
      {of.slice(0, 10)}
    </button>
  );
}

function Books({ books }: { readonly books: Rates["books"] }) {
  return (
    <div className="rates-room">
      <table className="flush books">
        <caption className="vh">Price books loaded</caption>
        <thead>
          <tr>
            <th scope="col">Book</th>
            <th scope="col">Release</th>
            <th scope="col">Holds</th>
            <th scope="col" className="n">
              Rows
            </th>
            <th scope="col">Hash</th>
          </tr>
        </thead>
        <tbody>
          {books.map((b) => (
            <tr key={b.id}>
              <th scope="row">
                <span className="m">{kindName(b.kind)}</span>
                <span className="sub break">{b.files.join(", ")}</span>
                {b.notes.map((n) => (
                  <span key={n} className="sub k-underpaid kc">
                    {n}
                  </span>
                ))}
              </th>
              <td>{b.release}</td>
              <td>{held(b)}</td>
              <td className="n">{b.rows.toLocaleString("en-US")}</td>
              <td>
                <Hash of={b.sha256} name={b.release} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {[...new Set(books.map((b) => b.licence))].map((licence) => (
        <p key={licence} className="xs t3 mt2">
          Licence: {licence}.
        </p>
      ))}
    </div>
  );
}

function Missing({ missing }: { readonly missing: Rates["missing"] }) {
  if (missing.length === 0) return null;
  return (
    <section className="sec" aria-label="What is missing">
      <div className="h2row">
        <h2>What is missing</h2>
      </div>
      <ul className="missing">
        {missing.map((m) => (
          <li key={m.what} className="sm">
            <span className="k-fact kc">
              <Glyph name="fact" s />
            </span>
            <span className="grow">
              <span className="m">{m.what}</span>: {m.why}.<span className="sub">Get it at {m.where}.</span>
            </span>
            <span className="t3 num nowrap">
              {m.lines} {m.lines === 1 ? "line waits" : "lines wait"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN = 40;

function Coverage({ coverage }: { readonly coverage: Rates["coverage"] }) {
  if (coverage.length === 0) return null;
  const gaps = coverage.filter((c) => !c.priced);
  const rows = [...gaps, ...coverage.filter((c) => c.priced)].slice(0, SHOWN);
  return (
    <section className="sec" aria-label="Coverage of your codes">
      <div className="h2row">
        <h2>Coverage of your codes</h2>
        <span className="sm">
          {coverage.length - gaps.length} of {coverage.length} codes have a price
        </span>
      </div>
      <div className="rates-room">
        <table className="flush">
          <caption className="vh">Your codes by what was billed, those without a price first</caption>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col" className="n">
                Lines
              </th>
              <th scope="col" className="n">
                Billed
              </th>
              <th scope="col">Price</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((c) => (
              <tr key={c.code}>
                <th scope="row" className="mono">
                  {c.code}
                </th>
                <td className="n">{c.lines}</td>
                <td className="n">{showMoney(centsOf(c.billed), "sum")}</td>
                <td>
                  <span className={c.priced ? "k-paid kc" : "k-fact kc"}>
                    <Glyph name={c.priced ? "check" : "fact"} s />
                    <span className="vh">{c.priced ? "priced" : "not priced"}</span>
                  </span>{" "}
                  <span className="t2">{c.because}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {coverage.length > SHOWN && <p className="xs t3 mt2">The {SHOWN} codes that matter most are shown.</p>}
    </section>
  );
}

function Whole({ rates }: { readonly rates: Rates }) {
  const may = useMay("manage rates");
  const { books, coverage, missing } = rates;
  const priced = coverage.filter((c) => c.priced).length;
  return (
    <>
      <section className="pad" aria-label="Books">
        <p className="verdict">
          {books.length === 0
            ? "No price book is loaded, so no benchmark comes from Medicare."
            : coverage.length === 0
              ? `${books.length} ${books.length === 1 ? "book is" : "books are"} loaded.`
              : `${priced} of your ${coverage.length} codes have a Medicare price.`}
        </p>
        {books.length > 0 && (
          <div className="mt4">
            <Books books={books} />
          </div>
        )}
      </section>
      {may && <LoadBook isFirst={books.length === 0} />}
      <Missing missing={missing} />
      <LookUp canPrice={books.length > 0} />
      <ExpectedLookUp />
      <Benchmarks />
      <Coverage coverage={coverage} />
    </>
  );
}

/** Price books: which are loaded, what they cover of one's own codes, what is missing and where to get it. */
export function RatesPage() {
  const me = useMe();
  const may = useMay("see cases");
  const query = useQuery(ratesQuery(useClient()));
  return (
    <Page title="Rates">
      {me !== undefined && !may ? (
        <div className="pad">
          <NoPermission />
        </div>
      ) : (
        <Asked of={query} doing="Reading the price books.">
          {(rates) => <Whole rates={rates} />}
        </Asked>
      )}
    </Page>
  );
}
