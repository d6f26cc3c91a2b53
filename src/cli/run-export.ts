import { resolve } from "node:path";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";
import { clean } from "./text.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const made = await dataAct(placeOf(typed, io), "export", {
    file: resolve(typed.args[0] ?? ""),
    org: typed.values.org,
  });
  if (!made.ok) return refused(typed, io, made.error);
  const { name, file, rows, files, missing, chain, bytes } = made.value;
  if (typed.switches.has("json")) await printJson(io, made.value);
  else {
    await print(
      io,
      `Exported ${clean(name)}: ${counted(rows, "row")}, ${counted(files, "file")} and ${counted(chain.events, "event")} to ${file}, ${count(bytes)} bytes.`,
    );
    if (missing.length > 0)
      await print(io, `${count(missing.length)} files that records name are not kept here; the manifest lists them.`);
    await print(io, "It is not encrypted. Keep it on an encrypted disk, and delete it when you have what you need.");
  }
  return chain.faults > 0 ? 2 : 0;
}
