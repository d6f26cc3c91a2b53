import { once } from "node:events";
import { relative } from "node:path";
import { type Config, config } from "#app/config.ts";
import { COMMANDS } from "./commands.ts";
import { failureOf } from "./crash.ts";
import type { Io, Sink } from "./io.ts";
import { runCommandLine } from "./run.ts";
import type { Serving } from "./serving.ts";
import type { Look } from "./style.ts";
import { VERSION } from "./version.ts";

const DEFAULT_COLUMNS = 80;
/** Narrower than this a table is no table; a terminal that says less (some say 0) gets this and folds the lines. */
const COLUMNS_MIN = 60;

/** COLUMNS, else what the terminal says, else what everybody assumes. */
function columnsOf(stream: NodeJS.WriteStream, of: Config): number {
  const told = of.columns ?? (stream.isTTY === true ? stream.columns : DEFAULT_COLUMNS);
  return told > 0 ? Math.max(COLUMNS_MIN, told) : DEFAULT_COLUMNS;
}

function sink(stream: NodeJS.WriteStream): Sink {
  return {
    isTerminal: stream.isTTY === true,
    write: async (chunk) => {
      // Bytes may be a view of a buffer that is filled again as soon as this resolves, so they must be gone by then.
      if (typeof chunk !== "string") await new Promise<void>((done) => stream.write(chunk, () => done()));
      else if (!stream.write(chunk) && !stream.destroyed) await once(stream, "drain");
    },
  };
}

function look(stream: NodeJS.WriteStream, of: Config): Look {
  return {
    color: of.color === "always" || (of.color === "auto" && stream.isTTY === true),
    palette: of.palette,
    unicode: of.unicode,
    columns: columnsOf(stream, of),
  };
}

/** A reader that has seen enough (`| head`) closes the pipe: that is its right, and the end of our work. */
function leaveWhenNobodyReads(stream: NodeJS.WriteStream): void {
  stream.on("error", (e: NodeJS.ErrnoException) => process.exit(e.code === "EPIPE" ? 0 : 1));
}

/** How the commands that Parley proposes are typed: as this one was. */
function programName(script: string): string {
  if (!script.endsWith(".js") && !script.endsWith(".ts")) return "parley";
  const near = relative(process.cwd(), script);
  return `node ${near.startsWith("..") ? script : near}`;
}

/** The process: `parley` of package.json's bin. `serving` loads what serves the workbench. */
export async function main(serving: Serving): Promise<void> {
  leaveWhenNobodyReads(process.stdout);
  leaveWhenNobodyReads(process.stderr);
  const fail = (thrown: unknown) => {
    const failure = failureOf(thrown);
    process.stderr.write(`${failure.sentence}\n${config.debug ? `${failure.stack}\n` : ""}`);
    process.exit(1);
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  const io: Io = {
    program: programName(process.argv[1] ?? "parley"),
    out: sink(process.stdout),
    err: sink(process.stderr),
    config,
    serving,
    look: look(process.stdout, config),
    errLook: look(process.stderr, config),
  };
  process.exitCode = await runCommandLine(process.argv.slice(2), { io, commands: COMMANDS, version: VERSION });
}
