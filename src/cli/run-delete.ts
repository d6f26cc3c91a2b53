import type { ExitCode, Invocation } from "./command.ts";
import { counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { org, client, confirm = "" } = typed.values;
  const gone = await dataAct(placeOf(typed, io), "delete", { org, client, confirm });
  if (!gone.ok) return refused(typed, io, gone.error);
  const { rows, files, erased } = gone.value;
  if (typed.switches.has("json")) await printJson(io, gone.value);
  else {
    await print(
      io,
      `Deleted ${counted(rows, "row")} and ${counted(files, "file")}, and erased what ${counted(erased, "event")} said.`,
    );
    await print(io, "Backups and exports made before still hold them: destroy those yourself.");
  }
  return 0;
}
