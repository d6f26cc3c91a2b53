import { makeBackup } from "#app/backup.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { placeOf } from "./stored-data.ts";
import { VERSION } from "./version.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const made = await makeBackup(placeOf(typed, io), typed.args[0] ?? "", VERSION);
  if (typed.switches.has("json")) {
    await printJson(io, made);
    return 0;
  }
  await print(
    io,
    `Backed up ${counted(made.rows, "row")} and ${counted(made.files, "file")} to ${made.file}, and read it back: ${count(made.sealedBytes)} bytes.`,
  );
  await print(
    io,
    `The key is not inside. It is ${made.keyId} in ${made.keySource}: keep a copy where this backup is not.`,
  );
  return 0;
}
