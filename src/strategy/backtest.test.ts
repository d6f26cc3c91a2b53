import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, usd } from "#base/money.ts";
import {
  type AdvisedMove,
  agrees,
  backtestOf,
  calibrationOf,
  type Done,
  disputesOf,
  type PlayedCase,
  type PlayedMoment,
  partingOf,
} from "./backtest.ts";

/** Cases written out as `done amount | advised amount chance | their standing offer`, and what they come to. */

const ALLOWED = usd("300.00");
const CAP = usd("900.00");

const dollars = (text: string | undefined): Cents | undefined =>
  text === undefined || text === "-" ? undefined : usd(`${text}.00`);

function moment(text: string, i: number): PlayedMoment {
  const [did = "", said = "", stands] = text.split("|").map((part) => part.trim());
  const [done, amount] = did.split(" ");
  const [move, wanted, chance = "0.5"] = said.split(" ");
  const [a, w, stood] = [dollars(amount), dollars(wanted), dollars(stands)];
  return {
    ...{ event: i + 2, on: day("2026-03-02"), done: done as Done, allowed: ALLOWED, cap: CAP },
    ...(a !== undefined && { amount: a }),
    ...(stood !== undefined && { stood }),
    ...(move === "none"
      ? { why: "Too little is known." }
      : {
          advice: {
            move: move as AdvisedMove,
            chance: Number(chance),
            because: "",
            ...(w !== undefined && { amount: w }),
          },
        }),
  };
}

const played = (final: string | undefined, ...moments: readonly string[]): PlayedCase => ({
  ...{ id: "c", number: "HR-1", payer: "Northfield", moments: moments.map(moment), agreed: final !== undefined },
  ...(final !== undefined && final !== "award" && { final: usd(`${final}.00`) }),
});

const many = (n: number, one: PlayedCase): readonly PlayedCase[] => Array.from({ length: n }, () => one);

describe("an act and its advice", () => {
  test.each<[Done, AdvisedMove, boolean]>([
    ["ask", "ask", true],
    ["ask", "take", false],
    ["ask", "wait", false],
    ["take", "take", true],
    ["take", "ask", false],
    ["refuse", "ask", true],
    ["refuse", "escalate", true],
    ["refuse", "take", false],
    ["stop", "stop", true],
    ["stop", "escalate", false],
  ])("to %s, advised to %s: one is the other is %s", (done, advised, same) => {
    expect(agrees(done, advised)).toBe(same);
  });
});

describe("a case against its advice", () => {
  test.each([
    ["did as advised, to the dollar", played("500", "ask 800 | ask 800 | -", "take 500 | take 500 | 500"), undefined],
    ["asked for more", played("500", "ask 850 | ask 800 | -", "take 500 | take 500 | 500"), ["otherwise", "50.00"]],
    [
      "passed over 450 and got 520",
      played("520", "ask 700 | take 450 | 450", "take 520 | take 520 | 520"),
      ["earlier", "70.00", "70.00"],
    ],
    [
      "passed over 450 and got 400",
      played("400", "ask 700 | take 450 | 450", "take 400 | take 400 | 400"),
      ["earlier", "50.00", "-50.00"],
    ],
    [
      "passed over 450 and ended in an award",
      played("award", "refuse | take 450 | 450"),
      ["earlier", "0.00", undefined],
    ],
    ["was advised to take what did not stand", played("500", "ask 700 | take 450 | -"), ["otherwise", "0.00"]],
    [
      "took 500 where 640 was to be asked",
      played("500", "take 500 | ask 640 | 500"),
      ["longer", "140.00", undefined, "-200.00", "400.00"],
    ],
    ["was given up where 640 was to be asked", played(undefined, "stop | ask 640 | -"), ["longer", "340.00"]],
    ["had no advice", played("500", "take 500 | none | 500"), undefined],
  ] as const)("that %s", (_, c, wants) => {
    const p = partingOf(c);
    const shown = (x: Cents | undefined) => (x === undefined ? undefined : (Number(x) / 100).toFixed(2));
    const said = p && [p.how, shown(p.apart), shown(p.seen), shown(p.bounds?.low), shown(p.bounds?.high)];
    expect(said).toEqual(wants === undefined ? undefined : [...wants, ...Array(5 - wants.length).fill(undefined)]);
  });

  test("an end above the cap bounds nothing below zero on the high side", () => {
    expect(partingOf(played("950", "take 950 | ask 900 | 950"))?.bounds).toEqual({ low: usd("-650.00"), high: 0n });
  });
});

