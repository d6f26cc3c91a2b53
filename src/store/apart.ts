import { constants } from "node:fs";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { EmbeddedEngine } from "./embedded.ts";
import type { Engine } from "./engine.ts";
import { codeOf } from "./keys.ts";

/**
 * Long reading beside the work of others. PostgreSQL gives every transaction a session of its own; the embedded engine has
 * one, and who reads everything would hold it for minutes. It is held only while its files are copied, and the copy is read.
 */

/** Copies in use by this process, which is the only one that has the folder open. */
const inUse = new Set<string>();

const nameOf = (folder: string): string => `${basename(folder)}.copy-`;

/** What could not be removed now is removed by the next copy, or by the next start. */
async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  } catch (thrown) {
    if (codeOf(thrown) === "") throw thrown;
  }
}

/** Removes what a process that was killed left of its copies. */
export async function dropCopies(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name);
    if (name.startsWith(nameOf(folder)) && !inUse.has(path)) await remove(path);
  }
}

async function copyOf(folder: string): Promise<string> {
  await dropCopies(folder);
  const copy = await mkdtemp(join(dirname(folder), nameOf(folder)));
  inUse.add(copy);
  try {
    // A file system that can share blocks copies nothing at all.
    await cp(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  } catch (thrown) {
    await drop(copy);
    throw thrown;
  }
  return copy;
}

async function drop(copy: string): Promise<void> {
  await remove(copy).finally(() => inUse.delete(copy));
}

/** Runs `work` on an engine that has everything committed so far; others go on meanwhile. What is written to it is lost. */
export async function apart<T>(engine: Engine, work: (copy: Engine) => Promise<T>): Promise<T> {
  if (!(engine instanceof EmbeddedEngine)) return await work(engine);
  const folder = await engine.still(copyOf);
  try {
    const copy = await EmbeddedEngine.open(folder);
    try {
      return await work(copy);
    } finally {
      await copy.close();
    }
  } finally {
    await drop(folder);
  }
}
