/**
 * Colours and drawing characters. Colour never speaks alone: whatever is coloured also has a glyph and a word. The 256
 * palette values are mid tones that keep at least 3:1 on white and on black, because a terminal does not say which it is.
 */
export interface Look {
  readonly color: boolean;
  readonly palette: 16 | 256;
  readonly unicode: boolean;
  readonly columns: number;
}

export type Tone =
  | "strong"
  | "quiet"
  | "heading"
  | "link"
  | "time"
  | "underpaid"
  | "denied"
  | "fact"
  | "protected"
  | "paid"
  | "gone"
  | "error"
  | "warning";

/** SGR codes: in 256 colours, and in the sixteen that every terminal has. */
const CODES: Readonly<Record<Tone, readonly [string, string]>> = {
  strong: ["1", "1"],
  quiet: ["2", "2"],
  heading: ["1", "1"],
  link: ["38;5;68", "34"],
  time: ["1;38;5;166", "1;33"],
  underpaid: ["38;5;136", "33"],
  denied: ["38;5;161", "31"],
  fact: ["38;5;98", "35"],
  protected: ["38;5;31", "36"],
  paid: ["38;5;64", "32"],
  gone: ["38;5;245", "2"],
  error: ["1;38;5;161", "1;31"],
  warning: ["38;5;136", "33"],
};

export function paint(look: Look, tone: Tone, text: string): string {
  if (!look.color || text === "") return text;
  return `\x1b[${CODES[tone][look.palette === 256 ? 0 : 1]}m${text}\x1b[0m`;
}

/** Box and bar characters, and what stands for them in ASCII. */
const DRAWN = {
  rule: ["─", "-"],
  full: ["█", "#"],
  hatch: ["░", "/"],
  half: ["▌", ""],
  more: ["…", "~"],
  dot: ["·", "-"],
  arrow: ["→", "->"],
  minus: ["−", "-"],
} as const;

export const drawn = (look: Look, what: keyof typeof DRAWN): string => DRAWN[what][look.unicode ? 0 : 1];

// biome-ignore lint/suspicious/noControlCharactersInRegex: Parley's own colour codes stay
const OUTSIDE_ASCII = /[^\n\x1b\x20-\x7e]/gu;

/** Text for a terminal that knows only ASCII: accents are dropped, anything else becomes a question mark. */
export const plain = (look: Look, text: string): string =>
  look.unicode
    ? text
    : text
        .replaceAll("−", "-")
        .normalize("NFKD")
        .replace(/\p{Mark}/gu, "")
        .replace(OUTSIDE_ASCII, "?");
