import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Chance } from "../../src/strategy/chance.ts";
import type { Case } from "../../src/strategy/invented-case.ts";
import { LEVELS } from "../../src/strategy/sparring-case.ts";
import { adversarial } from "./adversary.ts";
import { clockSeat, ourSeat, type PoolRow, playPool } from "./bridge-games.ts";
import { calibrate, learningCurve } from "./calibration.ts";
import { drawCases } from "./drawn.ts";
import { EXPLOITS, kept, PUBLISHED as PUBLISHED_TACTICS } from "./exploit.ts";
import { ours, SETTINGS } from "./ours.ts";
import { engine, evenSteps, playGame } from "./practice.ts";
import { REFERENCE } from "./reference.ts";
import { mean, pairedGain, play, type Score, score } from "./score.ts";
import { WORLDS } from "./worlds.ts";

/**
 * `npm run bench:negotiation [-- PART ...] [--quick]`. Everything is drawn from the seeds named here. Tuning was done on
 * seeds 101 to 199; what is reported is of seeds from 77001 on, which nothing was tuned on.
 */
const REPORT = 77_001;
const OUT = join(import.meta.dirname, "..", "out");

/** What the reference simulator prints for 600 cases of seeds 1, 2 and 3: agreement and recovered gain. */
const PUBLISHED: Readonly<Record<keyof typeof REFERENCE, readonly (readonly [agree: number, gain: number])[]>> = {
  acceptFirst: [
    [0.92, 0.006],
    [0.883, 0.035],
    [0.885, 0.017],
  ],
  split: [
    [0.92, 0.141],
    [0.883, 0.15],
    [0.885, 0.129],
  ],
  conceder: [
    [0.92, 0.258],
    [0.883, 0.271],
    [0.885, 0.25],
  ],
  linear: [
    [0.92, 0.448],
    [0.883, 0.447],
    [0.885, 0.436],
  ],
  boulware: [
    [0.92, 0.55],
    [0.883, 0.557],
    [0.885, 0.548],
  ],
  midboulware: [
    [0.92, 0.525],
    [0.883, 0.512],
    [0.885, 0.518],
  ],
  titForTat: [
    [0.732, 0.441],
    [0.743, 0.462],
    [0.697, 0.425],
  ],
  micro: [
    [0.734, 0.37],
    [0.745, 0.405],
    [0.701, 0.369],
  ],
  bayesLadder: [
    [0.918, 0.744],
    [0.883, 0.733],
    [0.883, 0.728],
  ],
};
const CLOSE = 0.015;

const three = (x: number): string => x.toFixed(3);
const line = (name: string, s: Score): string =>
  `${name.padEnd(16)} agree ${three(s.agree)}  share ${three(s.share)} (median ${three(s.medianShare)})  net $${s.net.toFixed(0)}  gain ${three(s.gain)}  bad deals ${s.bad.toFixed(4)}`;

interface Verdict {
  readonly what: string;
  readonly held: boolean;
}
const verdicts: Verdict[] = [];
const results: Record<string, unknown> = {};
const judge = (what: string, held: boolean): void => {
  verdicts.push({ what, held });
  console.log(`  ${held ? "held  " : "MISSED"} ${what}`);
};

function reproduce(): void {
  console.log("\nThe reference's baselines, on its own cases (600 of seeds 1, 2, 3)");
  let most = 0;
  for (const [i, seed] of [1, 2, 3].entries()) {
    const cases = drawCases(600, seed);
    for (const [name, s] of Object.entries(REFERENCE)) {
      const got = score(
        cases,
        cases.map((c) => play(c, s)),
      );
      const [agree, gain] = PUBLISHED[name as keyof typeof REFERENCE][i]!;
      most = Math.max(most, Math.abs(got.agree - agree), Math.abs(got.gain - gain));
    }
  }
  judge(`every baseline within ${CLOSE}; the largest difference is ${three(most)}`, most <= CLOSE);
  results.reproduced = most;
}

/** One decision's time, of many, in milliseconds. */
const times: number[] = [];
const timed: typeof play = (c, strategy, payer) =>
  play(
    c,
    (seen) => {
      const me = strategy(seen);
      return {
        act(bid, t, left) {
          const from = performance.now();
          const ask = me.act(bid, t, left);
          times.push(performance.now() - from);
          return ask;
        },
        takesLast: (bid) => me.takesLast(bid),
      };
    },
    payer,
  );

