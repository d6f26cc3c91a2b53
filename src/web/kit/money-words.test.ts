import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { percentOf, showMoney, showShort } from "./money-words.ts";

describe("an amount is written", () => {
  test.each([
    ["592.59", "exact", "$592.59"],
    ["248916.40", "exact", "$248,916.40"],
    ["1087.40", "estimate", "$1,087"],
    ["10000.00", "sum", "$10,000.00"],
    ["10000.01", "sum", "$10,000"],
    ["-12500.50", "sum", "−$12,501"],
  ] as const)("%s, %s, as %s", (amount, exact, text) => {
    expect(showMoney(usd(amount), exact)).toBe(text);
  });

  test.each([
    ["0.00", "$0"],
    ["640.49", "$640"],
    ["999.50", "$1k"],
    ["38410.00", "$38k"],
    ["999500.00", "$1.0m"],
    ["1249999.99", "$1.2m"],
    ["-38410.00", "−$38k"],
  ])("%s short as %s", (amount, text) => {
    expect(showShort(usd(amount))).toBe(text);
  });

  test("as percent of another, and of nothing not at all", () => {
    expect(percentOf(usd("533.69"), usd("592.59"))).toBe(90n);
    expect(percentOf(usd("1.00"), usd("0.00"))).toBeUndefined();
  });
});
