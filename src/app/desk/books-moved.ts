import { createHash } from "node:crypto";
import type { Books } from "#price/book.ts";
import type { Tx } from "#store/store.ts";
import { markCases } from "./decide-later.ts";
import type { Desk } from "./desk.ts";
import { clientsAtWork } from "./night.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/** Which price books the cases of a client were decided with, so that other books are noticed however they came. */

const NAME = "price books of its cases";

const at = (org: string, client: string): SettingOf => ({ org, client, name: NAME });

/** The same for the same books, in whatever order they lie. */
export function booksKey(books: Books): string {
  const seals = Object.values(books).flatMap((kind: readonly { readonly seal: unknown }[]) =>
    kind.map((b) => JSON.stringify(b.seal)),
  );
  return createHash("sha256").update(seals.sort().join("\n")).digest("hex");
}

/** Writes down the books that the first cases of a client are decided with. */
export async function noteBooks(tx: Tx, org: string, client: string, books: Books): Promise<void> {
  const { version } = await readSetting(tx, at(org, client));
  if (version === 0) await writeSetting(tx, at(org, client), 0, booksKey(books), null);
}

/** Marks the open cases of every client that were decided with other books than there are now. */
export async function markBooksMoved(
  desk: Desk,
): Promise<readonly { readonly org: string; readonly client: string }[]> {
  const open = await clientsAtWork(desk);
  if (open.length === 0) return [];
  const key = booksKey(desk.books());
  const moved: { org: string; client: string }[] = [];
  for (const { org, client } of open)
    await desk.store.asSystem(async (tx) => {
      const { version, body } = await readSetting(tx, at(org, client));
      if (body === key) return;
      await writeSetting(tx, at(org, client), version, key, null);
      if (version === 0) return;
      await markCases(tx, org, client, { why: "the price books", payers: null, butOf: null });
      moved.push({ org, client });
    });
  return moved;
}
