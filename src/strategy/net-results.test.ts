import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, formatUsd, usd } from "#base/money.ts";
import type { Act, ActOf } from "#case/command.ts";
import { instant } from "#case/event.ts";
import type { Filing } from "#case/state.ts";
import { AGREEMENT, given, LUND, viewOf } from "#case/story.ts";
import { feesFor } from "#law/fees.ts";
import { type Netted, netOf, nettedOf } from "./net-results.ts";
import { settledOf } from "./results.ts";

const AT = instant("2026-11-20T15:00:00.000Z");
const HOUR = usd("60.00");
const offer = (from: "us" | "them", amount: string): ActOf<"log offer"> => ({
  ...{ type: "log offer", from, amount: usd(amount), way: "email" },
  made: day("2026-11-19"),
});

function netted(...acts: readonly Act[]): Netted {
  const state = given(...acts);
  const view = viewOf(state);
  const settled = settledOf(view, 0, day("2026-12-31"));
  if (settled === undefined) throw new Error("nothing is settled");
  return nettedOf(state.log, view, settled, HOUR);
}

describe("one settled case", () => {
  test("an offer taken without an ask of ours took the first offer", () => {
    const n = netted(offer("them", "640.00"), { ...AGREEMENT, offer: 2 });
    expect([n.tookFirst, n.over]).toEqual([true, 0n]);
  });

  test("one that was countered did not, and is above the first offer by what came since", () => {
    const n = netted(offer("them", "300.00"), offer("us", "800.00"), offer("them", "640.00"), {
      ...AGREEMENT,
      offer: 4,
    });
    expect([n.tookFirst, n.over && formatUsd(n.over)]).toEqual([false, "340.00"]);
  });

  test("without an offer of theirs nothing is above it", () => {
    expect(netted(AGREEMENT).over).toBeUndefined();
  });

  test("an agreement that names no offer is measured by its total", () => {
    const over = netted(offer("them", "300.00"), AGREEMENT).over;
    expect(over !== undefined && over > 0n).toBe(true);
  });

  test("staff is the acts of persons at the usual minutes, and nothing was filed", () => {
    const n = netted(offer("them", "640.00"), { ...AGREEMENT, offer: 2 });
    expect([n.minutes > 0, n.staff, n.fees]).toEqual([true, usd(`${n.minutes}.00`), 0n]);
  });

  test("waiting for the money costs something, and less than the money", () => {
    const n = netted(AGREEMENT);
    expect([n.delay > 0n, n.delay < n.more]).toEqual([true, true]);
  });
});

describe("fees of a filing", () => {
  const filed: Filing = {
    ...{ event: 3, at: AT, on: day("2026-11-20"), by: LUND, road: "federal IDR", day: day("2026-11-20") },
    ...{ reference: "DISP-100", request: 2 },
  };
  const law = feesFor({ initiated: filed.day, kind: "single" });
  const [low, high] = law?.entityRange ?? [0n, 0n];
  const admin = law?.adminPerParty ?? 0n;
  const feesOf = (act: Act, ...filings: readonly Filing[]): bigint => {
    const state = given(act);
    const view = { ...viewOf(state), filings };
    const settled = settledOf(view, 0, day("2026-12-31"));
    return settled === undefined ? -1n : nettedOf(state.log, view, settled, HOUR).fees;
  };
  const award: Act = { ...AGREEMENT, kind: "award" };
  const half = (low + high) / 2n;

  test.each([
    ["a settlement before an entity was chosen: the administrative fee", AGREEMENT, filed, admin],
    ["one after: half of the entity's too", AGREEMENT, { ...filed, entity: "Entity A" }, admin + half / 2n],
    ["an award that met our final offer: the administrative fee", award, { ...filed, finalOffer: usd("1.00") }, admin],
    ["an award below it: the entity's too", award, { ...filed, finalOffer: usd("9000.00") }, admin + half],
    ["an award, and no offer written down: the entity's too", award, filed, admin + half],
    ["a fee that was written down is taken", AGREEMENT, { ...filed, fee: usd("99.00") }, usd("99.00")],
    ["an appeal is free unless a fee was written down", AGREEMENT, { ...filed, road: "appeal" as const }, 0n],
    ["a suit of which counsel said nothing", AGREEMENT, { ...filed, road: "suit" as const }, 0n],
  ] as const)("%s", (_, act, filing, fees) => {
    expect(feesOf(act, filing)).toBe(fees);
  });

  test("before disputes could be begun only what was written down counts", () => {
    expect(feesOf(AGREEMENT, { ...filed, day: day("2019-01-01") })).toBe(0n);
  });
});

const one = (over: string | undefined, more: Partial<Netted> = {}): Netted => ({
  ...{ fees: usd("10.00"), minutes: 30, staff: usd("20.00"), delay: usd("5.00"), more: usd("300.00") },
  ...{ over: over === undefined ? undefined : usd(over), tookFirst: false, cell: "a" },
  ...more,
});
const many = (n: number, of: Netted): readonly Netted[] => Array.from({ length: n }, () => of);
const took = (more: string, cell = "a"): Netted => one("0.00", { tookFirst: true, more: usd(more), cell });

describe("all of them together", () => {
  test("nothing settled: nothing is claimed", () => {
    const r = netOf([]);
    expect([r.gross, r.net, r.alike, r.tookFirst]).toEqual([
      ...[undefined, undefined, { negotiated: undefined, took: undefined, apart: undefined }, 0],
    ]);
    expect(r.says).toMatch(/^No case took the first offer without an ask, so .* on the same cases\. Which offers/);
  });

  test("net is gross less fees, staff and waiting, to the cent, of those alone whose first offer is known", () => {
    const r = netOf([one("135.00"), one("235.00"), one(undefined)]);
    expect([r.gross?.n, r.gross?.median, r.net?.median]).toEqual([2, usd("185.00"), usd("150.00")]);
    expect([r.fees, r.staff, r.delay, r.minutes]).toEqual([usd("20.00"), usd("40.00"), usd("10.00"), 60]);
  });

  test("an interval is named from six on, and never of three", () => {
    expect([netOf(many(3, one("135.00"))).net?.median95, netOf(many(6, one("135.00"))).net?.median95]).toEqual([
      ...[undefined, [usd("100.00"), usd("100.00")]],
    ]);
  });

  test("cases alike are compared from five on each side", () => {
    const r = netOf([...many(5, one("135.00")), ...many(5, took("200.00"))]);
    expect([r.alike.apart, r.tookFirst]).toEqual([cents(10_000n), 5]);
    expect(r.says).toMatch(/^Beside the cases of the same payer, class and size/);
  });

  test("under five, or of another payer, class or size, they are not", () => {
    expect(netOf([...many(5, one("135.00")), ...many(4, took("200.00"))]).alike.apart).toBeUndefined();
    const r = netOf([...many(5, one("135.00")), ...many(5, took("200.00", "b"))]);
    expect([r.alike.took, r.alike.apart]).toEqual([undefined, undefined]);
    expect(r.says).toMatch(/^Too few cases of the same payer/);
  });
});
