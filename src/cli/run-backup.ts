import { resolve } from "node:path";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const backup = await dataAct(placeOf(typed, io), "backup", { file: resolve(typed.args[0] ?? "") });
  if (!backup.ok) return refused(typed, io, backup.error);
  const made = backup.value;
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
