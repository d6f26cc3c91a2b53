import { finishImport, type Import, openImport } from "#app/desk/import.ts";
import { addFile } from "#app/desk/import-files.ts";
import type { TestDesk } from "./desk.ts";

/** Imports of files that a test writes, as the window starts them. */

export type Files = Readonly<Record<string, string | Uint8Array>>;

async function* bytesOf(bytes: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(bytes);
}

/** An import with these files in it, not started; gives its id. Throws what is refused. */
export async function filled({ desk, owner }: TestDesk, client: string, files: Files): Promise<string> {
  const opened = await desk.store.as(owner, (tx) => openImport(tx, client));
  if (!opened.ok) throw new Error(opened.error.sentence);
  for (const [name, bytes] of Object.entries(files)) {
    const added = await addFile(desk, owner, opened.value.id, name, bytesOf(bytes));
    if (!added.ok) throw new Error(added.error.sentence);
  }
  return opened.value.id;
}

/** The same, read to its end. */
export async function imported(at: TestDesk, client: string, files: Files): Promise<Import> {
  const done = await finishImport(at.desk, at.owner, await filled(at, client, files));
  if (!done.ok) throw new Error(done.error.sentence);
  return done.value;
}
