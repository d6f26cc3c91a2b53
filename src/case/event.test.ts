import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { type CaseEvent, type EventJson, eventJson, happened, instant, readInstant } from "./event.ts";
import { asStored, readEvent } from "./event-read.ts";
import { AGREEMENT, given, LUND, OFFER, TODAY } from "./story.ts";

const AT = { file: "events", line: 4 };
const stamp = { by: LUND, at: instant("2026-11-20T17:04:05.123Z"), on: TODAY };
const note = happened(stamp, "note added", { text: "the plan's fax is down" });
const stored = (e: CaseEvent): EventJson => JSON.parse(JSON.stringify(eventJson(e))) as EventJson;

test("stored and read again an event is the same", () => {
  for (const event of given(OFFER, { ...AGREEMENT, offer: 2 }).log)
    expect(readEvent(stored(event), AT)).toEqual({ ok: true, value: event });
});

test("amounts are stored as texts with two decimals", () => {
  const [, offer] = given(OFFER).log;
  expect(offer === undefined ? undefined : stored(offer).body).toMatchObject({ amount: "700.00", stake: "912.00" });
});

const said = (json: unknown): string => {
  const read = readEvent(json, AT);
  return read.ok ? "read" : `${read.error.code}: ${read.error.message}`;
};

describe("what is no event is a Problem that repeats nothing", () => {
  test.each<readonly [string, unknown, string]>([
    ["another type", { ...stored(note), type: "note shouted" }, "event-type-unknown: "],
    ["a type of every object", { ...stored(note), type: "constructor" }, "event-type-unknown: "],
    ["another form", { ...stored(note), form: 2 }, "event-form-unknown: "],
    [
      "no body",
      { ...stored(note), body: undefined },
      'event-unreadable: An event "note added" is not whole: the event itself.',
    ],
    ["a field too many", { ...stored(note), body: { text: "x", mood: "bad" } }, "event-unreadable: "],
    [
      "an empty text",
      { ...stored(note), body: { text: "" } },
      'event-unreadable: An event "note added" is not whole: text.',
    ],
    [
      "no person",
      { ...stored(note), by: { kind: "person" } },
      "event-unreadable: An event of a case is not whole: by.",
    ],
    [
      "a day that is none",
      { ...stored(note), on: "2026-02-30" },
      "event-unreadable: An event of a case is not whole: on.",
    ],
    ["an hour that is none", { ...stored(note), at: "2026-11-20T25:00:00.000Z" }, "event-unreadable: "],
    ["a text", "note added", "event-unreadable: An event of a case is not whole: the event itself."],
    ["nothing", null, "event-unreadable: "],
  ])("%s", (_, json, problem) => {
    expect(said(json)).toContain(problem);
    expect(said(json)).not.toContain("fax");
  });

  test.each(["7", "7.5", "07.50", "+7.50", "7.500", "seven", "-0.00", 7])("%s is no amount", (amount) => {
    const [, offer] = given(OFFER).log;
    const json = offer === undefined ? undefined : stored(offer);
    expect(said({ ...json, body: { ...(json?.body as object), amount } })).toMatch(/event-unreadable: .*: amount/);
  });
});

test("what could not be read again is not stored", () => {
  expect(asStored(note)).toEqual({ ok: true, value: note });
  expect(asStored(happened(stamp, "note added", { text: "" }))).toEqual({ ok: false, error: "text" });
  expect(asStored({ ...note, by: { ...LUND, name: "" } })).toEqual({ ok: false, error: "by.name" });
  const entered = { ...AGREEMENT, type: undefined, amount: usd("1.00"), lines: [{ line: 0, amount: usd("1.00") }] };
  const { type: _, ...body } = entered;
  expect(asStored(happened(stamp, "agreement entered", body))).toEqual({ ok: false, error: "lines.0.line" });
});

test.each([
  ["2026-11-20T17:04:05.123Z", true],
  ["2026-11-20T17:04:05Z", false],
  ["2026-11-20T17:04:05.123+01:00", false],
  ["2026-11-31T17:04:05.123Z", false],
  ["2026-11-20T24:04:05.123Z", false],
])("%s an instant: %s", (text, is) => {
  expect(readInstant(text) !== undefined).toBe(is);
});

test("a slip in our own code is loud", () => {
  expect(() => instant("2026-11-20")).toThrow("Parley bug");
  expect(day("2026-11-20")).toBe(TODAY);
});
