import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildSync } from "esbuild";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { addressOf, lockFolder } from "./owner-lock.ts";

/** Real processes, because a lock is between processes. Each takes the lock when told, and keeps it until it is ended. */

const dir = mkdtempSync(join(tmpdir(), "parley-lock-"));
const program = join(dir, "contender.mjs");
buildSync({
  stdin: {
    contents: `
      import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, "owner-lock.ts"))};
      import { createInterface } from "node:readline";
      createInterface({ input: process.stdin }).on("line", (folder) => {
        try {
          lockFolder(folder).announce("http://127.0.0.1:4177");
          console.log("mine");
        } catch (e) { console.log(e.code + " " + e.message); }
      });
      console.log("ready");`,
    resolveDir: import.meta.dirname,
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: program,
});

interface Contender {
  readonly pid: number;
  take(folder: string): Promise<string>;
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

async function contender(): Promise<Contender> {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  running.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    pid: child.pid ?? 0,
    take: async (folder) => {
      child.stdin.write(`${folder}\n`);
      return String((await lines.next()).value);
    },
    kill: async () => {
      running.delete(child);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

describe("the lock of a data folder", () => {
  let folder: string;
  let count = 0;
  beforeEach(() => {
    count += 1;
    folder = join(dir, `data-${count}`);
  });
  afterEach(() => {
    for (const child of running) child.kill("SIGKILL");
    running.clear();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const rewrite = (change: object): void => {
    const owner = JSON.parse(readFileSync(`${folder}.lock`, "utf8")) as object;
    writeFileSync(`${folder}.lock`, JSON.stringify({ ...owner, ...change }));
  };

  test("is refused to a second process by name, process and address, and given back when it is released", async () => {
    const lock = lockFolder(folder);
    const other = await contender();
    expect(await other.take(folder)).toBe(
      `data-folder-in-use The data folder ${folder} is open in another Parley, process ${process.pid}. Work there, or stop it first.`,
    );
    lock.announce("http://127.0.0.1:4180");
    expect(await other.take(folder)).toContain(`process ${process.pid}, which serves at http://127.0.0.1:4180.`);
    expect(addressOf(folder)).toBe("http://127.0.0.1:4180");
    lock.release();
    expect(addressOf(folder)).toBeUndefined();
    expect(await other.take(folder)).toBe("mine");
    lock.release();
    expect(existsSync(`${folder}.lock`)).toBe(true);
  });

  test("is refused to the same process too", () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`process ${process.pid}`);
    lock.release();
  });

  test("is taken over from a process that was killed", async () => {
    const first = await contender();
    expect(await first.take(folder)).toBe("mine");
    expect(() => lockFolder(folder)).toThrow(`process ${first.pid}, which serves at http://127.0.0.1:4177`);
    await first.kill();
    expect(addressOf(folder)).toBeUndefined();
    lockFolder(folder).release();
  });

  test.each([
    ["its number belongs to another process by now", { pid: process.pid, started: "1" }],
    ["the machine was started anew since", { pid: process.pid, boot: "an earlier start" }],
  ])("is taken over when %s", async (_, change) => {
    lockFolder(folder);
    rewrite(change);
    lockFolder(folder).release();
  });

  test("is never taken from a process of another machine, which cannot be seen from here", () => {
    lockFolder(folder);
    rewrite({ host: `not-${hostname()}`, pid: 1 });
    expect(() => lockFolder(folder)).toThrow(/process 1 on not-.* remove .*\.lock and start again/);
  });

  test.each(["", "{", "null", '{"pid":1}'])("a lock that reads %j is left alone, and said so", (text) => {
    writeFileSync(`${folder}.lock`, text);
    expect(() => lockFolder(folder)).toThrow(/is not one of Parley's/);
  });

  test("of many that find a dead owner at once exactly one takes over, again and again", async () => {
    const rivals = await Promise.all(Array.from({ length: 6 }, contender));
    for (let round = 0; round < 10; round++) {
      const own = `${folder}-${round}`;
      writeFileSync(
        `${own}.lock`,
        JSON.stringify({ pid: process.pid, started: "1", host: hostname(), boot: "before" }),
      );
      const told = await Promise.all(rivals.map((r) => r.take(own)));
      expect(told.filter((t) => t === "mine")).toHaveLength(1);
      expect(told.filter((t) => t.startsWith("data-folder-in-use"))).toHaveLength(5);
    }
  });

  test("a takeover that died halfway does not keep the next one out", async () => {
    const dead = JSON.stringify({ pid: process.pid, started: "1", host: hostname(), boot: "before" });
    writeFileSync(`${folder}.lock`, dead);
    writeFileSync(`${folder}.lock.takeover`, dead);
    lockFolder(folder).release();
    expect(existsSync(`${folder}.lock.takeover`)).toBe(false);
  });
});
