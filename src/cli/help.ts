import { type Command, EVERYWHERE, GROUPS, nameOf, type Option, optionsOf } from "./command.ts";
import { type Look, paint, plain } from "./style.ts";
import { padEnd, width, wrap } from "./text.ts";

/** Help is read in a column: wider than this and the eye loses the line. */
const READING_WIDTH = 100;

const roomOf = (look: Look): number => Math.min(look.columns, READING_WIDTH);

/** Two columns: what to type, and what it does, wrapped under itself. */
function table(look: Look, rows: readonly (readonly [string, string])[], left: number): string[] {
  return rows.flatMap(([term, about]) => {
    const [first = "", ...rest] = wrap(about, Math.max(20, roomOf(look) - left - 4));
    const lead = `  ${paint(look, "link", padEnd(term, left))}  `;
    const own =
      width(term) > left ? [`  ${paint(look, "link", term)}`, `${" ".repeat(left + 4)}${first}`] : [lead + first];
    return [...own, ...rest.map((line) => " ".repeat(left + 4) + line)];
  });
}

const widest = (rows: readonly (readonly [string, string])[]): number =>
  Math.min(30, Math.max(...rows.map(([t]) => width(t))));

export function usageOf(command: Command): string {
  const args = command.args.map((a) => {
    const name = a.many ? `${a.name}...` : a.name;
    return a.required ? name : `[${name}]`;
  });
  const required = command.options.filter((o) => o.required === true).map(termOf);
  return ["parley", nameOf(command), ...args, ...required, ...(command.options.length > 0 ? ["[options]"] : [])].join(
    " ",
  );
}

export const termOf = (option: Option): string =>
  `--${option.name}${option.value === undefined ? "" : ` ${option.value}`}`;

const heading = (look: Look, text: string): string => paint(look, "heading", text);

export function rootHelp(look: Look, commands: readonly Command[], version: string): string {
  const rows = (list: readonly Command[]) => list.map((c) => [nameOf(c), c.summary] as const);
  const left = widest(rows(commands));
  const groups = GROUPS.flatMap((group) => {
    const own = commands.filter((c) => c.group === group);
    return own.length === 0 ? [] : [heading(look, group), ...table(look, rows(own), left), ""];
  });
  const lines = [
    `${heading(look, "Parley")} ${paint(look, "quiet", version)}  gets out-of-network claims paid: what can still be recovered, by which day, and why.`,
    "",
    `${heading(look, "Use")}  parley COMMAND [options]`,
    "",
    ...groups,
    heading(look, "Try"),
    ...table(
      look,
      [
        ["parley start", "the money map of a demo practice"],
        ["parley start ~/claims", "the money map of your own files"],
        ["parley map --help", "what a command does, its options and examples"],
      ],
      left,
    ),
    "",
    "Exit code 0: done. 2: the input has errors, all of them listed. 1: Parley failed.",
  ];
  return plain(look, lines.flatMap((line) => (look.color ? [line] : wrapKeeping(line, roomOf(look)))).join("\n"));
}

/** Wraps only prose: a line that starts with a blank is laid out already. */
const wrapKeeping = (line: string, room: number): readonly string[] =>
  line === "" || line.startsWith(" ") ? [line] : wrap(line, room);

export function groupHelp(look: Look, head: string, commands: readonly Command[]): string {
  const rows = commands.map((c) => [nameOf(c), c.summary] as const);
  return [
    `${heading(look, "Use")}  parley ${head} COMMAND [options]`,
    "",
    ...table(look, rows, widest(rows)),
    "",
    `parley ${head} COMMAND --help shows one of them.`,
  ].join("\n");
}

export function commandHelp(look: Look, command: Command): string {
  const args = command.args.map((a) => [a.many ? `${a.name}...` : a.name, a.about] as const);
  const options = optionsOf(command).map((o) => [termOf(o), o.about] as const);
  const left = widest([...args, ...options]);
  const section = (title: string, rows: readonly (readonly [string, string])[]) =>
    rows.length === 0 ? [] : [heading(look, title), ...table(look, rows, left), ""];
  return [
    command.summary,
    "",
    `${heading(look, "Use")}  ${usageOf(command)}`,
    "",
    ...command.description.flatMap((p) => [...wrap(p, roomOf(look)), ""]),
    ...section("Arguments", args),
    ...section("Options", options),
    heading(look, command.examples.length === 1 ? "Example" : "Examples"),
    ...command.examples.flatMap((e) => [`  ${paint(look, "link", e.line)}`, `      ${paint(look, "quiet", e.about)}`]),
  ].join("\n");
}

const mdCell = (text: string): string => text.replaceAll("|", "\\|");

function mdCommand(command: Command): string[] {
  const rows = [
    ...command.args.map((a) => [a.many ? `${a.name}...` : a.name, a.about]),
    ...command.options.map((o) => [termOf(o), o.about]),
  ];
  return [
    `### parley ${nameOf(command)}`,
    "",
    `${command.summary}.`,
    "",
    "```",
    usageOf(command),
    "```",
    "",
    ...command.description.flatMap((p) => [p, ""]),
    ...(rows.length === 0
      ? []
      : ["| | |", "|---|---|", ...rows.map(([t = "", a = ""]) => `| \`${mdCell(t)}\` | ${mdCell(a)} |`), ""]),
    ...command.examples.flatMap((e) => [`\`${e.line}\`: ${e.about}`, ""]),
  ];
}

/** The whole of docs/cli.md. */
export function cliPage(commands: readonly Command[]): string {
  return [
    "# The command line",
    "",
    "<!-- Printed by `npm run docs` from src/cli/commands.ts. Change it there. -->",
    "",
    "In a clone, `npm start` runs `parley start`, and after `npm run build` every command below runs as `node dist/parley.js COMMAND`.",
    "",
    "Every command answers to these options too:",
    "",
    "| | |",
    "|---|---|",
    ...EVERYWHERE.map((o) => `| \`${termOf(o)}\` | ${mdCell(o.about)} |`),
    "",
    "Exit code 0: done. 2: the input (files or the command line) has errors, each of them listed, on standard error for people and in the JSON under `problems` for programs. 1: Parley itself failed; it says so in a sentence with a problem id, and `PARLEY_DEBUG=1` adds the stack. Notes and progress go to standard error, so standard output can be piped.",
    "",
    "`PARLEY_HOME` (default `~/.parley`) holds price books. `NO_COLOR`, `FORCE_COLOR` and `COLUMNS` are heeded.",
    "",
    ...GROUPS.flatMap((group) => {
      const own = commands.filter((c) => c.group === group);
      return own.length === 0 ? [] : [`## ${group}`, "", ...own.flatMap(mdCommand)];
    }),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}