describe("all of them", () => {
  test.each([
    [0, false],
    [9, false],
    [10, true],
  ])("%i cases with advice: enough to say is %s", (n, enough) => {
    const all = [...many(n, played("500", "take 500 | take 500 | 500")), ...many(20, played("500", "take 500 | none"))];
    expect(backtestOf(all)).toMatchObject({ advised: n, played: n + 20, moments: n, enough });
  });

  test("dollars are those that were seen, and bounds where none were", () => {
    const b = backtestOf([
      ...many(2, played("520", "ask 700 | take 450 | 450", "take 520 | take 520 | 520")),
      played("400", "ask 700 | take 450 | 450", "take 400 | take 400 | 400"),
      played(undefined, "refuse | take 450 | 450"),
      ...many(2, played("500", "take 500 | ask 640 | 500")),
      played(undefined, "stop | escalate | -"),
    ]);
    expect(b.earlier).toMatchObject({ share: { hits: 4, n: 7 }, withFinal: 3, seen: usd("90.00") });
    expect(b.longer).toMatchObject({
      share: { hits: 3, n: 7 },
      withFinal: 2,
      low: usd("-400.00"),
      high: usd("800.00"),
    });
    expect(b.agree).toMatchObject({ hits: 3, n: 10 });
    expect(b.partings.map((p) => p.apart)).toEqual(b.partings.map((p) => p.apart).toSorted((x, y) => Number(y - x)));
  });

  test("asks are compared only where both asked", () => {
    const b = backtestOf([played("500", "ask 850 | ask 800", "ask 700 | take 450 | 450", "ask 640 | ask 650")]);
    expect(b.asks).toMatchObject({ n: 2, median: usd("20.00") });
  });

  test("of nothing, nothing is said", () => {
    expect(backtestOf([])).toMatchObject({ advised: 0, enough: false, agree: { n: 0 }, asks: undefined, partings: [] });
  });
});

describe("the stated chance to settle", () => {
  const stated = (chance: number, settled: boolean) =>
    played(settled ? "500" : undefined, `ask 800 | ask 800 ${chance}`, "ask 700 | ask 700 0.01");

  test("counts the first of each case, in five bins that hold their ends as said", () => {
    const c = calibrationOf([0, 0.19, 0.2, 0.4, 0.79, 0.8, 1].map((x) => stated(x, x >= 0.5)));
    expect(c.bins.map((b) => [b.from, b.settled.hits, b.settled.n])).toEqual([
      [0, 0, 2],
      [0.2, 0, 1],
      [0.4, 0, 1],
      [0.6, 1, 1],
      [0.8, 2, 2],
    ]);
    expect([c.n, c.brier]).toEqual([7, undefined]);
  });

  test.each([
    ["always right", [...many(5, stated(1, true)), ...many(5, stated(0, false))], 0, 0.25],
    ["always wrong", [...many(5, stated(0, true)), ...many(5, stated(1, false))], 1, 0.25],
    ["one half always", [...many(8, stated(0.5, true)), ...many(2, stated(0.5, false))], 0.25, 0.16],
  ] as const)("%s", (_, all, brier, plain) => {
    const c = calibrationOf(all);
    expect(c.brier).toBeCloseTo(brier, 12);
    expect(c.plainBrier).toBeCloseTo(plain, 12);
  });

  test.each<readonly [string, PlayedCase["dispute"], readonly [number, number]]>([
    ["that was decided and had a chance stated is held against it", { chance: 0.7, paid: true }, [1, 0]],
    ["that was decided without a stated chance is left", { paid: true }, [0, 1]],
    ["that was settled or is open is left", { chance: 0.7 }, [0, 1]],
    ["that was never filed is nothing", undefined, [0, 0]],
  ])("a dispute %s", (_, dispute, wanted) => {
    const { n, left } = disputesOf([{ ...stated(0.5, true), ...(dispute && { dispute }) }]);
    expect([n, left]).toEqual(wanted);
  });

  test("disputes are held against how they were decided, and settlements do not count there", () => {
    const filed = (chance: number, paid: boolean): PlayedCase => ({ ...stated(0.1, false), dispute: { chance, paid } });
    const all = [...many(8, filed(0.8, true)), ...many(2, filed(0.8, false)), stated(1, true)];
    const d = disputesOf(all);
    expect([d.n, d.left, d.bins[4]?.settled.hits]).toEqual([10, 0, 8]);
    expect(d.brier).toBeCloseTo(0.16, 12);
    expect(d.plainBrier).toBeCloseTo(0.16, 12);
    expect(calibrationOf(all).n).toBe(11);
  });

  test("a bin says how sure: 8 of 10 lie between 49 and 94 in 100 (Wilson)", () => {
    const [, , bin] = calibrationOf([...many(8, stated(0.5, true)), ...many(2, stated(0.5, false))]).bins;
    expect(bin?.stated).toBeCloseTo(0.5, 12);
    expect(bin?.settled.low).toBeCloseTo(0.4902, 3);
    expect(bin?.settled.high).toBeCloseTo(0.9433, 3);
  });
});
