import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historyOfAllowed } from "#claim/history.ts";
import { AskedHistory } from "./history-own.ts";

const amounts = (cents: number, times: number): string => `${cents} ${times}`;
const row = (payer_key: string, service: string, text: string) => ({ payer_key, service, amounts: text });

describe("the own median of a payer and a service", () => {
  const ENOUGH = [row("60054", "99285", amounts(40_000, 30)), row("60054", "99284", amounts(20_000, 30))];
  test.each<[string, ReturnType<typeof row>[], string, string, number | undefined]>([
    ["is that of its amounts", ENOUGH, "60054", "99285", 40_000],
    ["is none of a service nobody paid", ENOUGH, "60054", "99283", undefined],
    ["is none of another payer", ENOUGH, "87726", "99285", undefined],
    ["is none of too few amounts", [row("60054", "99285", amounts(40_000, 1))], "60054", "99285", undefined],
    [
      "adds up what several imports kept",
      [row("60054", "99285", amounts(40_000, 15)), row("60054", "99285", amounts(40_000, 15))],
      "60054",
      "99285",
      40_000,
    ],
    [
      "leaves out what a reversal took back",
      [...ENOUGH, row("60054", "99285", `${amounts(40_000, -30)},${amounts(10_000, 30)}`)],
      "60054",
      "99285",
      10_000,
    ],
    [
      "is that of the one name files give to an id",
      [row("AETNA", "99285", amounts(40_000, 30)), row("60054", "", '["AETNA"]')],
      "60054",
      "99285",
      40_000,
    ],
    [
      "is none where an id has two names",
      [row("AETNA", "99285", amounts(40_000, 30)), row("60054", "", '["AETNA","CIGNA"]')],
      "60054",
      "99285",
      undefined,
    ],
  ])("%s", (_, rows, payer, service, median) => {
    const found = new AskedHistory(rows).median(payer, service, []);
    expect(found === undefined ? undefined : Number(found.median)).toBe(median);
  });

  test("property: is what adding up every payer gives", () => {
    const payers = ["60054", "87726", "AETNA", "CIGNA"];
    const services = ["99285", "99284"];
    const kept = fc.oneof(
      fc.record({
        payer_key: fc.constantFrom(...payers),
        service: fc.constantFrom(...services),
        amounts: fc
          .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -12, max: 25 })), {
            minLength: 1,
            maxLength: 4,
          })
          .map((of) => of.map(([cents, times]) => amounts(cents, times)).join(",")),
      }),
      fc.record({
        payer_key: fc.constantFrom(...payers),
        service: fc.constant(""),
        amounts: fc
          .uniqueArray(fc.constantFrom("AETNA", "CIGNA"), { minLength: 1 })
          .map((names) => JSON.stringify(names)),
      }),
    );
    fc.assert(
      fc.property(fc.array(kept, { maxLength: 14 }), (rows) => {
        const counts = new Map<string, Map<string, Map<number, number>>>();
        const names = new Map<string, Set<string>>();
        for (const r of rows)
          if (r.service === "") {
            names.set(
              r.payer_key,
              new Set([...(names.get(r.payer_key) ?? []), ...(JSON.parse(r.amounts) as string[])]),
            );
          } else {
            const of = counts.get(r.payer_key) ?? new Map<string, Map<number, number>>();
            const sums = of.get(r.service) ?? new Map<number, number>();
            counts.set(r.payer_key, of.set(r.service, sums));
            for (const pair of r.amounts.split(",")) {
              const [cents = 0, times = 0] = pair.split(" ").map(Number);
              sums.set(cents, (sums.get(cents) ?? 0) + times);
            }
          }
        const whole = historyOfAllowed(counts, names);
        const asked = new AskedHistory(rows);
        for (const payer of payers)
          for (const service of services)
            expect(asked.median(payer, service, [])).toEqual(whole.median(payer, service, []));
      }),
    );
  });
});
