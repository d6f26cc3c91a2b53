import { parseArgs } from "node:util";
import { readDay } from "#base/day.ts";
import { err, ok, type Result } from "#base/result.ts";
import { type Command, type Invocation, nameOf, type Option, optionsOf } from "./command.ts";
import { nearest } from "./nearest.ts";

/** What was asked of the command line as a whole. */
export type Asked =
  | { readonly kind: "run"; readonly typed: Invocation }
  | { readonly kind: "help"; readonly about: readonly string[] }
  | { readonly kind: "version" };

/** Why the line could not be understood, and the help that answers. `option` names the part at fault, never its value. */
export interface Misuse {
  readonly message: string;
  readonly about: readonly string[];
}

const misuse = (message: string, about: readonly string[]): Result<never, Misuse> => err({ message, about });

const quoted = (word: string): string => `"${word}"`;

function suggestion(word: string, known: readonly string[], dashes: string): string {
  const near = nearest(word, known);
  return near === undefined ? "" : ` Did you mean ${dashes}${near}?`;
}

/** The command whose path the words begin with, or the words that lead nowhere. */
function find(words: readonly string[], commands: readonly Command[]): Result<Command | readonly string[], Misuse> {
  const [first = "", second] = words;
  const whole = commands.find((c) => c.path.length === 1 && c.path[0] === first);
  if (whole !== undefined) return ok(whole);
  const inGroup = commands.filter((c) => c.path[0] === first);
  if (inGroup.length === 0) {
    const heads = [...new Set(commands.map((c) => c.path[0] ?? ""))];
    return misuse(`There is no command ${quoted(first)}.${suggestion(first, heads, "")}`, []);
  }
  if (second === undefined || second.startsWith("-")) return ok([first]);
  const command = inGroup.find((c) => c.path[1] === second);
  if (command !== undefined) return ok(command);
  const seconds = inGroup.map((c) => c.path[1] ?? "");
  return misuse(
    `There is no command ${quoted(`${first} ${second}`)}.${suggestion(second, seconds, `${first} `)} There is: ${seconds.join(", ")}.`,
    [first],
  );
}

function badValue(option: Option, value: string): string | undefined {
  if (option.reads === undefined)
    return value === "" ? `--${option.name} needs a ${option.value}, and got nothing.` : undefined;
  if (option.reads === "day")
    return readDay(value) === undefined
      ? `--${option.name} needs a day written YYYY-MM-DD, such as 2026-11-23.`
      : undefined;
  if ("oneOf" in option.reads) {
    return option.reads.oneOf.includes(value)
      ? undefined
      : `--${option.name} needs ${option.reads.oneOf.join(" or ")}.`;
  }
  const { from, to, or } = option.reads;
  if (or !== undefined && value === or) return undefined;
  const n = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  const also = or === undefined ? "" : `, or ${or}`;
  return n >= from && n <= to ? undefined : `--${option.name} needs a whole number from ${from} to ${to}${also}.`;
}

/** Options that may stand alone get the value they have then, unless the next word can be read as one. */
function withAlone(words: readonly string[], known: readonly Option[]): readonly string[] {
  return words.map((word, i) => {
    const option = known.find((o) => o.alone !== undefined && word === `--${o.name}`);
    if (option === undefined) return word;
    const next = words[i + 1];
    const reads = next !== undefined && (badValue(option, next) === undefined || /^\d+$/.test(next));
    return reads ? word : `${word}=${option.alone}`;
  });
}

/** Reads the words after the command's name against its definition. Nothing unknown is let pass. */
function invocation(command: Command, words: readonly string[]): Result<Asked, Misuse> {
  const known = optionsOf(command);
  const { tokens } = parseArgs({
    args: [...withAlone(words, known)],
    options: Object.fromEntries(
      known.map((o) => [o.name, { type: o.value === undefined ? ("boolean" as const) : ("string" as const) }]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const switches = new Set<string>();
  const args: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") args.push(token.value);
    if (token.kind !== "option") continue;
    if (token.rawName === "-h") return ok({ kind: "help", about: command.path });
    const option = token.rawName.startsWith("--") ? known.find((o) => o.name === token.name) : undefined;
    if (option === undefined) {
      const near = suggestion(
        token.name,
        known.map((o) => o.name),
        "--",
      );
      return misuse(`parley ${nameOf(command)} has no option ${token.rawName}.${near}`, command.path);
    }
    if (option.value === undefined) {
      if (token.value !== undefined) return misuse(`--${option.name} is a switch and takes no value.`, command.path);
      switches.add(option.name);
      continue;
    }
    // A following option is not its value: `--out --json` forgot the folder.
    if (token.value === undefined || (token.inlineValue === false && token.value.startsWith("--")))
      return misuse(`--${option.name} needs a ${option.value} after it.`, command.path);
    const bad = badValue(option, token.value);
    if (bad !== undefined) return misuse(bad, command.path);
    if (values[option.name] !== undefined)
      return misuse(`--${option.name} is given twice; give it once.`, command.path);
    values[option.name] = token.value;
  }
  if (switches.has("help")) return ok({ kind: "help", about: command.path });
  return counted(command, args, { command, args, values, switches });
}

function counted(command: Command, args: readonly string[], typed: Invocation): Result<Asked, Misuse> {
  const missing = command.args[args.length];
  if (missing?.required === true && !(missing.unless !== undefined && typed.switches.has(missing.unless)))
    return misuse(`parley ${nameOf(command)} needs ${missing.name}: ${missing.about}`, command.path);
  const unset = command.options.find((o) => o.required === true && typed.values[o.name] === undefined);
  if (unset !== undefined)
    return misuse(`parley ${nameOf(command)} needs --${unset.name} ${unset.value}: ${unset.about}`, command.path);
  if (args.length > command.args.length && command.args.at(-1)?.many !== true) {
    const takes =
      command.args.length === 0
        ? "takes nothing but options"
        : `takes ${command.args.map((a) => a.name).join(" ")} only`;
    return misuse(`parley ${nameOf(command)} ${takes}; one word too many.`, command.path);
  }
  return ok({ kind: "run", typed });
}

export function readCommandLine(argv: readonly string[], commands: readonly Command[]): Result<Asked, Misuse> {
  // Looks may be chosen before the command's name: `parley --no-color map x`.
  const looks = new Set(["--no-color", "--ascii"]);
  const start = argv.findIndex((word) => !looks.has(word));
  const words = start < 0 ? [] : argv.slice(start);
  const [first] = words;
  if (first === undefined || first === "--help" || first === "-h") return ok({ kind: "help", about: [] });
  if (first === "--version" || first === "-v") return ok({ kind: "version" });
  if (first === "help") return ok({ kind: "help", about: words.slice(1) });
  if (first.startsWith("-"))
    return misuse(
      `parley has no option ${first} before a command.${suggestion(first.replace(/^-+/, ""), ["help", "version"], "--")}`,
      [],
    );
  const found = find(words, commands);
  if (!found.ok) return found;
  if (!("load" in found.value)) return ok({ kind: "help", about: found.value });
  return invocation(found.value, words.slice(found.value.path.length));
}
