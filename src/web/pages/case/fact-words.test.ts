import { describe, expect, test } from "vitest";
import { datesSaid, factSaid } from "./fact-words.ts";

describe("a fact in words", () => {
  test.each([
    ["a known fact has words of its own", "in_network", "false", "Out of network"],
    ["an answer of a person is the same fact", "in_network", "no", "Out of network"],
    ["a plan is named by who bears its cost", "plan_funding", "self_funded_erisa", "Self-funded plan under ERISA"],
    ["a value without words of its own is said by name", "plan_funding", "short_term", "Plan funding: short term"],
    ["yes and no are words", "continuity_of_care", "true", "Continuity of care: yes"],
    ["a day is read as people read it", "payment_received", "2026-11-02", "Payment received: Nov 2, 2026"],
    ["a state keeps its letters", "state", "AZ", "State: AZ"],
    ["what a prototype has is no fact", "constructor", "name", "Constructor: name"],
  ])("%s", (_, fact, value, said) => {
    expect(factSaid(fact, value)).toBe(said);
  });

  test("every day of a sentence is read so, and nothing else", () => {
    expect(datesSaid("until 2027-04-11, trace 2026-99-01")).toBe("until Apr 11, 2027, trace 2026-99-01");
  });
});
