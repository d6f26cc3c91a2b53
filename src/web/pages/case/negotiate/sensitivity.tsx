import { type KeyboardEvent, useId, useState } from "react";
import { centsOf, centsOrNull } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { datesSaid } from "#web/pages/case/fact-words.ts";
import type { Card, Negotiation } from "./negotiation-data.ts";
import { MOVE_WORDS, nearestStep, type Point, pointSaid, sayShare, turnsSaid, WEIGHED } from "./sensitivity-words.ts";
import "./sensitivity.css";

type Sensitivity = NonNullable<Negotiation["sensitivity"]>;

const NAMES = { accept: "Accept", counter: "Counter", escalate: "Escalate", wait: "Wait" } as const;

const pointOf = (step: Sensitivity["steps"][number]): Point => ({
  at: step.at,
  accept: centsOf(step.accept),
  counter: centsOrNull(step.counter),
  escalate: centsOrNull(step.escalate),
  wait: centsOrNull(step.wait),
  move: step.move,
});

/** Where nothing was moved the values are those of the cards: the same figure is never shown as two. */
function pointNow(of: Sensitivity, cards: readonly Card[]): Point | undefined {
  const step = of.steps[nearestStep(of.steps, of.now)];
  if (step === undefined) return undefined;
  const brings = (move: Card["move"]) => centsOrNull(cards.find((c) => c.move === move)?.value ?? null);
  return {
    ...{ at: of.now, accept: brings("accept"), counter: brings("counter"), escalate: brings("escalate") },
    ...{ wait: brings("wait"), move: cards.find((c) => c.suggested)?.move },
  };
}

const KEYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

function Slider({
  of,
  point,
  put,
  label,
}: {
  readonly of: Sensitivity;
  readonly point: Point;
  readonly put: (step: number) => void;
  readonly label: string;
}) {
  const { steps, low, high, turns, now } = of;
  const share = (value: number) => Math.max(0, Math.min(1, (value - low) / (high - low || 1)));
  const step = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    put(Math.max(0, Math.min(steps.length - 1, nearestStep(steps, point.at) + by)));
  };
  return (
    <div className="sens">
      <input
        type="range"
        aria-labelledby={label}
        min={low}
        max={high}
        step="any"
        value={point.at}
        aria-valuetext={`${sayShare(point.at)}: ${pointSaid(point)}`}
        onKeyDown={step}
        onChange={(e) => put(nearestStep(steps, Number(e.target.value)))}
      />
      <div className="sens-marks" aria-hidden="true">
        <i className="now" style={{ left: `${share(now) * 100}%` }} />
        {turns.map((t) => (
          <i key={`${t.at} ${t.to}`} className="turn" style={{ left: `${share(t.at) * 100}%` }} />
        ))}
      </div>
    </div>
  );
}

function Values({ point, home }: { readonly point: Point; readonly home: (() => void) | undefined }) {
  const best = point.move;
  return (
    <div className="row wrap sens-values">
      <dl>
        {WEIGHED.map((move) => {
          const value = point[move];
          return (
            <div key={move} className={move === best ? "row best" : "row"}>
              <dt>{NAMES[move]}</dt>
              <dd className="num">{value === null ? "not open" : showMoney(value, "estimate")}</dd>
            </div>
          );
        })}
      </dl>
      <span className="row t3">
        {best !== undefined && <span>{`${MOVE_WORDS[best] ?? best} is advised here`}</span>}
        {home !== undefined && (
          <Button size="small" kind="quiet" onClick={home}>
            Back to now
          </Button>
        )}
      </span>
    </div>
  );
}

/** One assumption moved by hand: what each move brings there, and where the advice turns. Figures come from the server. */
export function SensitivitySection({ of, cards }: { readonly of: Sensitivity; readonly cards: readonly Card[] }) {
  const label = useId();
  const [moved, put] = useState<number>();
  const step = moved === undefined ? undefined : of.steps[moved];
  const point = step === undefined ? pointNow(of, cards) : pointOf(step);
  if (point === undefined) return null;
  return (
    <section className="sec" aria-label="What would change the advice">
      <div className="h2row">
        <h2>What would change the advice</h2>
        <span className="sm" id={label}>
          {`${of.what.charAt(0).toUpperCase()}${of.what.slice(1)}`}
        </span>
      </div>
      <div className="row sens-row">
        <Slider of={of} point={point} put={put} label={label} />
        <span className="b num nowrap sens-now">{sayShare(point.at)}</span>
      </div>
      <Values point={point} home={moved === undefined ? undefined : () => put(undefined)} />
      <p className="sm t2 mt1">{turnsSaid(of.turns, of.low, of.high).map(datesSaid).join(" ")}</p>
    </section>
  );
}
