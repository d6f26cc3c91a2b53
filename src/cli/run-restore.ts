import { restoreBackup } from "#app/restore.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { placeOf, tellChain } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const restored = await restoreBackup(placeOf(typed, io), typed.args[0] ?? "", typed.args[1] ?? "");
  const faults = restored.chains.reduce((n, c) => n + c.faults, 0);
  if (typed.switches.has("json")) await printJson(io, restored);
  else {
    const where = restored.onServer ? `the server, and its files to ${restored.dataDir}` : restored.dataDir;
    await print(
      io,
      `Restored ${counted(restored.rows, "row")} and ${counted(restored.files, "file")}, as of ${restored.about.made}, to ${where}.`,
    );
    for (const chain of restored.chains) await tellChain(io, chain.org, chain);
  }
  return faults > 0 ? 2 : 0;
}
