import { describe, expect, test } from "vitest";
import { INES, idOf, LUND, rowOf } from "#test/web/invented.ts";
import type { QueueRow } from "#web/data/words.ts";
import type { QueueSearch } from "#web/pages/queue/search.ts";
import { arranged, type By, standsOf } from "./stands.ts";

const KNOWN = { people: [INES, LUND], rights: [{ id: "nsa.idr_initiate", name: "Begin the federal dispute" }] };

const stands = (by: By, search: QueueSearch = {}) => standsOf(by, KNOWN, search, INES.id);
const named = (by: By, name: string) => {
  const found = stands(by).find((s) => s.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
};
const row = (n: number, more: Partial<QueueRow> = {}): QueueRow => ({
  ...rowOf(n),
  turn: "ours",
  owner: null,
  ...more,
});

describe("the columns", () => {
  test.each([
    ["who acts next", "turn", {}, ["Our turn", "Waiting on payer", "Waiting on records", "Snoozed", "On hold"]],
    ["those that fit a filter alone", "turn", { state: "held" }, ["On hold"]],
    ["closed ones where they are asked for", "turn", { state: "closed" }, ["Closed"]],
    ["nobody first, then people", "owner", {}, ["Nobody", INES.name, LUND.name]],
    ["one's own", "owner", { owner: "me" }, [INES.name]],
    ["one class", "class", { class: "denied" }, ["Denied"]],
    ["rights that end next, and none", "right", {}, ["Begin the federal dispute", "No right is open"]],
  ] as const)("%s", (_, by, search, names) => {
    expect(stands(by, search).map((s) => s.name)).toEqual(names);
  });

  test("each holds its own, and what is closed stands in none", () => {
    const rows = [row(0), row(1, { state: "snoozed" }), row(2, { state: "closed" }), row(3, { turn: "theirs" })];
    expect(stands("turn").map((s) => rows.filter(s.holds).map((r) => r.id))).toEqual([
      [idOf(0)],
      [idOf(3)],
      [],
      [idOf(1)],
      [],
    ]);
    expect(named("class", "Denied").holds(row(0, { class: "denied", state: "closed" }))).toBe(false);
  });
});

describe("moving a case", () => {
  test.each([
    ["to a person: it is given", "owner", LUND.name, [row(0)], { act: { type: "assign", to: LUND.id } }],
    ["to nobody", "owner", "Nobody", [row(0)], { act: { type: "assign", to: null } }],
    ["to Snoozed: until when, and why", "turn", "Snoozed", [row(0)], { ask: "snooze" }],
    ["to On hold: why", "turn", "On hold", [row(0)], { ask: "hold" }],
    ["back from a snooze", "turn", "Our turn", [row(0, { state: "snoozed" })], { act: { type: "wake" } }],
    ["back from hold", "turn", "Our turn", [row(0, { state: "held" })], { act: { type: "release" } }],
  ] as const)("%s", (_, by, to, rows, how) => {
    expect(named(by, to).move(rows)).toEqual(how);
  });

  test.each([
    ["from one turn to another", "turn", "Waiting on payer", [row(0)], /^Whose turn it is follows from what was done/],
    [
      "back where it does not belong",
      "turn",
      "Waiting on payer",
      [row(0, { state: "snoozed" })],
      /^HR-2036 comes back to Our turn/,
    ],
    [
      "some snoozed, some held",
      "turn",
      "Our turn",
      [row(0, { state: "snoozed" }), row(1, { state: "held" })],
      /move those that rest alike/,
    ],
    ["to another class", "class", "Denied", [row(0)], /^A class is found, not set/],
    ["to another right", "right", "No right is open", [row(0)], /follows from law/],
  ] as const)("is refused with a sentence: %s", (_, by, to, rows, why) => {
    expect(named(by, to).move(rows)).toEqual({ not: expect.stringMatching(why) });
  });
});

test("a case that was moved stands in its new column before that is asked for anew, and once", () => {
  const [nobody, ines] = stands("owner");
  const given = row(0, { owner: INES });
  const read = { [nobody?.key ?? ""]: [given, row(1)], [ines?.key ?? ""]: [row(2, { owner: INES })] };
  const ids = (of: typeof read) => arranged(stands("owner"), of).map((c) => c.map((r) => r.id));
  expect(ids(read)).toEqual([[idOf(1)], [idOf(0), idOf(2)], []]);
  expect(ids({ ...read, [ines?.key ?? ""]: [given, row(2, { owner: INES })] })).toEqual([
    [idOf(1)],
    [idOf(0), idOf(2)],
    [],
  ]);
});