function headline(quick: boolean): void {
  const n = quick ? 400 : 6000;
  console.log(`\n${n} cases of seed ${REPORT}, every strategy on the same cases`);
  const cases = drawCases(n, REPORT);
  const mine = cases.map((c) => timed(c, ours()));
  const rows = Object.entries(REFERENCE).map(([name, s]) => [name, cases.map((c) => play(c, s))] as const);
  for (const [name, prices] of [...rows, ["ours", mine] as const]) console.log(line(name, score(cases, prices)));
  const pricesOf = (name: string) => rows.find(([x]) => x === name)![1];
  const [our, ladder, first] = [
    score(cases, mine),
    score(cases, pricesOf("bayesLadder")),
    score(cases, pricesOf("acceptFirst")),
  ];
  const over = pairedGain(cases, mine, pricesOf("bayesLadder"));
  judge(
    `gain over the ladder ${three(over.at)} (95%: ${three(over.low)} to ${three(over.high)}); at least .03, above 0`,
    over.at >= 0.03 && over.low > 0,
  );
  judge(`recovered gain ${three(our.gain)}, aim .82`, our.gain >= 0.82);
  judge(`bad deals ${our.bad.toFixed(4)}, ladder ${ladder.bad.toFixed(4)}`, our.bad <= ladder.bad);
  judge(`bad deals ${our.bad.toFixed(4)}, aim .005`, our.bad <= 0.005);
  judge(
    `agreement ${three(our.agree)}, accept-first ${three(first.agree)}; at most .01 below`,
    our.agree >= first.agree - 0.01,
  );
  const stubborn = cases
    .map((c, i) => ({ c, price: mine[i] }))
    .filter(({ c }) => c.kind === "td" && c.exponent === 0.2);
  const hard = score(
    stubborn.map((x) => x.c),
    stubborn.map((x) => x.price),
  );
  judge(`share against a stubborn payer (e = .2) ${three(hard.share)}, aim .60`, hard.share >= 0.6);
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
  judge(`a decision takes ${p95.toFixed(1)} ms at the 95th percentile, at most 20`, p95 < 20);
  results.headline = { n, our, ladder, first, over, p95, stubborn: hard.share };
}

function frontier(quick: boolean): void {
  const cases = drawCases(quick ? 200 : 1500, REPORT + 1);
  console.log(
    `\nFrontier: what is asked above the way out, in standard deviations of our doubt (${cases.length} cases)`,
  );
  const first = score(
    cases,
    cases.map((c) => play(c, REFERENCE.acceptFirst)),
  );
  console.log(line("accept first", first));
  const points = [
    ...[0, 0.25, 0.5, 1, 1.5].map((margin) => ({ margin, doubt: SETTINGS.doubt })),
    // Less is learned of the arbitrator from a payer's bids: safer where payers shade otherwise than was ever seen.
    ...[0.2, 0.25].map((doubt) => ({ margin: SETTINGS.margin, doubt })),
  ];
  const rows = points.map((point) => {
    const s = score(
      cases,
      cases.map((c) => play(c, ours({ ...SETTINGS, ...point }))),
    );
    console.log(line(`${point.margin}, doubt ${point.doubt}`, s));
    return { ...point, ...s };
  });
  results.frontier = rows;
}

function worlds(quick: boolean): void {
  const n = quick ? 100 : 800;
  console.log(`\nOther worlds, ${n} cases each: ours, and the reference ladder on the same cases`);
  results.worlds = WORLDS.map((world, k) => {
    const change = new Chance(REPORT + 100 + k);
    const cases: readonly Case[] = drawCases(n, REPORT + 10 + k).map((c) => world.change(c, change));
    const against = (s: typeof REFERENCE.bayesLadder) => {
      const rng = new Chance(REPORT + 200 + k);
      return cases.map((c) => play(c, s, world.payer(c, new Chance(Math.floor(rng.next() * 2 ** 32)))));
    };
    const [mine, theirs] = [against(ours()), against(REFERENCE.bayesLadder)];
    const [a, b] = [score(cases, mine), score(cases, theirs)];
    const over = pairedGain(cases, mine, theirs, 400);
    console.log(
      `${world.name.padEnd(14)} gain ${three(a.gain)} / ${three(b.gain)}  difference ${three(over.at)} (${three(over.low)} to ${three(over.high)})  agree ${three(a.agree)} / ${three(b.agree)}  bad ${a.bad.toFixed(4)} / ${b.bad.toFixed(4)}   ${world.about}`,
    );
    return { world: world.name, ours: a, ladder: b, over };
  });
}

