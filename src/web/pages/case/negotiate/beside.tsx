import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Cite } from "#web/kit/chips.tsx";
import { daysLeft, leftWords } from "#web/kit/comb-days.ts";
import { showDateOfYear, showDay } from "#web/kit/day-words.ts";
import { Comb } from "#web/kit/deadline.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Money } from "#web/kit/money.tsx";
import { Said } from "#web/kit/said.tsx";
import { useDesk } from "#web/pages/case/desk.ts";
import { datesSaid } from "#web/pages/case/fact-words.ts";
import type { Negotiation } from "./negotiation-data.ts";
import { OtherSide } from "./other-side.tsx";

/** What stands beside the composer and is ours alone: the window, the floor, notes from our own history. */

/** The period the talks run in, as business days. */
export function WindowSaid({ n }: { readonly n: Negotiation }) {
  const { today } = useDesk();
  const w = n.window;
  if (w === null) return <BeforeSaid n={n} />;
  // Counted as the chip of the deadline counts: from tomorrow.
  const left = leftWords(daysLeft(today, dayOf(w.until)));
  return (
    <>
      <p className="row wrap sm t2 neg-window">
        <span>
          {w.label} until <b className="m">{showDay(dayOf(w.until))}</b>, {left}
        </span>
        <Comb starts={dayOf(w.from)} due={dayOf(w.until)} today={today} />
        {w.cite !== "" && <Cite>{w.cite}</Cite>}
      </p>
      <BeforeSaid n={n} />
    </>
  );
}

/** Before payment: what is expected when there is no deal, and that the plan's own time runs on. */
function BeforeSaid({ n: { before } }: { readonly n: Negotiation }) {
  if (before === null) return null;
  const by = before.payBy === null ? "" : `, which it has to by ${showDay(dayOf(before.payBy))}`;
  return (
    <p className="sm t2">
      The plan has not answered{by}. Without a deal it is expected to allow{" "}
      <b className="m">
        <Money cents={centsOf(before.value)} source={{ of: "Expected to be allowed", from: before.source }} />
      </b>
      , and the roads of the claim open then.
    </p>
  );
}

/** The least that may be asked or taken: who set it, or that it was reckoned. */
export function FloorBox({ n }: { readonly n: Negotiation }) {
  const { may, open } = useDesk();
  const set = n.floorSet;
  const floor = set?.amount ?? n.zone?.floor ?? null;
  return (
    <section className="private" aria-label="Floor">
      <h2 className="row private-head">
        <Glyph name="lock" s /> <Said word="floor">Floor</Said>
      </h2>
      {floor === null ? (
        <p className="sm">None is set, and there is not enough to reckon one.</p>
      ) : (
        <p className="sm">
          <Money
            cents={centsOf(floor)}
            source={{
              of: "Floor",
              from:
                set === null
                  ? "Reckoned: what the best way out without the plan’s consent is worth today"
                  : `Set by ${set.by} on ${showDateOfYear(dayOf(set.at.slice(0, 10)))}`,
              ...(set === null ? {} : { statedAs: set.reason }),
            }}
          />{" "}
          <span className="t2">{set === null ? "reckoned from the ways out" : `set by ${set.by}: ${set.reason}`}</span>
        </p>
      )}
      {may("set floor") && (
        <div className="mt2">
          <Button size="small" kind="quiet" onClick={() => open({ of: "floor" })}>
            Set the floor
          </Button>
        </div>
      )}
    </section>
  );
}

/** What our own closed cases show, never without how many they are. */
export function Coach({ n }: { readonly n: Negotiation }) {
  return (
    <>
      <OtherSide />
      {n.coach.length > 0 && <CoachNote n={n} />}
    </>
  );
}

function CoachNote({ n }: { readonly n: Negotiation }) {
  return (
    <section className="private" aria-label="Coach note">
      <h2 className="row private-head">
        <Glyph name="lock" s /> Coach note
      </h2>
      <ul className="stack">
        {n.coach.map((c) => (
          <li key={c.text} className="sm">
            {datesSaid(c.text)}
            <span className="sub">
              {c.n} of {c.of}; {c.source}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
