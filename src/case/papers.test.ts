import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import type { Act, ActOf, Ground, Stated } from "./command.ts";
import { bouncedOf } from "./sent.ts";
import { asks, finding, given, outcomeOf, TODAY, type Told, viewOf } from "./story.ts";
import { workOf } from "./work.ts";

/** Papers that went out, what they state of the claim, and what shows that they arrived. */

const NOTICE: ActOf<"send paper"> = {
  ...{ type: "send paper", paper: "notice", hash: "a".repeat(64), way: "email", day: TODAY },
  to: { name: "Northfield Mutual", address: "nsa@northfield.example" },
};
const PROOF: Act = { type: "attach file", file: "b".repeat(64), name: "read.eml", kind: "proof of delivery", bytes: 9 };
const RECORD: Act = { type: "attach file", file: "c".repeat(64), name: "note.pdf", kind: "record", bytes: 9 };
const states: Stated = { fact: "open_negotiation_start", scope: "claim", key: "ED-1001", value: TODAY };
const INITIATE = [day("2027-01-07"), day("2027-01-12")] as const;
const begun = finding({
  rights: [{ ...(finding().rights[0] as never as object), id: "nsa.idr_initiate", safe: INITIATE } as never],
});
const sends = (act: Partial<ActOf<"send paper">> = {}, ground: Ground = {}): Told => ({
  ...{ act: { ...NOTICE, ...act }, finding: begun, states },
  ...ground,
});
const proves = (more: Partial<ActOf<"prove delivery">> = {}, ground: Ground = {}): Told => ({
  ...{
    act: { type: "prove delivery", sent: 2, outcome: "delivered", day: TODAY, file: 3, ...more },
    finding: finding(),
  },
  ...ground,
});
const { file: _, ...bounce } = { type: "prove delivery", sent: 2, outcome: "bounced", day: TODAY, file: 0 } as const;
const BOUNCED: Told = { act: bounce, finding: finding() };
const work = (told: readonly Told[], on = TODAY) =>
  workOf(viewOf(given(...told)), { today: on, workRate: { top: 1n, bottom: 10n } });

describe("a paper is written down as sent", () => {
  test.each<readonly [string, readonly Told[], Told, string]>([
    ["with the day it states", [], sends(), "paper sent"],
    ["tomorrow", [], sends({ day: day("2026-11-21") }), "refused: day"],
    ["to nobody", [], sends({ to: { name: " " } }), "refused: reason-missing"],
    ["without the claim evaluated", [], { act: NOTICE, states }, "refused: not-evaluated"],
    ["without anybody having looked", [], { act: NOTICE }, "refused: not-evaluated"],
    ["evaluated with another day", [], sends({ day: day("2026-11-19") }), "refused: not-evaluated"],
    ["while the first one stands", [sends()], sends({ way: "fax" }), "refused: already-so"],
    ["again, after it came back", [sends(), BOUNCED], sends({ way: "fax" }), "paper sent"],
    ["a letter, which states nothing", [], { act: { ...NOTICE, paper: "counter" } }, "paper sent"],
    [
      "the same letter twice",
      [{ ...NOTICE, paper: "counter" }],
      { ...NOTICE, paper: "counter" },
      "refused: already-so",
    ],
    [
      "a letter by another way",
      [{ ...NOTICE, paper: "counter" }],
      { ...NOTICE, paper: "counter", way: "fax" },
      "paper sent",
    ],
  ])("%s", (_, before, told, outcome) => {
    expect(outcomeOf(asks(given(...before), told))).toBe(outcome);
  });

  test("the notice answers when negotiation began, with itself as the source, and the claim is decided again", () => {
    const view = viewOf(given(sends()));
    expect(view.facts).toMatchObject([
      {
        event: 2,
        fact: "open_negotiation_start",
        value: TODAY,
        source: `sent by email to Northfield Mutual on ${TODAY}`,
      },
    ]);
    expect(view.finding.rights[0]?.id).toBe("nsa.idr_initiate");
  });

  test("where the day was known from elsewhere nothing is answered twice", () => {
    const view = viewOf(given(sends({}, { states: "known before" })));
    expect([view.papers.length, view.facts.length, view.finding]).toEqual([1, 0, finding()]);
  });

  test("taken back, the clock goes with it", () => {
    const view = viewOf(given(sends(), { act: { type: "undo", event: 2 }, finding: finding() }));
    expect([view.papers, view.facts, view.finding]).toEqual([[], [], finding()]);
  });

  test("taken back without the claim evaluated, it stays", () => {
    expect(outcomeOf(asks(given(sends()), { type: "undo", event: 2 }))).toBe("refused: not-evaluated");
  });
});

