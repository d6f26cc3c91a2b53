import { Link } from "@tanstack/react-router";
import type { Answer } from "#web/data/paths.ts";
import { centsOf } from "#web/data/wire.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";

export type Sheet = Answer<"weighPackage">;

export const exact = (amount: string | null): string =>
  amount === null ? "not known" : showMoney(centsOf(amount), "exact");

/** How the amount falls on every line: beside its charge, its floor, and what it was split by. */
export function SheetTable({ sheet }: { readonly sheet: Sheet }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="pad pk-room" tabIndex={0} aria-label="The split, line by line">
      <table className="flush">
        <caption className="vh">The split, line by line</caption>
        <thead>
          <tr>
            <th scope="col">Case and line</th>
            <th scope="col">Code</th>
            <th scope="col" className="n">
              Billed
            </th>
            <th scope="col" className="n">
              <Said word="allowed">Allowed</Said>
            </th>
            <th scope="col" className="n">
              <Said word="fair value">Fair value</Said>
            </th>
            <th scope="col" className="n">
              <Said word="floor">Floor</Said>
            </th>
            <th scope="col" className="n">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {sheet.cases.flatMap((c) =>
            c.lines.map((l) => (
              <tr key={`${c.case} ${l.line}`}>
                <th scope="row">
                  <Link to="/cases/$case" params={{ case: c.case }} className="m mono">
                    {c.number}
                  </Link>
                  <span className="sub">line {l.line}</span>
                </th>
                <td>
                  <span className="mono">{l.code}</span>
                  <span className="sub">{l.service}</span>
                </td>
                <td className="n">{exact(l.billed)}</td>
                <td className="n">{exact(l.allowed)}</td>
                <td className="n">{exact(l.fair)}</td>
                <td className="n">{exact(l.floor)}</td>
                <td className="n">
                  <b>{l.share === null ? "" : exact(l.share)}</b>
                  {l.belowFloor && (
                    <span className="sub k-denied kc">
                      <Glyph name="warn" s /> below its floor
                    </span>
                  )}
                  {l.atCharge && <span className="sub t3">all of its charge</span>}
                </td>
              </tr>
            )),
          )}
        </tbody>
        {sheet.amount !== null && sheet.fault === null && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={6}>
                Total, the patients' share counted in
              </th>
              <td className="n">
                <b>{exact(sheet.amount)}</b>
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
