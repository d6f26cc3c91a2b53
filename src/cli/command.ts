import type { Io } from "./io.ts";

/**
 * What a command is: words for people (help and docs/cli.md are printed from them) and, loaded only when it runs, the
 * code. Keep definitions free of imports that do something: `parley --help` reads all of them.
 */
export interface Command {
  /** `["x12", "check"]` is typed `parley x12 check`. */
  readonly path: readonly string[];
  readonly group: Group;
  /** One line, for lists. */
  readonly summary: string;
  /** What it does, what it reads, what it writes; a paragraph an element. */
  readonly description: readonly string[];
  readonly args: readonly Argument[];
  readonly options: readonly Option[];
  readonly examples: readonly Example[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

export const GROUPS = ["The main job", "Files", "Law", "Prices", "Strategy", "Data"] as const;
export type Group = (typeof GROUPS)[number];

export interface Argument {
  /** In capitals, as people read it: `PATH`. */
  readonly name: string;
  readonly required: boolean;
  /** Not asked for beside this switch. */
  readonly unless?: string;
  /** Takes every word that is left. */
  readonly many: boolean;
  readonly about: string;
}

export interface Option {
  /** Without dashes. */
  readonly name: string;
  /** Name of its value in capitals; absent for a switch. */
  readonly value?: string;
  /** Refused without it. */
  readonly required?: true;
  /** Refused when it is not a whole number in this range, not one of these words, or not a day. */
  readonly reads?:
    | "day"
    | { readonly from: number; readonly to: number; readonly or?: string }
    | { readonly oneOf: readonly string[] };
  /** Its value when the option stands alone: the next word is then an argument of its own. */
  readonly alone?: string;
  readonly about: string;
}

export interface Example {
  readonly line: string;
  readonly about: string;
}

/** What was typed, already checked against the definition. */
export interface Invocation {
  readonly command: Command;
  readonly args: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
}

/** 0 done; 2 the input has errors, all of them listed. A failure of Parley itself is thrown and becomes 1. */
export type ExitCode = 0 | 2;

export type Run = (typed: Invocation, io: Io) => Promise<ExitCode>;

/** Options that every command takes. */
export const EVERYWHERE: readonly Option[] = [
  { name: "json", about: "Print JSON on standard output and nothing else there." },
  { name: "no-color", about: "Write without colours (so does NO_COLOR)." },
  { name: "ascii", about: "Draw with plain ASCII characters." },
  { name: "help", about: "Show this help." },
];

export const optionsOf = (command: Command): readonly Option[] => [...command.options, ...EVERYWHERE];

export const nameOf = (command: Command): string => command.path.join(" ");
