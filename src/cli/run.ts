import { type Problem, problem } from "#base/problem.ts";
import { type Command, type ExitCode, type Invocation, nameOf } from "./command.ts";
import { failureOf } from "./crash.ts";
import { commandHelp, groupHelp, rootHelp } from "./help.ts";
import { type Io, print, printJson, say } from "./io.ts";
import { type Asked, type Misuse, readCommandLine } from "./parse.ts";

/** Switches that choose the looks are heeded also in help and in error texts. */
function withLooks(io: Io, argv: readonly string[]): Io {
  const ascii = argv.includes("--ascii");
  const plainText = argv.includes("--no-color");
  if (!ascii && !plainText) return io;
  const dress = (look: Io["look"]) => ({
    ...look,
    color: look.color && !plainText,
    unicode: look.unicode && !ascii,
  });
  return { ...io, look: dress(io.look), errLook: dress(io.errLook) };
}

/** The command line is input too: what is wrong with it is a Problem, and the exit code is 2. */
const misuseProblem = (misuse: Misuse): Problem => problem("error", "usage", { file: "command line" }, misuse.message);

async function refuse(misuse: Misuse, argv: readonly string[], io: Io): Promise<ExitCode> {
  if (argv.includes("--json")) await printJson(io, { problems: [misuseProblem(misuse)] });
  await say(io, misuse.message);
  await say(io, `See: parley ${[...misuse.about, "--help"].join(" ")}`);
  return 2;
}

function helpFor(about: readonly string[], commands: readonly Command[], version: string, io: Io): string | undefined {
  if (about.length === 0) return rootHelp(io.look, commands, version);
  const command = commands.find((c) => nameOf(c) === about.join(" "));
  if (command !== undefined) return commandHelp(io.look, command);
  const group = commands.filter((c) => about.length === 1 && c.path[0] === about[0]);
  return group.length === 0 ? undefined : groupHelp(io.look, about[0] ?? "", group);
}

async function help(asked: Asked & { kind: "help" }, argv: readonly string[], host: Host): Promise<ExitCode> {
  const { io, commands, version } = host;
  const text = helpFor(asked.about, commands, version, io);
  if (text === undefined)
    return refuse({ message: `There is no command "${asked.about.join(" ")}".`, about: [] }, argv, io);
  // A group alone, `parley x12`, shows what there is; it is not an error and not a run either.
  await print(io, text);
  return 0;
}

export interface Host {
  readonly io: Io;
  readonly commands: readonly Command[];
  readonly version: string;
}

async function execute(typed: Invocation, io: Io): Promise<number> {
  try {
    const { run } = await typed.command.load();
    return await run(typed, io);
  } catch (thrown) {
    const failure = failureOf(thrown);
    await say(io, failure.sentence);
    if (io.config.debug) await say(io, failure.stack);
    return 1;
  }
}

/** Runs one command line and gives its exit code: 0 done, 2 the input has errors, 1 Parley failed. */
export async function runCommandLine(argv: readonly string[], given: Host): Promise<number> {
  const io = withLooks(given.io, argv);
  const asked = readCommandLine(argv, given.commands);
  if (!asked.ok) return refuse(asked.error, argv, io);
  if (asked.value.kind === "version") {
    await print(io, given.version);
    return 0;
  }
  return asked.value.kind === "help" ? help(asked.value, argv, { ...given, io }) : execute(asked.value.typed, io);
}
