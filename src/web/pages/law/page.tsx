import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Label } from "#web/kit/said.tsx";
import { Empty } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { useKeys } from "#web/shell/keys.ts";
import { Page } from "#web/shell/page.tsx";
import { heldWords, lawQuery, narrow, type Rule } from "./law-data.ts";
import type { LawSearch } from "./route.ts";
import { Cites, Confidence, RuleOpened } from "./rule.tsx";
import "./law.css";

const route = getRouteApi("/frame/law");

const KINDS: Readonly<Record<Rule["kind"], string>> = {
  channel: "channel",
  deadline: "deadline",
  fee: "fee",
  statute: "statute",
};

const jurisdictionName = (j: string): string => (j === "US" ? "Federal" : j);

function Row({
  rule,
  open,
  toggle,
  asOf,
}: {
  readonly rule: Rule;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly asOf: string | undefined;
}) {
  return (
    <>
      <tr className={open ? "is-open" : undefined}>
        <th scope="row">
          <button type="button" className="rule-name" aria-expanded={open} onClick={toggle}>
            <Glyph name={open ? "down" : "right"} s />
            <span className="m">{rule.title}</span>
          </button>
          <span className="sub rule-kind">
            {jurisdictionName(rule.jurisdiction)}, <Label>{KINDS[rule.kind]}</Label>
          </span>
        </th>
        <td>
          <Label>{rule.value}</Label>
        </td>
        <td>
          {heldWords(rule)}
          <span className="sub">keyed by {rule.keyedBy}</span>
        </td>
        <td>
          <Confidence of={rule.confidence} />
        </td>
        <td>
          <Cites of={rule.cites.slice(0, 2)} />
        </td>
        <td className="n">{rule.openCases === 0 ? <span className="t3">none</span> : rule.openCases}</td>
      </tr>
      {open && (
        <tr className="opened">
          <td colSpan={6}>
            <RuleOpened rule={rule.id} asOf={asOf} />
          </td>
        </tr>
      )}
    </>
  );
}

function Table({
  rows,
  open,
  toggle,
  asOf,
}: {
  readonly rows: readonly Rule[];
  readonly open: string | undefined;
  readonly toggle: (id: string) => void;
  readonly asOf: string | undefined;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="law-room" tabIndex={0} aria-label="Rules">
      <table className="edge law">
        <caption className="vh">Rules and their values</caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Value</th>
            <th scope="col">Holds</th>
            <th scope="col">Confidence, checked</th>
            <th scope="col">Source</th>
            <th scope="col" className="n">
              Open cases
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <Row
              key={`${r.id} ${r.from ?? ""} ${r.value}`}
              rule={r}
              open={r.id === open}
              toggle={() => toggle(r.id)}
              asOf={asOf}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Filters({
  rows,
  search,
  put,
}: {
  readonly rows: readonly Rule[];
  readonly search: LawSearch;
  readonly put: (change: Partial<LawSearch>) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useKeys({ filter: () => box.current?.querySelector("input")?.focus() });
  const places = [...new Set(rows.map((r) => r.jurisdiction))].sort((a, b) =>
    a === "US" ? -1 : b === "US" ? 1 : a.localeCompare(b),
  );
  const today = useMe()?.today;
  return (
    <div className="law-filters" ref={box}>
      <TextField
        label="Search"
        type="search"
        placeholder="notice, QPA, 149.510"
        value={search.q ?? ""}
        onChange={(event) => put({ q: event.target.value })}
      />
      <SelectField
        label="Jurisdiction"
        value={search.of ?? ""}
        onChange={(event) => put({ of: event.target.value })}
        options={[{ value: "", name: "All" }, ...places.map((p) => ({ value: p, name: jurisdictionName(p) }))]}
      />
      <TextField
        label="As of"
        type="date"
        value={search.asOf ?? today ?? ""}
        onChange={(event) => put({ asOf: event.target.value === today ? "" : event.target.value })}
      />
    </div>
  );
}

/** The law Parley decides by, as it stood on any day, each rule with its source, its examples and its former values. */
export function LawPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(lawQuery(search.asOf));
  const put = (change: Partial<LawSearch>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, v]) => v !== undefined && v !== "");
    void navigate({ to: "/law", search: Object.fromEntries(next), replace: true, resetScroll: false });
  };
  return (
    <Page title="Law register">
      <Asked of={query} doing="Reading the register.">
        {({ asOf, rows }) => {
          const shown = narrow(rows, search.q ?? "", search.of);
          return (
            <>
              <div className="pad law-head">
                <p className="verdict" role="status">
                  {shown.length} {shown.length === 1 ? "rule as it" : "rules as they"} stood on{" "}
                  {showDateOfYear(dayOf(asOf))}.
                </p>
                {search.asOf !== undefined && (
                  <p className="sm k-expiring kc mt1">
                    <Glyph name="clock" s /> You read another day than today. Cases are decided as of today.{" "}
                    <Button size="small" kind="quiet" onClick={() => put({ asOf: "" })}>
                      Back to today
                    </Button>
                  </p>
                )}
                <Filters rows={rows} search={search} put={put} />
              </div>
              {shown.length === 0 ? (
                <div className="pad">
                  <Empty says="No rule has these words." more="Try a citation, a state, or one word of the act.">
                    <Button onClick={() => put({ q: "", of: "" })}>Show all</Button>
                  </Empty>
                </div>
              ) : (
                <Table
                  rows={shown}
                  open={search.rule}
                  toggle={(id) => put({ rule: id === search.rule ? "" : id })}
                  asOf={search.asOf}
                />
              )}
            </>
          );
        }}
      </Asked>
    </Page>
  );
}
