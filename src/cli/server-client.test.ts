import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKeyFile } from "#store/keys.ts";
import { memoryIo } from "#test/memory-io.ts";
import { template } from "#test/stores.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** Commands beside a server that is a process of its own, as it is at home. */

const root = mkdtempSync(join(tmpdir(), "parley-served-"));
const home = join(root, "home");
const at = (name: string): string => join(root, name);
const main = fileURLToPath(new URL("../main.ts", import.meta.url));
let server: ChildProcess;

async function parley(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = memoryIo({ columns: 100 }, { PARLEY_HOME: home });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

beforeAll(async () => {
  cpSync(await template(), join(home, "data", "pg"), { recursive: true });
  makeKeyFile(join(home, "data.key"));
  server = spawn(process.execPath, ["--import", "tsx", main, "serve"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { PARLEY_HOME: home, PORT: "0" },
  });
  if (server.stdout === null) throw new Error("the server is heard");
  const [address] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  rmSync(root, { recursive: true, force: true });
});

const door = (): string => join(home, "data.local");

test("the server does what a command asks, by the secret that its account alone can read", async () => {
  expect(statSync(door()).mode & 0o777).toBe(0o600);
  const made = await parley("backup", at("one.parley"));
  expect(made).toMatchObject({ code: 0, err: "" });
  expect(statSync(at("one.parley")).mode & 0o777).toBe(0o600);
  expect((await parley("audit", "verify")).err).toContain("There is no such organization");
});

test("another secret is refused, and none at all meets the lock, which names the process", async () => {
  const kept = `${door()}.kept`;
  cpSync(door(), kept);
  const { address } = JSON.parse(readFileSync(kept, "utf8")) as {
    address: string;
  };
  writeFileSync(door(), JSON.stringify({ address, secret: "guessed" }));
  expect((await parley("audit", "verify")).err).toContain("did not do it (404)");
  rmSync(door());
  expect((await parley("audit", "verify")).err).toContain(`is open in another Parley, process ${server.pid}`);
  cpSync(kept, door());
  chmodSync(door(), 0o600);
});

test("what a killed server left behind leads nowhere: the command then works by itself", async () => {
  server.kill("SIGKILL");
  await once(server, "exit");
  expect(existsSync(door())).toBe(true);
  expect(await parley("backup", at("two.parley"))).toMatchObject({ code: 0, err: "" });
});
