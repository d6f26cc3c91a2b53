import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { readUsd } from "#base/money.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { asProblem } from "#web/data/problem.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, MoneyField, SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, NoPermission, ProblemState } from "#web/kit/states.tsx";
import { Page } from "#web/shell/page.tsx";
import { CertificateView } from "./certificate.tsx";
import {
  anySeed,
  certify,
  type Game,
  LEVELS,
  type Level,
  type Move,
  playMoves,
  SEED_MOST,
  TEN,
} from "./practice-data.ts";
import { GameAxis, Ladder, Result, Told } from "./table.tsx";
import "./practice.css";

/** Games that are played: one alone, or ten for a certificate. */
interface Run {
  readonly level: Level;
  readonly from: number;
  readonly games: number;
}

const movesIn = (game: Game): readonly Move[] =>
  game.turns.map(({ move, amount }) => (move === "ask" ? { move, amount: amount ?? "0" } : { move }));

function Start({ begin, busy }: { readonly begin: (run: Run) => void; readonly busy: boolean }) {
  const [level, setLevel] = useState<Level>("usual");
  const [seed, setSeed] = useState(() => String(anySeed()));
  const from = Number(seed);
  const wrong =
    /^\d{1,6}$/.test(seed) && from <= SEED_MOST - TEN + 1 ? undefined : `A whole number up to ${SEED_MOST - TEN + 1}.`;
  const go = (games: number) => wrong === undefined && begin({ level, from, games });
  return (
    <form
      className="pr-start"
      onSubmit={(event) => {
        event.preventDefault();
        go(1);
      }}
    >
      <SelectField
        label="Level"
        value={level}
        options={LEVELS}
        onChange={(e) => setLevel(LEVELS.find((l) => l.value === e.target.value)?.value ?? "usual")}
      />
      <TextField
        label="Seed"
        help="The same seed is the same payer."
        inputMode="numeric"
        value={seed}
        wrong={wrong}
        onChange={(e) => setSeed(e.target.value)}
      />
      <span className="row wrap">
        <Button type="submit" kind="primary" busy={busy}>
          Start a game
        </Button>
        <Button busy={busy} onClick={() => go(TEN)}>
          Ten games for a certificate
        </Button>
      </span>
    </form>
  );
}

function Moving({
  of,
  busy,
  make,
  refused,
}: {
  readonly of: Game;
  readonly busy: boolean;
  readonly make: (move: Move) => void;
  readonly refused: string | undefined;
}) {
  const [kept, keep] = useState({ at: 0, text: "" });
  const [wrong, setWrong] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  // What was typed for an earlier move is gone; what was refused stays to be put right.
  const typed = kept.at === of.turns.length ? kept.text : "";
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const amount = typed.replaceAll(",", "").trim();
    const isAmount = readUsd(amount).ok && /^\d{1,13}(\.\d{1,2})?$/.test(amount);
    setWrong(isAmount ? undefined : "An amount in dollars, such as 812.50.");
    if (isAmount) make({ move: "ask", amount });
  };
  return (
    <form className="pr-move" onSubmit={ask}>
      {of.asksLeft > 0 && (
        <MoneyField
          label="Your ask"
          ref={field}
          value={typed}
          wrong={wrong ?? refused}
          onChange={(e) => keep({ at: of.turns.length, text: e.target.value })}
        />
      )}
      <span className="row wrap">
        {of.asksLeft > 0 && (
          <Button type="submit" kind="primary" busy={busy}>
            Ask
          </Button>
        )}
        <Button busy={busy} onClick={() => make({ move: "accept" })}>
          Accept {showMoney(centsOf(of.bid), "exact")}
        </Button>
        <Button busy={busy} kind="quiet" onClick={() => make({ move: "walk" })}>
          Walk away
        </Button>
      </span>
      {of.asksLeft === 0 && refused !== undefined && <p className="sm k-denied kc">{refused}</p>}
    </form>
  );
}

/** What comes after a game. The first of it has the focus, because what had it is gone. */
function After({
  run,
  done,
  busy,
  next,
  leave,
}: {
  readonly run: Run;
  readonly done: number;
  readonly busy: boolean;
  readonly next: () => void;
  readonly leave: () => void;
}) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const isLast = done + 1 >= run.games;
  return (
    <p className="row wrap mt3">
      {run.games > 1 && (
        <Button ref={first} kind="primary" busy={busy} onClick={next}>
          {isLast ? "See the certificate" : `Next game (${done + 2} of ${run.games})`}
        </Button>
      )}
      {run.games > 1 ? (
        <Button kind="quiet" onClick={leave}>
          Leave the ten games
        </Button>
      ) : (
        <Button ref={first} kind="primary" onClick={leave}>
          Begin again
        </Button>
      )}
    </p>
  );
}

