import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import type { Principal } from "#store/principal.ts";
import type { Desk } from "./desk.ts";
import { addPaths } from "./import-folder.ts";

/** Puts invented claims, remittances, a profile and facts into an import, for whoever looks around before bringing their own. */
export async function addSamples(desk: Desk, principal: Principal, importId: string): Promise<void> {
  const folder = await mkdtemp(join(desk.home, "samples-"));
  try {
    await writeDemo(folder, { asOf: desk.today(), seed: DEMO_SEED });
    await addPaths(desk, principal, importId, [folder]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
