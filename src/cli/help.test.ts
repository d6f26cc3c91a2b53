import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { nameOf, optionsOf } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { cliPage, commandHelp, groupHelp, rootHelp } from "./help.ts";
import { readCommandLine } from "./parse.ts";
import type { Look } from "./style.ts";
import { width } from "./text.ts";

const look = (columns: number, color = false): Look => ({ columns, color, palette: 256, unicode: true });

test("docs/cli.md is what the definitions print; `npm run docs` renews it", () => {
  const page = readFileSync(fileURLToPath(new URL("../../docs/cli.md", import.meta.url)), "utf8");
  expect(page).toBe(cliPage(COMMANDS));
});

describe.each(COMMANDS.map((c) => [nameOf(c), c] as const))("parley %s", (name, command) => {
  test("its help names every argument and option, and shows an example", () => {
    const text = commandHelp(look(80), command);
    for (const option of optionsOf(command)) expect(text).toContain(`--${option.name}`);
    for (const argument of command.args) expect(text).toContain(argument.name);
    expect(text).toContain("--json");
    expect(command.examples.length).toBeGreaterThan(0);
    expect(command.description.join(" ").length).toBeGreaterThan(40);
  });

  test("its examples are lines that Parley understands", () => {
    for (const { line } of command.examples) {
      const [own = ""] = line.split(" | ");
      const words = own.split(" ");
      expect(words[0]).toBe("parley");
      const asked = readCommandLine(words.slice(1), COMMANDS);
      expect(asked, line).toMatchObject({ ok: true, value: { kind: "run" } });
    }
  });

  test.each([60, 80, 200])("its help fits %i columns", (columns) => {
    for (const line of commandHelp(look(columns), command).split("\n"))
      if (!line.includes(`parley ${name}`)) expect(width(line), line).toBeLessThanOrEqual(columns);
  });
});

test("the first help names every command once, in groups, and says what exit codes mean", () => {
  const text = rootHelp(look(80), COMMANDS, "1.2.3");
  for (const command of COMMANDS)
    expect(text.split("\n").filter((l) => l.startsWith(`  ${nameOf(command)} `)).length).toBe(1);
  expect(text).toContain("1.2.3");
  expect(text).toContain("Exit code 0: done.");
  for (const line of text.split("\n")) expect(width(line), line).toBeLessThanOrEqual(80);
});

test("colour adds codes and changes no word", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes
  const bare = rootHelp(look(200, true), COMMANDS, "1").replace(/\x1b\[[0-9;]*m/g, "");
  expect(bare).toBe(rootHelp(look(200), COMMANDS, "1"));
});

test("a group alone lists what it holds", () => {
  const text = groupHelp(
    look(80),
    "x12",
    COMMANDS.filter((c) => c.path[0] === "x12"),
  );
  expect(text).toContain("x12 echo");
  expect(text).not.toContain("books");
});