function Playing({
  run,
  of,
  done,
  busy,
  make,
  refused,
  next,
  leave,
}: {
  readonly run: Run;
  readonly of: Game;
  readonly done: number;
  readonly busy: boolean;
  readonly make: (move: Move) => void;
  readonly refused: string | undefined;
  readonly next: () => void;
  readonly leave: () => void;
}) {
  const [shown, show] = useState(true);
  return (
    <section className="pr-game" aria-label="The game">
      <div className="row wrap between">
        <h2>
          {run.games === 1 ? "Game" : `Game ${done + 1} of ${run.games}`}, seed {of.seed}, {of.level}
        </h2>
        <Check checked={shown} onChange={(e) => show(e.target.checked)}>
          Say what the engine would have done
        </Check>
      </div>
      <Told of={of} />
      <GameAxis of={of} />
      <div aria-live="polite">
        <Ladder of={of} coached={shown || of.outcome !== null} />
        <Result of={of} />
      </div>
      {of.outcome === null ? (
        <Moving of={of} busy={busy} make={make} refused={refused} />
      ) : (
        <After run={run} done={done} busy={busy} next={next} leave={leave} />
      )}
    </section>
  );
}

/** All of a page's games: the one on the table and the finished ones of a run. */
function useGames() {
  const [run, setRun] = useState<Run>();
  const [game, setGame] = useState<Game>();
  const [finished, setFinished] = useState<readonly Game[]>([]);
  const score = useMutation({
    mutationFn: (games: readonly Game[]) =>
      certify(
        games[0]?.level ?? "usual",
        games.map((g) => ({ seed: g.seed, moves: movesIn(g) })),
      ),
  });
  const play = useMutation({
    mutationFn: ({
      level,
      seed,
      moves,
    }: {
      readonly level: Level;
      readonly seed: number;
      readonly moves: readonly Move[];
    }) => playMoves(level, { seed, moves }),
    onSuccess: setGame,
  });
  const leave = () => {
    setRun(undefined);
    setGame(undefined);
    setFinished([]);
    play.reset();
    score.reset();
  };
  const begin = (of: Run) => {
    leave();
    setRun(of);
    play.mutate({ level: of.level, seed: of.from, moves: [] });
  };
  const make = (move: Move) =>
    game !== undefined && play.mutate({ level: game.level, seed: game.seed, moves: [...movesIn(game), move] });
  const next = () => {
    if (run === undefined || game === undefined) return;
    const all = [...finished, game];
    if (all.length >= run.games) return score.mutate(all);
    setFinished(all);
    play.mutate({ level: run.level, seed: run.from + all.length, moves: [] });
  };
  return { run, game, finished, score, play, leave, begin, make, next };
}

function Body() {
  const { run, game, finished, score, play, leave, begin, make, next } = useGames();
  if (score.data !== undefined && run !== undefined)
    return <CertificateView of={score.data} from={run.from} again={leave} />;
  if (score.isError) return <ProblemState thrown={score.error} retry={next} />;
  const said = play.isError ? asProblem(play.error) : undefined;
  const isMove = said?.is("not-valid") === true;
  if (run === undefined || game === undefined)
    return (
      <>
        <Empty
          says="Negotiate with a payer that does not exist."
          more="You see the QPA, the first payment, the charge and your way out; the payer's limit is told at the end, with what the engine would have done at each move."
        />
        {said !== undefined && <ProblemState thrown={said} />}
        <Start begin={begin} busy={play.isPending} />
      </>
    );
  return (
    <>
      {said !== undefined && !isMove && <ProblemState thrown={said} />}
      <Playing
        key={game.seed}
        {...{ run, of: game, done: finished.length, make, next, leave }}
        busy={play.isPending || score.isPending}
        refused={isMove ? said.said.detail : undefined}
      />
    </>
  );
}

/** Whole negotiations against an invented payer; the seed, the moves and the scores live in this page alone. */
export function PracticePage() {
  const me = useMe();
  const may = useMay("see cases");
  return (
    <Page title="Practice games">
      <div className="pad">
        {me !== undefined && !may ? (
          <NoPermission />
        ) : (
          <>
            <p className="pr-mark sm">
              <Glyph name="flip" s /> Practice: invented cases, nothing is stored.
            </p>
            <Body />
          </>
        )}
      </div>
    </Page>
  );
}
