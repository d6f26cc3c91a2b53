import { describe, expect, test } from "vitest";
import { formatUsd } from "#base/money.ts";
import type { RightView } from "./evaluation.ts";
import { claimJson, type Told, told } from "./invented.ts";
import { earliestOf } from "./law-view.ts";

/** An underpayment under the federal Act, whose day of receipt a letter and a log state differently. */
const disputed = (letter: string, log: string, more: Partial<Told> = {}) =>
  told({
    remittances: [
      {
        paid: "300.00",
        cas: [
          ["CO", "45", "625.00"],
          ["PR", "2", "75.00"],
        ],
        remarks: ["N877"],
      },
    ],
    facts: [
      ["claim", "C-1", "payment_received", letter, "the payer's letter"],
      ["claim", "C-1", "payment_received", log, "our mail log"],
    ],
    ...more,
  });

const negotiation = (rights: readonly RightView[]): RightView | undefined =>
  rights.find((r) => r.id === "nsa.open_neg_initiate");

describe("a claim whose day of receipt is disputed", () => {
  test("has the days that both clocks allow, and shows both", () => {
    const e = disputed("2026-11-09", "2026-11-02");
    expect(negotiation(e.rights)).toMatchObject({
      state: "open",
      safe: ["2026-11-09", "2026-12-15"],
      daysLeft: 17,
      assumed: false,
      disputed: [
        { day: "2026-11-02", source: "facts file line 3: our mail log" },
        { day: "2026-11-09", source: "facts file line 2: the payer's letter" },
      ],
    });
    expect(negotiation(e.rights)?.starts).toBeUndefined();
  });

  test("says so in the JSON; a claim without a dispute has no word of it", () => {
    const rights = (text: string) => (JSON.parse(text) as { rights: { id: string; disputed?: unknown }[] }).rights;
    const [first] = rights(claimJson(disputed("2026-11-09", "2026-11-02")));
    expect(first?.disputed).toEqual([
      {
        received: "2026-11-02",
        source: "facts file line 3: our mail log",
        safe: ["2026-11-02", "2026-12-15"],
        state: "open",
      },
      {
        received: "2026-11-09",
        source: "facts file line 2: the payer's letter",
        safe: ["2026-11-09", "2026-12-22"],
        state: "open",
      },
    ]);
    expect(claimJson(disputed("2026-11-02", "2026-11-02"))).not.toContain("disputed");
  });

  test("is not lost while one clock runs, and is the first thing to do", () => {
    const past = disputed("2026-10-05", "2026-10-12");
    const right = earliestOf(past.rights);
    expect(right).toMatchObject({ state: "open", safe: ["2026-10-12", "2026-11-17"], daysLeft: 0 });
    expect([past.class, past.lines[0]?.rightsState]).toEqual(["underpaid", "open"]);
    // 800.00 less 375.00 allowed, at 65%: nothing of it is left to another day.
    expect(formatUsd(past.loss)).toBe("276.25");
    expect(past.questions.map((q) => [q.fact, formatUsd(q.dollars)])).toEqual([["payment_received", "425.00"]]);
  });

  test("is expired once every clock has run out", () => {
    expect(disputed("2026-09-07", "2026-09-14").class).toBe("expired");
  });

  test("asks for the proof when no day suits both", () => {
    const e = disputed("2026-08-03", "2026-10-12");
    expect(negotiation(e.rights)?.safe).toBeUndefined();
    expect(negotiation(e.rights)?.disputed).toHaveLength(2);
    expect(e.questions.map((q) => q.fact)).toContain("payment_received");
  });
});
