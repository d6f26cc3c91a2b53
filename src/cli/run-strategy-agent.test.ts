import { describe, expect, test } from "vitest";
import { memoryIo } from "#test/memory-io.ts";
import { playLines } from "./run-strategy-agent.ts";

async function* each(lines: readonly (object | string)[]): AsyncGenerator<string> {
  for (const line of lines) yield typeof line === "string" ? line : JSON.stringify(line);
}
async function played(...lines: readonly (object | string)[]) {
  const io = memoryIo();
  const code = await playLines(each(lines), io);
  return { code, answers: io.written.out.split("\n").filter((x) => x !== ""), err: io.written.err };
}
const start = { type: "start", id: "g1", role: "seller", reservation: 40, min: 0, max: 100, steps: 20 };
const turn = (step: number, theirOffer: number | null) => ({ type: "turn", t: step / 20, step, theirOffer });

describe("strategy agent", () => {
  test("answers turns only, one line each", async () => {
    const { code, answers, err } = await played(start, turn(0, null), turn(1, 10), {
      type: "end",
      id: "g1",
      agreement: null,
    });
    expect([code, answers.length, err]).toEqual([0, 2, ""]);
    for (const a of answers) expect(JSON.parse(a)).toMatchObject({ action: "offer", price: expect.any(Number) });
  });

  test("the same messages get the same answers, and a new start forgets the old game", async () => {
    const once = await played(start, turn(0, null), turn(1, 10), turn(2, 20));
    const twice = await played(start, turn(0, null), turn(1, 50), start, turn(0, null), turn(1, 10), turn(2, 20));
    expect(twice.answers.slice(-3)).toEqual(once.answers);
  });

  test.each([
    ["no JSON", "{", "not JSON"],
    ["a list", "[1]", "not an object"],
    ["an unknown type", { type: "bid" }, "neither start, turn nor end"],
    ["no such role", { ...start, role: "broker" }, "role is neither"],
    ["a reservation in words", { ...start, reservation: "40" }, "reservation, min or max"],
    ["prices in no order", { ...start, min: 9, max: 1 }, "whole numbers in order"],
    ["no steps", { ...start, steps: 0 }, "steps is no number"],
    ["a turn without time", { type: "turn", step: 1, theirOffer: null }, "t or step"],
    ["an offer in words", { type: "turn", t: 0, step: 1, theirOffer: "9" }, "theirOffer is no number"],
  ])("%s is named and never answered with a price", async (_, line, said) => {
    const { code, answers, err } = await played(line);
    expect(code).toBe(2);
    expect(err).toContain(said);
    for (const a of answers) expect(JSON.parse(a)).toEqual({ action: "end" });
  });

  test("a turn before any start ends, so that nobody waits", async () => {
    const { code, answers } = await played("", turn(0, null));
    expect([code, answers]).toEqual([2, ['{"action":"end"}']]);
  });
});
