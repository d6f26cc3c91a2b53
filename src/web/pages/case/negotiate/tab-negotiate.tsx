import { useQuery } from "@tanstack/react-query";
import { asProblem } from "#web/data/problem.ts";
import { centsOf, centsOrNull } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, Loading, NoPermission, ProblemState, Skeleton } from "#web/kit/states.tsx";
import { useDesk } from "#web/pages/case/desk.ts";
import { sentenceOf } from "#web/pages/case/fact-words.ts";
import { FormPlace } from "#web/pages/case/form-place.tsx";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import { Question } from "#web/pages/case/question-box.tsx";
import { useTab } from "#web/pages/case/use-tab.ts";
import { useKeys } from "#web/shell/keys.ts";
import { usePaletteActs } from "#web/shell/palette-acts.ts";
import { ApprovalsHere } from "./approvals-here.tsx";
import { AsksAhead } from "./asks-ahead.tsx";
import { Coach, FloorBox, WindowSaid } from "./beside.tsx";
import { ComposerForm } from "./composer.tsx";
import { FinalMultiple } from "./final-multiple.tsx";
import { FirstOfferNotice } from "./first-offer.tsx";
import { type MoveButton, Moves } from "./moves.tsx";
import { type Card, type Negotiation, negotiationQuery, standingOf } from "./negotiation-data.ts";
import { OffersSection } from "./offers-section.tsx";
import { RoomsHere } from "./rooms-here.tsx";
import { SensitivitySection } from "./sensitivity.tsx";
import { type Composer, useComposer } from "./use-composer.ts";
import { WaysOutSection } from "./ways-out.tsx";
import "./negotiate.css";

const MOVES: Readonly<Record<NonNullable<Negotiation["turn"]>["move"], string>> = {
  open: "Ask first",
  counter: "Counter",
  accept: "Accept",
  hold: "Wait",
  escalate: "Go on to the dispute",
  walk: "Leave it as it is",
};

/** What to do now in one sentence, why, and what to watch. Parley proposes; a person does it. */
function Advice({ n }: { readonly n: Negotiation }) {
  const { turn } = n;
  if (turn === null) return null;
  const amount =
    turn.amount === null ? "" : ` ${turn.move === "accept" ? "" : "at "}${showMoney(centsOf(turn.amount), "exact")}`;
  const notes = [...turn.alerts, ...turn.flags];
  return (
    <section className="neg-advice" aria-label="Advice">
      <p className="verdict small">
        <b>
          {turn.move === "hold" && standingOf(n) !== undefined ? "Hold" : MOVES[turn.move]}
          {amount}.
        </b>{" "}
        {sentenceOf(turn.because)}
        {turn.lastAsk && " No further ask is planned after it."}
      </p>
      {(notes.length > 0 || turn.prepare) && (
        <ul className="sm t2 mt1 notes">
          {turn.prepare && <li>Get the way out ready beside the talks.</li>}
          {notes.map((text) => (
            <li key={text}>{sentenceOf(text)}</li>
          ))}
        </ul>
      )}
      <WindowSaid n={n} />
    </section>
  );
}

/** Why there is no advice, and the one thing that would help most. */
function NoAdvice({ n }: { readonly n: Negotiation }) {
  if (n.why === null) return null;
  const worth = centsOrNull(n.askFirst?.worth ?? null);
  return (
    <section className="neg-advice" aria-label="Advice">
      <p className="verdict small">
        <b>Not enough to advise.</b> {sentenceOf(n.why.replace(/^Not enough to advise: /, ""))}
      </p>
      {n.askFirst !== null && (
        <p className="sm t2 mt1">
          <Glyph name="fact" s /> {n.askFirst.question}
          {worth !== null && worth > 0n && ` The answer is worth ${showMoney(worth, "estimate")} on average.`}
        </p>
      )}
      <WindowSaid n={n} />
    </section>
  );
}

/** What each card's button does here. */
function useMoveButtons(n: Negotiation, composer: Composer): (card: Card) => MoveButton | undefined {
  const { may, open } = useDesk();
  const { goTo } = useTab();
  const theirs = standingOf(n);
  return (card) => {
    const amount = centsOrNull(card.amount);
    if (card.move === "escalate") return { name: "Go to the filing", run: () => goTo("channel", "filing") };
    if (!card.open) return undefined;
    if (card.move === "accept")
      return theirs !== undefined && may("accept offer")
        ? {
            name: `Accept ${showMoney(centsOf(theirs.amount), "exact")}`,
            run: () => open({ of: "accept", offer: theirs.event }),
          }
        : undefined;
    if (card.move === "counter")
      return amount !== null && may("make offer")
        ? {
            name: n.offers.some((o) => o.from === "us") ? "Prepare counter" : "Prepare the first ask",
            run: () => composer.prepare(amount),
          }
        : undefined;
    return may("snooze") ? { name: "Put it away", run: () => open({ of: "snooze" }) } : undefined;
  };
}

