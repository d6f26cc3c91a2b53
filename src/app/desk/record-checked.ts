import { z } from "zod";
import type { Store, Tx } from "#store/store.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/** What reading the record of an organization back said last: kept, so that every server tells it, and after a start too. */

const checked = z.object({ intact: z.boolean(), at: z.string() });
export type Checked = z.infer<typeof checked>;

const at = (org: string): SettingOf => ({ org, client: null, name: "record checked" });

/** Undefined while it was never read back. */
export async function checkedOf(tx: Tx, org: string): Promise<Checked | undefined> {
  return checked.safeParse((await readSetting(tx, at(org))).body).data;
}

/** Of two that check at once either may be kept. */
export async function keepChecked(store: Store, org: string, found: Checked): Promise<void> {
  await store.asSystem(async (tx) => {
    const { version } = await readSetting(tx, at(org));
    await writeSetting(tx, at(org), version, found, null);
  });
}