function learning(quick: boolean): void {
  const n = quick ? 150 : 1000;
  console.log(`\nCalibration before anything is said, ${n} cases`);
  const c = calibrate(drawCases(n, REPORT + 2), REPORT + 3);
  console.log(
    `  our offer taken: Brier ${c.win.toFixed(4)}, with the truth known ${c.winOracle.toFixed(4)}\n  room: Brier ${c.room.toFixed(4)}, base rate ${c.roomBase.toFixed(4)}`,
  );
  judge(`win forecast within 5% of the oracle's Brier`, c.win <= 1.05 * c.winOracle);
  judge(
    `80% interval of the limit holds ${three(c.limitCover)} (.77 to .83)`,
    c.limitCover >= 0.77 && c.limitCover <= 0.83,
  );
  judge(
    `80% interval of the way out holds ${three(c.wayOutCover)} (.77 to .83)`,
    c.wayOutCover >= 0.77 && c.wayOutCover <= 0.83,
  );
  console.log("Learning: recovered gain against a payer whose awards differ from all forecasts");
  const curve = learningCurve(drawCases(n, REPORT + 4), REPORT + 5);
  for (const [name, gain] of curve) console.log(`  ${name.padEnd(16)} ${three(gain)}`);
  results.learning = { calibration: c, curve };
}

function bridge(quick: boolean): void {
  const show = (name: string, rows: readonly PoolRow[]): number => {
    const all = mean(rows.map((r) => r.share));
    console.log(
      `${name.padEnd(10)} ${three(all)}  ${rows.map((r) => `${r.opponent} ${r.share.toFixed(2)}`).join(", ")}`,
    );
    return all;
  };
  const found: Record<string, number> = {};
  for (const [steps, games, want] of [
    [20, quick ? 10 : 350, 0.35],
    [200, quick ? 2 : 350, 0.47],
  ] as const) {
    console.log(
      `\nThe bridge, ${steps} steps, both seats, against our own forms of ten published tactics; share of the zone`,
    );
    const simple = [0.2, 0.5, 1, 2].map((e) =>
      show(`clock ${e}`, playPool(clockSeat(e), steps, quick ? 20 : 350, REPORT)),
    );
    const rows = playPool(ourSeat, steps, games, REPORT);
    const all = show("ours", rows);
    found[`${steps} steps`] = all;
    judge(
      `${three(all)} at ${steps} steps over ${games} games of each, at least ${want}; best clock ${three(Math.max(...simple))}`,
      all >= want,
    );
    judge(
      `no opponent below .05 at ${steps} steps`,
      rows.every((r) => r.share >= 0.05),
    );
    judge(
      `no offer or agreement beyond the reservation in ${games * rows.length} games`,
      rows.every((r) => r.breaches === 0),
    );
  }
  if (!quick) {
    const rest = playPool(ourSeat, 12, 650, REPORT + 5000);
    judge(
      `nor in 6500 more of 12 steps (share ${three(mean(rest.map((r) => r.share)))})`,
      rest.every((r) => r.breaches === 0),
    );
  }
  results.bridge = found;
}

function attacked(quick: boolean): void {
  const n = quick ? 1000 : 100_000;
  console.log(`\n${n} adversarial turns`);
  const { breaches, moves, p95 } = adversarial(n, REPORT + 7);
  console.log(
    `  moves: ${Object.entries(moves)
      .map(([m, k]) => `${m} ${k}`)
      .join(", ")}`,
  );
  for (const b of breaches.slice(0, 5)) console.log(`  ${b}`);
  judge(`${breaches.length} breaches of floor, cap, order or a guardrail in ${n}`, breaches.length === 0);
  judge(`a whole turn takes ${p95.toFixed(1)} ms at the 95th percentile, at most 20`, p95 < 20);
  results.adversarial = { n, breaches: breaches.length, moves, p95 };
}

