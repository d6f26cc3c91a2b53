import { openDesk } from "#app/desk/open-desk.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, say } from "./io.ts";
import { openBeside, serveUntilStopped } from "./serving.ts";
import { placeOf } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  if (io.serving === undefined) {
    await say(io, "Nothing can be served from here.");
    return 2;
  }
  const { open, serve } = await openBeside(openDesk(placeOf(typed, io)), io.serving);
  return await serveUntilStopped(io, open, serve);
}
