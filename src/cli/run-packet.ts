import { resolve } from "node:path";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const [number = "", file = ""] = typed.args;
  const whom = typed.switches.has("own") ? "own" : "outside";
  const asked = { number, file: resolve(file), org: typed.values.org, whom } as const;
  const made = await dataAct(placeOf(typed, io), "packet", asked);
  if (!made.ok) return refused(typed, io, made.error);
  if (typed.switches.has("json")) await printJson(io, made.value);
  else {
    const { file: zip, bytes, events, files, leftOut, missing } = made.value;
    await print(io, `Wrote ${zip}: ${counted(events, "event")} and ${counted(files, "file")}, ${count(bytes)} bytes.`);
    if (leftOut > 0)
      await print(io, `${counted(leftOut, "event")} of the practice's own stayed out; --own takes them in.`);
    if (missing.length > 0)
      await print(io, `${count(missing.length)} files that the case names are not kept here; the manifest lists them.`);
    await print(io, "It is not encrypted. Unpacked, node verify.mjs verifies it without Parley.");
  }
  return 0;
}