/** The practice games of the product: the whole turn against a player of even steps, where only a QPA is known. */
function practice(quick: boolean): void {
  const n = quick ? 60 : 600;
  console.log(`\nPractice games, ${n} seeds of each level from ${REPORT}; share of the room, where there is any`);
  const found: Record<string, unknown> = {};
  for (const level of LEVELS) {
    let [counters, hairs, bad] = [0, 0, 0];
    const coached = engine((turn, { ourLast, bid }) => {
      if (turn.move !== "counter" || turn.amount === undefined || ourLast === undefined) return;
      const [step, gap] = [ourLast - turn.amount, ourLast - bid];
      counters++;
      if (step < 500n || step * 100n < gap) hairs++;
    });
    const played = Array.from({ length: n }, (_, i) => {
      const [a, b] = [playGame(REPORT + i, level, coached), playGame(REPORT + i, level, evenSteps)];
      bad += a.bad ? 1 : 0;
      return a.share === undefined || b.share === undefined ? [] : [[a.share, b.share] as const];
    }).flat();
    const [ours, even] = [mean(played.map(([a]) => a)), mean(played.map(([, b]) => b))];
    const ahead = mean(played.map(([a, b]) => a - b));
    const off = 1.96 * Math.sqrt(mean(played.map(([a, b]) => (a - b - ahead) ** 2)) / played.length);
    judge(
      `${level}: ${three(ours)}, even steps ${three(even)}; ${three(ahead)} more (95%: ${three(ahead - off)} to ${three(ahead + off)}) in ${played.length} games with room`,
      ahead - off > 0,
    );
    judge(`${level}: ${hairs} of ${counters} counters smaller than a step, ${bad} bad deals`, hairs === 0 && bad === 0);
    found[level] = { n: played.length, ours, even, ahead, off, counters, hairs, bad };
  }
  results.practice = found;
}

/** What a payer gains that learned our rule, over the best of the tactics we reckon with. */
function exploit(quick: boolean): void {
  const cases = drawCases(quick ? 40 : 200, REPORT + 8);
  console.log(`\nPayers against our rule, ${cases.length} cases; share of the room that the payer keeps`);
  const rowsOf = (of: readonly (readonly [string, Parameters<typeof kept>[1]])[]) =>
    of
      .map(([name, how]) => ({ name, kept: kept(cases, how) }))
      .toSorted((a, b) => b.kept - a.kept)
      .map((row) => {
        console.log(`  ${three(row.kept)}  ${row.name}`);
        return row;
      });
  const [published, learned] = [rowsOf(Object.entries(PUBLISHED_TACTICS)), rowsOf(EXPLOITS)];
  const more = (learned[0]?.kept ?? 0) - (published[0]?.kept ?? 0);
  judge(`the best reply found keeps ${three(more)} more than the best published tactic, at most .10`, more <= 0.1);
  results.exploit = { n: cases.length, published, learned, more };
}

const PARTS = { reproduce, headline, frontier, worlds, learning, bridge, practice, exploit, attacked } as const;
const args = process.argv.slice(2);
const quick = args.includes("--quick");
const named = args.filter((a) => !a.startsWith("--"));
const unknown = named.filter((a) => !(a in PARTS));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(", ")}. There are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(1);
}
for (const [name, part] of Object.entries(PARTS)) if (named.length === 0 || named.includes(name)) part(quick);
mkdirSync(OUT, { recursive: true });
writeFileSync(
  join(OUT, `negotiation${named.length === 0 ? "" : `-${named.join("-")}`}.json`),
  JSON.stringify({ results, verdicts }, null, 2),
);
const missed = verdicts.filter((v) => !v.held);
console.log(
  `\n${verdicts.length - missed.length} of ${verdicts.length} held${missed.map((v) => `; missed: ${v.what}`).join("")}`,
);
// A breach or a baseline that is not reproduced is an error; a target that is missed is told.
process.exitCode = missed.some((v) => /breach|beyond|baseline/.test(v.what)) ? 1 : 0;
