import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findBytes, latin1 } from "#app/read-bytes.ts";
import { echoX12 } from "#app/x12-echo.ts";
import { showX12Json, writeX12 } from "#app/x12-json.ts";
import type { Problem } from "#base/problem.ts";
import { COMMANDS } from "#cli/commands.ts";
import { runCommandLine } from "#cli/run.ts";
import { memoryIo } from "#test/memory-io.ts";
import { type LeftSet, LeftSetsReader } from "#x12/left-sets.ts";
import { readX12, type X12Summary } from "#x12/read.ts";
import { SharedReader } from "#x12/shared-reader.ts";
import type { Input } from "./inputs.ts";

/** What must hold of any input whatever. Each function answers what does not. */

/** A grown file is told none of these: the walk has nothing against what its literals allow. */
const STRUCTURE = /^(segment|loop|element)-|^code$|^component/;

interface Checked {
  readonly claims: number;
  readonly segments: number;
  readonly problems: readonly Problem[];
}

/** The command itself: exit code 0 or 2, and JSON. */
async function commandOf(path: string): Promise<Checked | string> {
  const io = memoryIo();
  const code = await runCommandLine(["x12", "check", path, "--json"], { io, commands: COMMANDS, version: "fuzz" });
  if (code !== 0 && code !== 2) return `exit code ${code}`;
  try {
    const said = JSON.parse(io.written.out) as Checked;
    const errors = said.problems.some((p) => p.severity === "error");
    return errors === (code === 2) ? said : `exit code ${code} with ${errors ? "an" : "no"} error`;
  } catch {
    return "no JSON";
  }
}

function inChunks(bytes: Uint8Array, size: number): X12Summary {
  const reader = readX12("f", {}, latin1);
  for (let i = 0; i < bytes.length; i += size) reader.push(bytes.slice(i, i + size));
  return reader.end();
}

/** As two threads read: of every `every` sets one is left to another, who reads two at a time. Undefined when that one doubts. */
function shared(bytes: Uint8Array, every: number): X12Summary | undefined {
  const sets: LeftSet[] = [];
  let asked = 0;
  const reader = new SharedReader("f", {
    latin1,
    find: findBytes,
    leaves: () => asked++ % every === 0,
    left: (set) => void sets.push(set),
  });
  reader.push(bytes);
  for (let k = 0; k < sets.length; k += 2) {
    const part = sets.slice(k, k + 2);
    const other = new LeftSetsReader("f", part, {}, latin1);
    other.push(bytes.slice(part[0]?.context.byte ?? 0, part.at(-1)?.to ?? 0));
    reader.take(other.end());
  }
  return reader.end();
}

const same = (a: X12Summary, b: X12Summary): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Through JSON and back, by the document alone. */
async function rewritten(path: string, dir: string, bytes: Uint8Array): Promise<string | undefined> {
  let text = "";
  await showX12Json(path, {
    write: async (t) => {
      text += t;
    },
  });
  try {
    JSON.parse(text);
  } catch {
    return "show --json is no JSON";
  }
  const document = join(dir, "document.json");
  writeFileSync(document, text);
  const parts: Uint8Array[] = [];
  const { problems } = await writeX12(document, { write: async (b) => void parts.push(Uint8Array.from(b)) });
  if (problems.length > 0) return `write refuses what show gave: ${problems[0]?.code}`;
  return Buffer.concat(parts).equals(bytes) ? undefined : "what is written differs from what was shown";
}

async function echoed(path: string, errors: boolean): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  const { written } = await echoX12(path, { write: async (b) => void parts.push(Uint8Array.from(b)) });
  if (written === errors) return errors ? "a file with errors was echoed" : "a file without errors was not echoed";
  return !written || Buffer.concat(parts).equals(readFileSync(path)) ? undefined : "the echo differs";
}

/** What a grown file is told though its literals allow all of it. */
function against({ grown }: Input, { problems }: Checked): readonly string[] {
  const found = grown ? problems.find((p) => STRUCTURE.test(p.code)) : undefined;
  return found === undefined
    ? []
    : [`a grown file is told ${found.code} in ${found.at.loop} ${found.at.element ?? ""}`];
}

/** Everything that does not hold of an input; only of the command when not all is asked. `dir` is a folder to work in. */
export async function failuresOf(input: Input, dir: string, all = true): Promise<readonly string[]> {
  const { bytes } = input;
  const path = join(dir, "input.edi");
  writeFileSync(path, bytes);
  const checked = await commandOf(path);
  if (typeof checked === "string") return [checked];
  const failures: (string | undefined)[] = [...against(input, checked)];
  if (!all) return failures.filter((f) => f !== undefined);
  const whole = inChunks(bytes, bytes.length + 1);
  if (whole.segments !== checked.segments || whole.problems.length !== checked.problems.length) {
    failures.push("the command and the reader differ");
  }
  if (!same(whole, inChunks(bytes, 7 + (bytes.length % 61)))) failures.push("chunks change the answer");
  for (const every of [1, 2])
    if (!same(whole, shared(bytes, every) ?? whole)) failures.push("workers change the answer");
  const errors = checked.problems.some((p) => p.severity === "error");
  if (!errors) failures.push(await rewritten(path, dir, bytes));
  failures.push(await echoed(path, errors));
  return failures.filter((f) => f !== undefined);
}
