import { showUsd } from "#base/money.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { MoneyBar } from "#web/kit/bars.tsx";
import { CLASSES, FLAGS, type Sign } from "#web/kit/classes.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { useReveal } from "#web/kit/reveal.tsx";
import { ListLink } from "./list-link.tsx";
import { type ClassTotal, classTotals, type MoneyMap, outOfSum, RECOVERABLE } from "./sums.ts";

const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;

function HowCounted({ map }: { readonly map: MoneyMap }) {
  const { totals } = map;
  const reveal = useReveal({
    label: "How this is counted",
    width: 420,
    content: () => (
      <>
        <h3>How this is counted</h3>
        <p className="sm t2 mt2">
          Stake is the benchmark less what was allowed, between zero and the charge. A line is counted under the first
          class that fits, so classes add up to the whole. As of {showDateOfYear(dayOf(map.asOf))}.
        </p>
        {map.assumptions.length > 0 && (
          <ul className="sm mt2 dotted">
            {map.assumptions.map((a) => (
              <li key={a}>{a}</li>
            ))}
          </ul>
        )}
        {totals.setAside.claims > 0 && (
          <p className="sm t2 mt2">
            Set aside: {plural(totals.setAside.claims, "claim")}, {showUsd(centsOf(totals.setAside.billed), "whole")}{" "}
            billed.
          </p>
        )}
        {map.leftOut.map((l) => (
          <p className="sm t2 mt1" key={l.what}>
            {l.what}: {plural(l.claims, "claim")}, {l.because}.
          </p>
        ))}
      </>
    ),
  });
  return (
    <button type="button" className="plain-link" {...reveal}>
      How this is counted
    </button>
  );
}

/** A class that holds no dollars: how many lines, in one line under the tiles. */
function Quiet({ sign, total, list }: TileProps) {
  return (
    <li className={`k-${sign.tone}`}>
      <ListLink list={list}>
        <span className="kc m">
          <Glyph name={sign.glyph} s /> {sign.word}
        </span>{" "}
        <span className="num">{plural(total.lines, "line")}</span>
      </ListLink>{" "}
      <span className="t3">{sign.says.replace(/\.$/, "")}</span>
    </li>
  );
}

function Tile({ sign, total, list }: TileProps) {
  const { claims, lines, stake } = total;
  const amount = showMoney(stake, "estimate");
  return (
    <li className={`k-${sign.tone}`}>
      <ListLink list={list}>
        <span className="row kc sm b">
          <Glyph name={sign.glyph} s />
          {sign.word}
        </span>
        <span className="v num">{amount}</span>
        <span className="sub num">
          {plural(lines, "line")}, {plural(claims, "claim")}
        </span>
        <span className="sub">{sign.says}</span>
      </ListLink>
    </li>
  );
}

interface TileProps {
  readonly sign: Sign;
  readonly total: Omit<ClassTotal, "of">;
  readonly list: string;
}

function flagTotal(map: MoneyMap): Omit<ClassTotal, "of"> | undefined {
  const found = map.totals.byFlag.protected;
  return found === undefined || found.lines === 0
    ? undefined
    : { claims: found.claims, lines: found.lines, stake: centsOf(found.stake) };
}

/** The answer of the page in one sentence, then the same money by class; each figure opens its cases. */
export function Lede({ map }: { readonly map: MoneyMap }) {
  const totals = classTotals(map);
  const held = flagTotal(map);
  const recoverable = centsOf(map.totals.recoverable);
  const soon = centsOf(map.lapsesThisWeek.stake);
  const wrong = outOfSum(map);
  const barred = totals.filter((t) => RECOVERABLE.has(t.of) || t.of === "expired");
  const tiles = totals.map((total) => ({
    key: total.of,
    sign: CLASSES[total.of],
    total,
    // Imports open a case only for what can still come in, so the queue would not hold the rest.
    list: `list=lines&class=${encodeURIComponent(total.of)}`,
    due: total.of !== "paid in line" && total.stake > 0n,
  }));
  const quiet = tiles.filter((t) => !t.due);
  return (
    <section className="pad map-lede" aria-label="What can be recovered">
      <p className="lede">
        <b>
          <ListLink list="tab=team&sort=stake">{showMoney(recoverable, "estimate")}</ListLink>
        </b>{" "}
        can still be recovered.{" "}
        {soon > 0n ? (
          <>
            <b className="hot">
              <ListLink list={map.lapsesThisWeek.list}>{showMoney(soon, "estimate")}</ListLink>
            </b>{" "}
            of it lapses this week.
          </>
        ) : (
          "Nothing lapses this week."
        )}
      </p>
      <p className="sm t3 mt2">
        {plural(map.totals.lines, "line")} on {plural(map.totals.claims, "claim")}, each in exactly one class. Where the
        law's day count is disputed, the earlier date is used. <HowCounted map={map} />
      </p>
      {wrong.length > 0 && (
        <p className="sm k-denied kc mt2" role="alert">
          <Glyph name="warn" s /> {wrong.join(" ")} Draw the map again by importing a file, and tell us.
        </p>
      )}
      <div className="mt4">
        <MoneyBar parts={barred.map((t) => ({ name: CLASSES[t.of].word, tone: CLASSES[t.of].tone, cents: t.stake }))} />
      </div>
      <ul className="tiles">
        {tiles
          .filter((t) => t.due)
          .map(({ key, ...tile }) => (
            <Tile key={key} {...tile} />
          ))}
        {held !== undefined && <Tile sign={FLAGS.protected} total={held} list="list=lines&flag=protected" />}
      </ul>
      {quiet.length > 0 && (
        <ul className="quiet-classes sm">
          {quiet.map(({ key, ...tile }) => (
            <Quiet key={key} {...tile} />
          ))}
        </ul>
      )}
    </section>
  );
}
