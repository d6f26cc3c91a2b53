import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { showTight } from "./ladder-words.ts";
import type { Offer } from "./negotiation-data.ts";
import { termsSaid } from "./terms-said.ts";

const STATES: Readonly<Record<Offer["state"], string>> = {
  standing: "It stands",
  withdrawn: "Taken back",
  expired: "Expired",
  rejected: "Refused",
  accepted: "Accepted",
  agreed: "Agreed",
};

function rowsOf(of: Offer): readonly (readonly [string, string])[] {
  const terms = termsSaid(of.terms);
  const day = (text: string) => showDateOfYear(dayOf(text));
  const percent = of.step === null ? "" : ` (${of.step.percent > 0 ? "+" : ""}${Math.round(of.step.percent)}%)`;
  return [
    ["Made", `${day(of.made)} by ${of.way}`],
    ["Written down by", of.by],
    ["From", of.source ?? (of.guarded ? "made in Parley, past its guardrails" : "logged by hand")],
    ["State", of.expires === null ? STATES[of.state] : `${STATES[of.state]}; holds until ${day(of.expires)}`],
    ["Step", of.step === null ? "the first of this side" : `${showTight(centsOf(of.step.amount))}${percent}`],
    ["Terms", terms === "" ? "none beside the amount" : terms],
    ...(of.saidFinal ? [["Said", "that it is final"] as const] : []),
    ...(of.waives.length === 0 ? [] : [["Accepting gives up", of.waives.map((w) => w.label).join("; ")] as const]),
    ...(of.reasons.length === 0 ? [] : [["Reasons sent", of.reasons.join(", ")] as const]),
  ];
}

/** All that is known of one offer: who said it, how, on which terms, and what it is worth with them. */
export function OfferSaid({ of }: { readonly of: Offer }) {
  return (
    <>
      <h3>
        {of.from === "us" ? "We asked" : "The plan offered"} {showTight(centsOf(of.amount))}
      </h3>
      <dl className="mt2">
        {rowsOf(of).map(([name, text]) => (
          <div className="dl-row" key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {of.termsWorth.length > 0 && (
        <div className="formula num">
          {of.worth !== null && <p className="m">Worth {showTight(centsOf(of.worth))} with its terms</p>}
          <ul>
            {of.termsWorth.map((t) => (
              <li key={t.term} className="row between">
                <span>
                  {t.label} <span className="t3">{t.source}</span>
                </span>
                <span className="nowrap">{t.dollars === null ? "not known" : showTight(centsOf(t.dollars))}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
