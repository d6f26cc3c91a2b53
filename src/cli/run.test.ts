import { describe, expect, test } from "vitest";
import { memoryIo } from "#test/memory-io.ts";
import type { Command, Run } from "./command.ts";
import { print } from "./io.ts";
import { runCommandLine } from "./run.ts";

const command = (name: string, run: Run): Command => ({
  path: [name],
  group: "Files",
  summary: "Do it",
  description: ["It does it."],
  args: [],
  options: [],
  examples: [{ line: `parley ${name}`, about: "do it" }],
  load: async () => ({ run }),
});

const SECRET = "DOE*JANE*19700101";
const commands = [
  command("fine", async (_, io) => {
    await print(io, "done");
    return 0;
  }),
  command("wrong", async () => 2),
  command("crash", async () => {
    throw new TypeError(`cannot read ${SECRET}`);
  }),
  command("full", async () => {
    throw Object.assign(new Error(`ENOSPC ${SECRET}`), { code: "ENOSPC" });
  }),
];

async function type(line: string, env: Record<string, string> = {}) {
  const io = memoryIo({}, env);
  const code = await runCommandLine(line.split(" "), { io, commands, version: "1.2.3" });
  return { code, ...io.written };
}

test("0 when done, 2 when the input has errors", async () => {
  expect(await type("fine")).toMatchObject({ code: 0, out: "done\n", err: "" });
  expect((await type("wrong")).code).toBe(2);
});

test("--version and help go to standard output with exit code 0", async () => {
  expect(await type("--version")).toMatchObject({ code: 0, out: "1.2.3\n", err: "" });
  expect(await type("fine --help")).toMatchObject({ code: 0, err: "" });
  expect((await type("--help")).out).toContain("fine");
});

describe("a line that is not understood", () => {
  test("is a sentence on standard error, with where to look, and exit code 2", async () => {
    expect(await type("fien")).toMatchObject({
      code: 2,
      out: "",
      err: 'There is no command "fien". Did you mean fine?\nSee: parley --help\n',
    });
    expect(await type("help nothing")).toMatchObject({ code: 2, out: "" });
  });

  test("is also a Problem in the JSON when --json was asked", async () => {
    const { code, out } = await type("fine --jsn --json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      problems: [
        {
          code: "usage",
          severity: "error",
          at: { file: "command line" },
          message: "parley fine has no option --jsn. Did you mean --json?",
        },
      ],
    });
  });
});

describe("a failure of Parley", () => {
  test("is one sentence with an id, exit code 1, no stack and nothing from a file", async () => {
    const { code, out, err } = await type("crash");
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(/^Parley failed: .*problem P-[0-9a-f]{8}\..*\n$/);
    expect(err).not.toContain(SECRET);
    expect(err).not.toContain("run.test.ts");
  });

  test("has the same id every time, and its stack with PARLEY_DEBUG", async () => {
    const id = (text: string) => /P-[0-9a-f]{8}/.exec(text)?.[0];
    expect(id((await type("crash")).err)).toBe(id((await type("crash")).err));
    expect((await type("crash", { PARLEY_DEBUG: "1" })).err).toContain("run.test.ts");
  });

  test("of the world around it says what to do", async () => {
    const { code, err } = await type("full");
    expect(code).toBe(1);
    expect(err).toContain("the disk is full; make room");
    expect(err).not.toContain(SECRET);
  });
});
