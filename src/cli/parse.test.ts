import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "./commands.ts";
import { nearest } from "./nearest.ts";
import { readCommandLine } from "./parse.ts";

const read = (line: string) => readCommandLine(line === "" ? [] : line.split(" "), COMMANDS);

describe("what is understood", () => {
  test.each([
    ["", []],
    ["--help", []],
    ["-h", []],
    ["help x12 check", ["x12", "check"]],
    ["map --help", ["map"]],
    ["map -h", ["map"]],
    ["map a --json --help", ["map"]],
    ["x12", ["x12"]],
    ["x12 --help", ["x12"]],
  ])("%j asks for help about %j", (line, about) => {
    expect(read(line)).toEqual({ ok: true, value: { kind: "help", about } });
  });

  test("--version", () => {
    expect(read("--version")).toEqual({ ok: true, value: { kind: "version" } });
  });

  test.each([
    ["map a b --as-of 2026-11-23 --json", { args: ["a", "b"], values: { "as-of": "2026-11-23" }, switches: ["json"] }],
    ["map --as-of=2026-11-23 a", { args: ["a"], values: { "as-of": "2026-11-23" }, switches: [] }],
    ["map -- --json", { args: ["--json"], values: {}, switches: [] }],
    ["map -- -a b", { args: ["-a", "b"], values: {}, switches: [] }],
    ["--no-color map a", { args: ["a"], values: {}, switches: [] }],
    ["x12 check f.edi --ascii", { args: ["f.edi"], values: {}, switches: ["ascii"] }],
    ["start", { args: [], values: {}, switches: [] }],
    ["demo --seed 0 --claims 20", { args: [], values: { seed: "0", claims: "20" }, switches: [] }],
    ["price list --in -odd.csv", { args: [], values: { in: "-odd.csv" }, switches: [] }],
  ])("%j", (line, { args, values, switches }) => {
    const asked = read(line);
    if (!asked.ok || asked.value.kind !== "run") throw new Error(`not a run: ${JSON.stringify(asked)}`);
    expect(asked.value.typed.args).toEqual(args);
    expect(asked.value.typed.values).toEqual(values);
    expect([...asked.value.typed.switches]).toEqual(switches);
  });
});

describe("what is refused, with what to do", () => {
  test.each([
    ["mpa x", 'There is no command "mpa". Did you mean map?'],
    ["fact list", 'There is no command "fact". Did you mean facts?'],
    ["x12 chek f", 'There is no command "x12 chek". Did you mean x12 check? There is: check, show, write, echo.'],
    ["zzzzzz", 'There is no command "zzzzzz".'],
    ["--verison", "parley has no option --verison before a command. Did you mean --version?"],
    ["map a --fact x", "parley map has no option --fact. Did you mean --facts?"],
    ["map a --asof 2026-01-01", "parley map has no option --asof. Did you mean --as-of?"],
    ["map a -j", "parley map has no option -j."],
    ["map a --json=yes", "--json is a switch and takes no value."],
    ["map", "parley map needs PATH: Files and folders to read; folders are read to the bottom."],
    ["x12 check", "parley x12 check needs FILE: The X12 file."],
    ["x12 check a b", "parley x12 check takes FILE only; one word too many."],
    ["books list a", "parley books list takes nothing but options; one word too many."],
    ["price list", "parley price list needs --in FILE.csv: The lines to price."],
    ["map a --out", "--out needs a DIR after it."],
    ["map a --out --json", "--out needs a DIR after it."],
    ["map a --out=", "--out needs a DIR, and got nothing."],
    ["map a --out x --out y", "--out is given twice; give it once."],
    ["map a --as-of tomorrow", "--as-of needs a day written YYYY-MM-DD, such as 2026-11-23."],
    ["map a --as-of 2026-02-30", "--as-of needs a day written YYYY-MM-DD, such as 2026-11-23."],
    ["map a --first 0", "--first needs a whole number from 1 to 1000."],
    ["map a --first ten", "--first needs a whole number from 1 to 1000."],
    ["price list --in a.csv --schedule best", "--schedule needs qp or non-qp."],
    ["demo --claims 1e3", "--claims needs a whole number from 1 to 1000000."],
  ])("%j", (line, message) => {
    const asked = read(line);
    expect(asked.ok ? asked.value : asked.error.message).toBe(message);
  });

  test("any words at all are answered, never thrown at", () => {
    const word = fc.oneof(
      fc.constantFrom("map", "x12", "check", "--json", "--out", "--", "-", "--as-of", "=", "__proto__", "constructor"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(readCommandLine(words, COMMANDS)).toHaveProperty("ok");
      }),
    );
  });
});

test.each([
  ["chekc", "check"],
  ["sho", "show"],
  ["EXAMPLES", "examples"],
  ["qqq", undefined],
  ["", undefined],
])("nearest to %j is %j", (word, expected) => {
  expect(nearest(word, ["check", "show", "echo", "examples"])).toBe(expected);
});
