import { expect, test } from "vitest";
import { Presence } from "./presence.ts";

const [A, B] = [
  { id: "a", initials: "AA" },
  { id: "b", initials: "BB" },
];
const said = (person: typeof A, isHere = true) => ({ topic: "here", client: "c", case: "1", person, isHere }) as const;

test.each<[string, readonly (readonly [seconds: number, who: typeof A, isHere?: boolean])[], number, string]>([
  ["one who comes", [[0, A]], 0, "AA"],
  [
    "two on one case",
    [
      [0, A],
      [1, B],
    ],
    2,
    "AA BB",
  ],
  [
    "one who leaves",
    [
      [0, A],
      [1, B],
      [2, A, false],
    ],
    2,
    "BB",
  ],
  [
    "one who says so again",
    [
      [0, A],
      [40, A],
    ],
    80,
    "AA",
  ],
  [
    "one who says nothing for a while",
    [
      [0, A],
      [30, B],
    ],
    60,
    "BB",
  ],
  ["one who was never there leaves", [[0, A, false]], 1, ""],
])("%s", (_, news, at, who) => {
  const presence = new Presence();
  for (const [seconds, person, isHere] of news) presence.hear("o", said(person, isHere), seconds * 1_000);
  presence.sweep(at * 1_000);
  expect(
    presence
      .on("1")
      .map((w) => w.initials)
      .join(" "),
  ).toBe(who);
});

test("only what changed is told", () => {
  const presence = new Presence();
  expect(presence.hear("o", said(A), 0)).toEqual({ org: "o", client: "c", case: "1", who: [A] });
  expect(presence.hear("o", said(A), 20_000)).toBeUndefined();
  expect(presence.sweep(60_000)).toEqual([]);
  expect(presence.sweep(70_000)).toEqual([{ org: "o", client: "c", case: "1", who: [] }]);
  expect(presence.sweep(80_000)).toEqual([]);
});