/** What can be done with the plan's offer and with ours, besides countering. */
function Standing({ n }: { readonly n: Negotiation }) {
  const { may, open } = useDesk();
  const theirs = standingOf(n);
  const ours = n.offers.findLast((o) => o.from === "us" && o.state === "standing");
  return (
    <div className="row wrap neg-acts">
      {may("log offer") && (
        <Button size="small" onClick={() => open({ of: "offer" })}>
          Log the plan’s offer
        </Button>
      )}
      {theirs !== undefined && may("reject offer") && (
        <Button size="small" kind="quiet" onClick={() => open({ of: "reject", offer: theirs.event })}>
          Refuse their {showMoney(centsOf(theirs.amount), "exact")}
        </Button>
      )}
      {ours !== undefined && may("withdraw offer") && (
        <Button size="small" kind="quiet" onClick={() => open({ of: "take back", offer: ours.event })}>
          Take back our {showMoney(centsOf(ours.amount), "exact")}
        </Button>
      )}
    </div>
  );
}

/** Forms that stand in the place of the next offer while they are open: one thing to do at a time. */
const INSTEAD: readonly string[] = ["accept", "reject", "take back", "floor", "offer"];

function Aside({ n, composer }: { readonly n: Negotiation; readonly composer: Composer }) {
  const { form, failed, may } = useDesk();
  const own = ["make offer", "ask approval", "approve", "refuse approval", "withdraw approval"];
  const other = failed !== undefined && !own.includes(failed.act.type);
  const offers = may("make offer") || may("ask approval");
  return (
    <aside className="neg-aside" aria-label="Next offer">
      <FormPlace />
      {form === undefined && other && <FormProblem />}
      <ApprovalsHere n={n} composer={composer} />
      {offers ? (
        !INSTEAD.includes(form?.of ?? "") && <ComposerForm n={n} of={composer} />
      ) : (
        <p className="sm t2">
          <Glyph name="lock" s /> Your role reads this. Offers are made by a negotiator.
        </p>
      )}
      <div className="asked">
        <Question />
      </div>
      <RoomsHere />
      <FloorBox n={n} />
      <Coach n={n} />
    </aside>
  );
}

function Negotiate({ n }: { readonly n: Negotiation }) {
  const { open, may } = useDesk();
  const composer = useComposer(n);
  const buttonOf = useMoveButtons(n, composer);
  useKeys({ offer: composer.goTo });
  usePaletteActs("Do, in this negotiation", [
    ...(may("make offer")
      ? [{ name: "Write our next offer", glyph: "swap" as const, keys: "O", run: composer.goTo }]
      : []),
    ...(may("set floor") ? [{ name: "Set the floor", glyph: "lock" as const, run: () => open({ of: "floor" }) }] : []),
  ]);
  return (
    <div className="negotiate">
      <div className="neg-main">
        <Advice n={n} />
        <NoAdvice n={n} />
        <OffersSection n={n} logTheirs={undefined} />
        <AsksAhead rows={n.ahead} />
        <FirstOfferNotice n={n} />
        <Standing n={n} />
        <Moves cards={n.cards} buttonOf={buttonOf} />
        {n.sensitivity !== null && n.sensitivity.steps.length > 1 && (
          <SensitivitySection of={n.sensitivity} cards={n.cards} />
        )}
        <FinalMultiple of={n.final} />
        <WaysOutSection n={n} amount={composer.amount} />
      </div>
      <Aside n={n} composer={composer} />
    </div>
  );
}

function Outline() {
  return (
    <div className="pad">
      <Loading doing="Reckoning both sides’ limits and every way out.">
        <Skeleton width="52%" height={20} />
        <Skeleton width="94%" height={220} />
        <Skeleton width="94%" height={120} />
      </Loading>
    </div>
  );
}

/** The desk of one negotiation: the offers so far, the moves there are, our next offer, and who must agree to it. */
export function NegotiateTab() {
  const { view, past } = useDesk();
  const { decide } = useTab();
  const { data, error, refetch } = useQuery({ ...negotiationQuery(view.row.id), enabled: !past });
  if (past)
    return (
      <div className="pad">
        <Empty
          says="A negotiation is shown as it stands today."
          more="What was offered by that day stands under Activity."
        >
          <Button onClick={() => decide(undefined)}>Back to today</Button>
        </Empty>
      </div>
    );
  if (data !== undefined) return <Negotiate key={data.case} n={data} />;
  if (error === null) return <Outline />;
  return (
    <div className="pad">
      {asProblem(error).is("not-allowed") ? (
        <NoPermission more={asProblem(error).said.detail} />
      ) : (
        <ProblemState thrown={error} retry={() => void refetch()} />
      )}
    </div>
  );
}
