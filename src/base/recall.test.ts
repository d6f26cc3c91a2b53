import { expect, test } from "vitest";
import { Recall } from "./recall.ts";

/** A recall that counts how often it had to work. */
function counting(most: number) {
  const recall = new Recall<{ readonly text: string }>(most);
  let worked = 0;
  return {
    ask: (...parts: readonly (string | number | undefined | object)[]) => {
      for (const part of parts) recall.by(part);
      return recall.answer(() => {
        worked += 1;
        return { text: parts.map(String).join("/") };
      }).text;
    },
    worked: () => worked,
  };
}

test("the same row of parts is worked out once", () => {
  const r = counting(100);
  expect([r.ask("a", 1), r.ask("a", 1), r.ask("a", 1)]).toEqual(["a/1", "a/1", "a/1"]);
  expect(r.worked()).toBe(1);
});

test.each([
  ["another last part", ["a", 1], ["a", 2]],
  ["another first part", ["a", 1], ["b", 1]],
  ["a number and its text", ["a", 1], ["a", "1"]],
  ["a row that ends sooner", ["a", 1], ["a"]],
  ["a row that goes on", ["a"], ["a", 1]],
  ["an absent part and an empty one", [undefined, "x"], ["", "x"]],
  ["the same text parted elsewhere", ["ab", "c"], ["a", "bc"]],
])("%s is another question", (_, one, other) => {
  const r = counting(100);
  r.ask(...one);
  expect(r.ask(...other)).toBe(other.map(String).join("/"));
  expect(r.ask(...one)).toBe(one.map(String).join("/"));
  expect(r.worked()).toBe(2);
});

test("objects are told apart by what they are, not by what they say", () => {
  const r = counting(100);
  const [one, other] = [{}, {}];
  r.ask(one);
  r.ask(other);
  r.ask(one);
  expect(r.worked()).toBe(2);
});

test("no parts at all is a question too", () => {
  const r = counting(100);
  expect([r.ask(), r.ask()]).toEqual(["", ""]);
  expect(r.worked()).toBe(1);
});

test("what throws is asked again, and the next row starts anew", () => {
  const recall = new Recall<{ readonly n: number }>(10);
  const broken = (): never => {
    throw new Error("not today");
  };
  expect(() => recall.by("a").answer(broken)).toThrow("not today");
  expect(recall.by("a").answer(() => ({ n: 1 })).n).toBe(1);
  expect(recall.by("b").answer(() => ({ n: 2 })).n).toBe(2);
});

test("making an answer may ask for another", () => {
  const recall = new Recall<{ readonly n: number }>(10);
  const one = (): { readonly n: number } => recall.by("one").answer(() => ({ n: 1 }));
  expect(recall.by("two").answer(() => ({ n: one().n + 1 })).n).toBe(2);
  expect(recall.by("two").answer(() => ({ n: 99 })).n).toBe(2);
});

test("when it is full it starts over and answers the same", () => {
  const r = counting(5);
  const rows = Array.from({ length: 20 }, (_, i) => ["row", i % 7] as const);
  expect(rows.map((row) => r.ask(...row))).toEqual(rows.map((row) => row.join("/")));
  expect(r.worked()).toBeGreaterThan(7);
});

test("what an answer is made of may stand behind its maker", () => {
  const recall = new Recall<{ readonly text: string }>(10);
  const join = (a: string, b: number): { readonly text: string } => ({ text: `${a}${b}` });
  expect(recall.by("a").answer(join, "a", 1).text).toBe("a1");
  expect(recall.by("a").answer(join, "b", 2).text).toBe("a1");
});

test("rows that take turns at one step are each worked out once", () => {
  const r = counting(100);
  const rows = ["a", "b", "a", "c", "b", "a", "c"];
  expect(rows.map((part) => r.ask("row", part, 1))).toEqual(rows.map((part) => `row/${part}/1`));
  expect(r.worked()).toBe(3);
});
