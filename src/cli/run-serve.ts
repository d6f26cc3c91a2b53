import { openDesk } from "#app/desk/open-desk.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, say } from "./io.ts";
import { serveUntilStopped } from "./serving.ts";
import { placeOf } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  if (io.serve === undefined) {
    await say(io, "Nothing can be served from here.");
    return 2;
  }
  return await serveUntilStopped(io, await openDesk(placeOf(typed, io)), io.serve);
}
