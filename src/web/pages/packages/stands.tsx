import { centsOf } from "#web/data/wire.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { exact, type Sheet } from "./sheet.tsx";

/** What stands in the way of saying or taking it, each guardrail once with the cases it is about. */
export function InTheWay({ sheet, what }: { readonly sheet: Sheet; readonly what: string }) {
  if (sheet.refused.length === 0) return null;
  return (
    <section aria-label={`What stands in the way of ${what}`} className="pk-way">
      <p className="sm m">Stands in the way of {what}</p>
      <ul className="rows sm">
        {sheet.refused.map((r) => (
          <li key={`${r.guard} ${r.says}`}>
            <span className={r.liftedBy === null ? "k-denied kc" : "k-underpaid kc"}>
              <Glyph name={r.liftedBy === null ? "denied" : "lock"} s /> {r.guard}: {r.says}
            </span>
            {r.cases.length > 0 && r.cases.length < sheet.cases.length && (
              <span className="sub mono">{r.cases.join(", ")}</span>
            )}
            {r.liftedBy !== null && <span className="sub">A second person may allow it.</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether only a second person's word is missing. */
export const isAskable = (sheet: Sheet | undefined): boolean =>
  sheet !== undefined && sheet.refused.length > 0 && sheet.refused.every((r) => r.liftedBy !== null);

type Worth = NonNullable<Sheet["worth"]>;

/** The amount with each term in dollars and where they come from; what nobody knows says what is missing. */
export function TermsWorth({ worth }: { readonly worth: Worth | null }) {
  if (worth === null) return null;
  return (
    <details className="pk-terms">
      <summary className="sm">
        Worth <b className="num">{exact(worth.worth)}</b> with its terms, in today's money
      </summary>
      <ul className="rows sm">
        {worth.terms.map((t) => (
          <li key={t.term}>
            {t.label}:{" "}
            <b className="num">{t.dollars === null ? "not known" : showMoney(centsOf(t.dollars), "exact")}</b>
            <span className="sub">{t.source}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
