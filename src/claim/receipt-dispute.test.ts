import { describe, expect, test } from "vitest";
import { answersIndex, readFacts } from "./facts-file.ts";

const HEADER = ["scope", "key", "fact", "value", "source", "date"];
const KEYS = { claim: "ED-1", plan: "", facility: undefined, payer: "99001" };

type Said = readonly [day: string, source: string, on?: string];
const rows = (...said: readonly Said[]) =>
  said.map(([value, source, on = ""]) => ["claim", "ED-1", "payment_received", value, source, on]);
const read = (cells: readonly (readonly string[])[], file = "facts.csv") =>
  readFacts({ file, header: HEADER, rows: cells.map((c, i) => ({ line: i + 2, cells: c })) });

describe("who says on what day the payment came", () => {
  test.each<
    readonly [
      sentence: string,
      said: readonly Said[],
      counts: string,
      against: readonly string[],
      codes: readonly string[],
    ]
  >([
    ["one source", [["2026-06-01", "portal"]], "2026-06-01", [], []],
    [
      "two that agree",
      [
        ["2026-06-01", "portal"],
        ["6/1/2026", "mail log"],
      ],
      "6/1/2026",
      [],
      [],
    ],
    [
      "two that do not: a dispute, whatever the rows' dates",
      [
        ["2026-06-01", "payer's letter", "2026-07-09"],
        ["2026-06-05", "mail log", "2026-06-05"],
      ],
      "2026-06-05",
      ["2026-06-01"],
      ["receipt-disputed"],
    ],
    [
      "one source that corrects itself",
      [
        ["2026-06-01", "Portal", "2026-06-02"],
        ["2026-06-05", "portal", "2026-06-09"],
      ],
      "2026-06-05",
      [],
      ["facts-conflict"],
    ],
    [
      "three that differ",
      [
        ["2026-06-01", "a"],
        ["2026-06-02", "b"],
        ["2026-06-03", "c"],
      ],
      "2026-06-03",
      ["2026-06-01", "2026-06-02"],
      ["receipt-disputed", "receipt-disputed"],
    ],
    [
      "an answer nobody can read",
      [
        ["2026-06-01", "portal"],
        ["soon", "mail log"],
      ],
      "2026-06-01",
      [],
      [],
    ],
    [
      "an answer that says it is not known",
      [
        ["2026-06-01", "portal"],
        ["unknown", "mail log"],
      ],
      "2026-06-01",
      [],
      [],
    ],
  ])("%s", (_, said, counts, against, codes) => {
    const { answers, problems } = read(rows(...said));
    const received = answersIndex(answers)(KEYS).get("payment_received");
    expect(received?.value).toBe(counts);
    expect((received?.against ?? []).map((a) => a.value).sort()).toEqual(against);
    expect(problems.map((p) => p.code)).toEqual(codes);
  });

  test("a second file may dispute what the first states", () => {
    const all = [
      ...read(rows(["2026-06-01", "a"]), "one.csv").answers,
      ...read(rows(["2026-06-09", "b"]), "two.csv").answers,
    ];
    expect(answersIndex(all)(KEYS).get("payment_received")?.against).toMatchObject([{ file: "one.csv" }]);
  });

  test("the same source in a second file corrects itself, whatever its case", () => {
    const all = [
      ...read(rows(["2026-06-01", "Portal"]), "one.csv").answers,
      ...read(rows(["2026-06-09", "portal"]), "two.csv").answers,
    ];
    const received = answersIndex(all)(KEYS).get("payment_received");
    expect([received?.value, received?.against]).toEqual(["2026-06-09", undefined]);
  });

  test("another claim's receipt, and any other fact, is no dispute", () => {
    const other = read([...rows(["2026-06-01", "a"]), ["claim", "ED-2", "payment_received", "2026-06-02", "b", ""]]);
    expect(other.problems).toEqual([]);
    const eob = read([
      ["claim", "ED-1", "eob", "2026-06-01", "a", ""],
      ["claim", "ED-1", "eob", "2026-06-02", "b", ""],
    ]);
    expect(eob.problems.map((p) => p.code)).toEqual(["facts-conflict"]);
    expect(answersIndex(eob.answers)(KEYS).get("eob")?.against).toBeUndefined();
  });

  test("the fact may be spelled with a hyphen", () => {
    const { answers } = read([
      ["claim", "ED-1", "Payment-Received", "2026-06-01", "a", ""],
      ...rows(["2026-06-02", "b"]),
    ]);
    expect(answersIndex(answers)(KEYS).get("payment_received")?.against).toHaveLength(1);
  });
});
