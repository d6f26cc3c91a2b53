import { describe, expect, test } from "vitest";
import { answersIn, refusalIn } from "./pglite-answer.ts";

/** Messages of PostgreSQL, written by hand. */

const small = (n: number): Buffer => {
  const b = Buffer.alloc(2);
  b.writeInt16BE(n);
  return b;
};
const long = (n: number): Buffer => {
  const b = Buffer.alloc(4);
  b.writeInt32BE(n);
  return b;
};
const zero = Buffer.alloc(1);
const text = (s: string): Buffer => Buffer.concat([Buffer.from(s), zero]);
function message(kind: string, ...parts: readonly Buffer[]): Buffer {
  const said = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind), long(said.length + 4), said]);
}

const [TEXT, BIG, SMALL, YES] = [25, 20, 23, 16] as const;
const fields = (...of: readonly (readonly [string, number])[]): Buffer =>
  message(
    "T",
    small(of.length),
    ...of.flatMap(([name, type]) => [text(name), long(0), small(0), long(type), small(-1), long(-1), small(0)]),
  );
const row = (...cells: readonly (string | null)[]): Buffer =>
  message(
    "D",
    small(cells.length),
    ...cells.flatMap((c) => (c === null ? [long(-1)] : [long(Buffer.byteLength(c)), Buffer.from(c)])),
  );
const done = (tag: string): Buffer => message("C", text(tag));
const ready = message("Z", Buffer.from("T"));
const refused = (...of: readonly (readonly [string, string])[]): Buffer =>
  message("E", ...of.map(([letter, said]) => Buffer.concat([Buffer.from(letter), text(said)])), zero);
/** Parse, bind and close are answered by nothing but that they were done; a notice is for nobody. */
const asides = [message("1"), message("2"), message("3"), message("N", Buffer.from("M"), text("a notice"), zero)];

describe("an answer of the database", () => {
  test.each<[string, readonly Buffer[], readonly unknown[]]>([
    ["of nothing is none", [], []],
    [
      "has each cell as its type is read",
      [
        fields(["n", SMALL], ["big", BIG], ["is", YES], ["said", TEXT]),
        row("7", "9007199254740993", "t", "né à Zürich"),
        row(null, null, null, ""),
        done("SELECT 2"),
        ready,
      ],
      [
        {
          rows: [
            { n: 7, big: "9007199254740993", is: true, said: "né à Zürich" },
            { n: null, big: null, is: null, said: "" },
          ],
          count: 2,
        },
      ],
    ],
    ["without a row has none", [fields(["n", SMALL]), done("SELECT 0"), ready], [{ rows: [], count: 0 }]],
    ["to an insert counts", [...asides, message("n"), done("INSERT 0 51"), ready], [{ rows: [], count: 51 }]],
    ["to an update counts", [message("n"), done("UPDATE 3"), ready], [{ rows: [], count: 3 }]],
    ["to a begin counts nothing", [done("BEGIN"), ready], [{ rows: [], count: 0 }]],
    [
      "to a script is that of its last statement",
      [done("BEGIN"), fields(["n", SMALL]), row("1"), done("SELECT 1"), done("SET"), ready],
      [{ rows: [], count: 0 }],
    ],
    [
      "to several statements is one for each, in their order",
      [fields(["n", SMALL]), row("1"), done("SELECT 1"), ready, done("DELETE 2"), ready],
      [
        { rows: [{ n: 1 }], count: 1 },
        { rows: [], count: 2 },
      ],
    ],
  ])("%s", (_, messages, answers) => {
    const bytes = Buffer.concat(messages);
    expect(answersIn(bytes)).toEqual(answers);
    expect(refusalIn(bytes)).toBeUndefined();
  });

  test("that stands within other bytes is read where it stands", () => {
    const answer = Buffer.concat([fields(["n", SMALL]), row("1"), done("SELECT 1"), ready]);
    const all = new Uint8Array(Buffer.concat([Buffer.from("before"), answer, Buffer.from("after")]));
    expect(answersIn(all.subarray(6, 6 + answer.length))).toEqual([{ rows: [{ n: 1 }], count: 1 }]);
  });

  test.each<[string, readonly Buffer[], unknown]>([
    [
      "a rule that was broken",
      [
        refused(
          ["S", "ERROR"],
          ["V", "ERROR"],
          ["C", "23505"],
          ["M", "duplicate"],
          ["D", "Key (id)=(1)"],
          ["s", "public"],
          ["t", "claim"],
          ["n", "claim_pkey"],
        ),
      ],
      { code: "23505", message: "duplicate", table: "claim", constraint: "claim_pkey" },
    ],
    [
      "a cell that was missing, after other statements",
      [done("BEGIN"), ready, refused(["C", "23502"], ["M", "null value"], ["t", "claim"], ["c", "number"]), ready],
      { code: "23502", message: "null value", table: "claim", column: "number" },
    ],
  ])("refuses: %s", (_, messages, told) => expect(refusalIn(Buffer.concat(messages))).toEqual(told));
});
