import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { err, ok, type Result } from "#base/result.ts";
import type { Principal } from "#store/principal.ts";
import type { Desk } from "./desk.ts";
import { finishImport, type Import, openImport } from "./import.ts";
import { addFile } from "./import-files.ts";
import type { NotNow } from "./refused.ts";

/** A folder of this machine, imported as if its files had been dropped on the window. */

/** Deeper than any practice files its claims; a folder that contains itself ends here. */
const DEPTH = 16;

async function filesUnder(path: string, depth = 0): Promise<readonly string[]> {
  const at = await stat(path);
  if (at.isFile()) return [path];
  if (!at.isDirectory() || depth > DEPTH) return [];
  const names = (await readdir(path)).filter((n) => !n.startsWith(".")).sort();
  const found: string[] = [];
  for (const name of names) found.push(...(await filesUnder(join(path, name), depth + 1)));
  return found;
}

/** Puts every file under the paths into an import that is open, under its name below the path. The first refusal ends it. */
export async function addPaths(
  desk: Desk,
  principal: Principal,
  importId: string,
  paths: readonly string[],
  skip: FolderGiven["skip"] = undefined,
): Promise<Result<undefined, NotNow>> {
  for (const path of paths) {
    for (const file of await filesUnder(path)) {
      const name = file === path ? basename(file) : relative(path, file).replaceAll("\\", "/");
      if (skip?.(name) === true) continue;
      const kept = await addFile(desk, principal, importId, name, createReadStream(file));
      if (!kept.ok) return err(kept.error);
    }
  }
  return ok(undefined);
}

/**
 * Imports everything under the paths for a client. Files that were imported before change nothing.
 * Throws what the file system throws.
 */
export async function importFolder(
  desk: Desk,
  principal: Principal,
  { client, paths, skip }: FolderGiven,
): Promise<Result<Import, NotNow>> {
  const opened = await desk.store.as(principal, (tx) => openImport(tx, client));
  if (!opened.ok) return opened;
  const { id } = opened.value;
  const added = await addPaths(desk, principal, id, paths, skip);
  if (!added.ok) return added;
  return await finishImport(desk, principal, id);
}

export interface FolderGiven {
  readonly client: string;
  readonly paths: readonly string[];
  /** Names of what is no claim, such as the price files of a demo. */
  readonly skip?: ((name: string) => boolean) | undefined;
}
