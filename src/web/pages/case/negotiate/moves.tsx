import type { ReactNode } from "react";
import { centsOf, centsOrNull } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Money, NotKnown, type Source } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { datesSaid, sentenceOf } from "#web/pages/case/fact-words.ts";
import { sayChance, sayDays } from "#web/pages/case/plan-said.ts";
import { showStep } from "./ladder-words.ts";
import type { Card } from "./negotiation-data.ts";

/** Three or four moves side by side: what each brings, how likely, when, at what cost, and what it needs. */

const estimate = (text: string): string => showMoney(centsOf(text), "estimate");

const sourceOf = (card: Card): Source => ({
  of: `${card.label}, net on average`,
  from: datesSaid(card.why),
  ...(card.low === null || card.high === null
    ? {}
    : { checked: `80 in 100 between ${estimate(card.low)} and ${estimate(card.high)}` }),
  ...(card.reasons.length === 0
    ? {}
    : {
        formula: (
          <ul>
            {card.reasons.slice(0, 6).map((r) => (
              <li key={r.id} className="row between">
                <span>{datesSaid(r.text)}</span>
                <span className="num nowrap">{showStep(centsOf(r.effect))}</span>
              </li>
            ))}
          </ul>
        ),
      }),
});

const CHANCES = {
  accept: "Chance",
  counter: "Chance to settle",
  escalate: "Chance to win",
  wait: "Chance to settle or win",
} as const;

function Reasons({ card }: { readonly card: Card }) {
  if (card.reasons.length === 0) return null;
  return (
    <details className="reasons">
      <summary>
        Reasons <span className="t3">{card.reasons.length}</span>
      </summary>
      <ul className="sm reason-list">
        {card.reasons.map((r) => (
          <li key={r.id}>
            <span className="grow">
              {datesSaid(r.text)}
              <span className="sub">
                {r.prior && <>assumed; </>}
                {r.source}
              </span>
            </span>
            <span className="num nowrap m">{showStep(centsOf(r.effect))}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Flips({ card }: { readonly card: Card }) {
  if (card.flips.length === 0) return null;
  return (
    <details className="reasons">
      <summary>What would change it</summary>
      <ul className="sm t2 dotted">
        {card.flips.map((f) => (
          <li key={f}>{datesSaid(f)}</li>
        ))}
      </ul>
    </details>
  );
}

function Needs({ card }: { readonly card: Card }) {
  if (card.needs.length === 0) return null;
  return (
    <ul className="xs t2 mt2 needs">
      {card.needs.map((need) => (
        <li key={`${need.guard} ${need.says}`} className="row top">
          <Glyph name={need.liftedBy === null ? "denied" : "lock"} s />
          <span>
            {sentenceOf(need.says)}
            {need.liftedBy === null ? "" : " Needs a second person."}
          </span>
        </li>
      ))}
    </ul>
  );
}

export interface MoveButton {
  readonly name: string;
  readonly run: () => void;
}

function MoveCard({ card, button }: { readonly card: Card; readonly button: MoveButton | undefined }) {
  const value = centsOrNull(card.value);
  const rows: readonly (readonly [string, string])[] = [
    [CHANCES[card.move], sayChance(card.chance)],
    ["Days to cash", sayDays(card.days)],
    ...(centsOf(card.fees) === 0n ? [] : [["Fees", showMoney(centsOf(card.fees), "exact")] as const]),
    ["Staff time", `${card.minutes} min`],
  ];
  const interval = card.low === null || card.high === null || card.low === card.high;
  return (
    <section className={card.suggested ? "neg-move best" : "neg-move"} aria-label={card.label}>
      <div className="row between move-head">
        <h3>{card.label}</h3>
        {card.suggested && <span className="tag plain k-ink">Suggested</span>}
      </div>
      <p className="figure">
        {value === null ? <NotKnown /> : <Money cents={value} source={sourceOf(card)} state="modelled" />}
        {value !== null && <span className="sub">net on average</span>}
      </p>
      <div>
        <p className="xs t2">{sentenceOf(card.why)}</p>
        {!interval && (
          <p className="sub">
            80 in 100 between {estimate(card.low ?? "0.00")} and {estimate(card.high ?? "0.00")}
          </p>
        )}
      </div>
      <dl className="facts-list mt3">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{text}</dd>
          </div>
        ))}
      </dl>
      <div className="mt3">
        {button !== undefined && (
          <Button kind={card.suggested ? "primary" : "plain"} onClick={button.run}>
            {button.name}
          </Button>
        )}
      </div>
      <div>
        <Needs card={card} />
      </div>
      <div className="move-more">
        <Reasons card={card} />
        <Flips card={card} />
      </div>
    </section>
  );
}

/** The moves in the order the server gives them; `buttonOf` says what each may do here and now. */
export function Moves({
  cards,
  buttonOf,
  children,
}: {
  readonly cards: readonly Card[];
  readonly buttonOf: (card: Card) => MoveButton | undefined;
  readonly children?: ReactNode;
}) {
  if (cards.length === 0) return <>{children}</>;
  return (
    <div className="neg-moves">
      {cards.map((card) => (
        <MoveCard key={card.move} card={card} button={buttonOf(card)} />
      ))}
    </div>
  );
}