describe("what became of it", () => {
  test.each<readonly [string, readonly Told[], Told, string]>([
    ["it arrived, and a file shows it", [sends(), PROOF], proves(), "delivery proved"],
    ["it arrived, by somebody's word", [sends()], { act: { ...bounce, outcome: "delivered" } }, "refused: not-there"],
    ["a medical record shows it", [sends(), RECORD], proves(), "refused: not-there"],
    [
      "the proof was removed",
      [sends(), PROOF, { type: "remove file", file: 3, reason: "x" }],
      proves(),
      "refused: not-there",
    ],
    ["before it was sent", [sends(), PROOF], proves({ day: day("2026-11-19") }), "refused: day"],
    ["tomorrow", [sends(), PROOF], proves({ day: day("2026-11-21") }), "refused: day"],
    ["of no paper", [PROOF], proves({ sent: 9 }), "refused: not-there"],
    ["a second time", [sends(), PROOF, proves()], proves(), "refused: already-so"],
    ["it came back", [sends()], BOUNCED, "delivery proved"],
    ["it came back, and the claim was not evaluated", [sends()], { act: bounce }, "refused: not-evaluated"],
    [
      "a letter came back, on which no clock rests",
      [{ ...NOTICE, paper: "counter" }],
      { act: bounce },
      "delivery proved",
    ],
  ])("%s", (_, before, told, outcome) => {
    expect(outcomeOf(asks(given(...before), told))).toBe(outcome);
  });

  test("what came back no longer begins anything: the answer is withdrawn and the right to send stands again", () => {
    const view = viewOf(given(sends(), BOUNCED));
    expect(view.facts[0]?.withdrawn?.event).toBe(3);
    expect(view.finding).toEqual(finding());
    expect(bouncedOf(view)?.event).toBe(2);
  });

  test("that it came back, taken back, begins it again", () => {
    const view = viewOf(given(sends(), BOUNCED, { act: { type: "undo", event: 3 }, finding: begun }));
    expect([view.facts[0]?.withdrawn, view.finding.rights[0]?.id]).toEqual([undefined, "nsa.idr_initiate"]);
  });

  test("a paper is not taken back while its proof stands on it", () => {
    expect(outcomeOf(asks(given(sends(), PROOF, proves()), { type: "undo", event: 2 }))).toBe("refused: built-on");
  });
});

describe("whose turn it is, and what is due", () => {
  const delivered = [sends(), PROOF, proves()];
  test.each<readonly [string, readonly Told[], string, string, string]>([
    ["sent", [sends()], TODAY, "payer", "our open negotiation notice of 2026-11-20 is with them"],
    ["not proved on the fifth business day", [sends()], "2026-11-30", "payer", "is with them"],
    ["not proved the day after", [sends()], "2026-12-01", "us", "nothing shows that the open negotiation notice"],
    ["delivered, weeks later", delivered, "2026-12-15", "payer", "is with them"],
    ["on the first day to initiate", delivered, "2027-01-07", "us", "the dispute may be filed through 2027-01-12"],
    ["the day before", delivered, "2027-01-06", "payer", "is with them"],
    ["came back", [sends(), BOUNCED], TODAY, "us", "came back: send it again"],
    ["came back and was sent again", [sends(), BOUNCED, sends({ way: "fax" })], TODAY, "payer", "is with them"],
  ])("%s", (_, told, on, turn, because) => {
    const { turn: is } = work(told, day(on));
    expect([is.of, is.because]).toEqual([turn, expect.stringContaining(because)]);
  });

  const duesOf = (told: readonly Told[]) =>
    work(told).dues.flatMap((d) => (d.kind === "paper" ? [[d.day, d.text]] : []));
  test("what is due: to show that it arrived, or to send it again", () => {
    expect(duesOf([sends()])).toEqual([["2026-11-30", "show that the open negotiation notice of 2026-11-20 arrived"]]);
    expect(duesOf(delivered)).toEqual([]);
    expect(duesOf([sends(), BOUNCED])).toEqual([
      [TODAY, "send the open negotiation notice again: what went to Northfield Mutual on 2026-11-20 came back"],
    ]);
  });
});
