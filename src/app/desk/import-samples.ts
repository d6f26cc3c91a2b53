import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import type { Principal } from "#store/principal.ts";
import type { Desk } from "./desk.ts";
import { addFile } from "./import-files.ts";

/** Puts invented claims, remittances, a profile and facts into an import, for whoever looks around before bringing their own. */
export async function addSamples(desk: Desk, principal: Principal, importId: string): Promise<void> {
  const folder = await mkdtemp(join(desk.home, "samples-"));
  try {
    await writeDemo(folder, { asOf: desk.today(), seed: DEMO_SEED });
    const files = (await readdir(folder, { withFileTypes: true })).filter((f) => f.isFile()).map((f) => f.name);
    for (const name of files.sort())
      await addFile(desk, principal, importId, name, createReadStream(join(folder, name)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
