import { expect, test } from "vitest";
import { memoryIo } from "#test/memory-io.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** `spar` as it is typed, and what `--stored` takes beside it. */

async function parley(...words: readonly string[]) {
  const io = memoryIo({ columns: 80 }, { PARLEY_HOME: "/nowhere" });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

const game = (moves: string) => parley("spar", "--seed", "9", "--level", "hard", "--moves", moves);

test("a game says what is told, the engine's word after each move, and the limit at the end alone", async () => {
  const open = await game("$1,000.00");
  expect(open.code).toBe(0);
  expect(open.out).toContain("The engine: open $950.00; an opening that leaves room and can be defended.");
  expect(open.out).not.toContain("They would have gone to");
  const over = await game("$1,000.00|walk");
  expect(over.out.startsWith(open.out.split("\n").slice(0, 5).join("\n"))).toBe(true);
  expect(over.out).toMatch(/Walked away: you get \$245\.86\.[\s\S]*They would have gone to \$/);
});

test("--json is the same game twice, with its outcome", async () => {
  const json = () => parley("spar", "--seed", "9", "--level", "hard", "--moves", "1000|walk", "--json");
  const one = await json();
  expect(JSON.parse(one.out)).toMatchObject({ practice: true, seed: 9, level: "hard", outcome: { how: "walked" } });
  expect((await json()).out).toBe(one.out);
});

test.each([
  [["spar", "--moves", "much"], "Type an amount to ask for it"],
  [["spar", "--seed", "9", "--level", "hard", "--moves", "99999"], "Move 1: An ask cannot be above the charge"],
  [["spar", "--level", "brutal"], "easy or usual or hard"],
  [["portfolio"], "parley portfolio needs PATH"],
  [["plan", "HR-1"], "parley plan needs PATH"],
  [["plan", "--stored"], "parley plan needs CLAIM"],
  [["plan", "HR-1", "claims", "--stored"], "leave a PATH out"],
  [["portfolio", "--stored", "--facts", "facts.csv"], "leave --facts out"],
  [["approvals", "--state", "lost"], "waiting"],
  [["backtest", "--from", "yesterday"], "--from"],
])("%j is refused with exit code 2: %s", async (words, says) => {
  const { code, err } = await parley(...words);
  expect([code, err]).toEqual([2, expect.stringContaining(says)]);
});
