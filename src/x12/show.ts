import { showUsd } from "#base/money.ts";
import { toCents } from "./amount.ts";
import type { EnvelopeSink, SetContext, SetReader } from "./context.ts";
import type { Header } from "./delimiters.ts";
import { Envelope } from "./envelope.ts";
import type { State } from "./grammar.ts";
import { Loops } from "./loops.ts";
import type { Problems } from "./problems.ts";
import { packId, type Segment } from "./segment.ts";
import { type Form, NOTES } from "./show-notes.ts";
import type { TapeSink } from "./tape.ts";

/** How deep the envelopes stand; a set's loops begin one further in. */
const DEPTH: ReadonlyMap<number, number> = new Map(
  (
    [
      ["ISA", 0],
      ["IEA", 0],
      ["TA1", 1],
      ["GS", 1],
      ["GE", 1],
      ["ST", 2],
      ["SE", 2],
    ] as const
  ).map(([id, depth]) => [packId(id), depth]),
);
const INSIDE = 3;
const NUMBER_WIDTH = 7;

/** Prints a file as readable loops, one line at a time. Problems are collected as by the envelope and the walk. */
export class Show implements TapeSink {
  private readonly line: (text: string) => void;
  private readonly envelope: Envelope;
  private readonly loops: Loops;

  constructor(problems: Problems, line: (text: string) => void) {
    this.line = line;
    this.loops = new Loops(problems);
    const sink: EnvelopeSink = { open: (context, st) => this.open(context, st) };
    this.envelope = new Envelope(sink, problems);
  }

  private open(context: SetContext, st: Segment): SetReader {
    const loops = this.loops.open(context, st, {
      placed: (s, step) => {
        const depth = INSIDE + step.target.depth;
        if (step.starts) this.heading(step.target, depth - 1);
        this.print(s, depth, step.rule.name);
      },
      stray: (s, state) => this.print(s, INSIDE + state.depth, "no place in the guide"),
    });
    return loops ?? { segment: (s) => this.print(s, INSIDE), close: () => {} };
  }

  private heading(state: State, depth: number): void {
    this.line(`${" ".repeat(NUMBER_WIDTH)}  ${"  ".repeat(depth)}${state.loop} ${state.name}`);
  }

  private print(s: Segment, depth: number, name?: string): void {
    const said = [name, ...noteOf(s)].filter((x) => x !== undefined).join(", ");
    const text = `${String(s.number).padStart(NUMBER_WIDTH)}  ${"  ".repeat(depth)}${plain(s)}`;
    this.line(said === "" ? text : `${text}  (${said})`);
  }

  segment(s: Segment): void {
    const depth = DEPTH.get(s.id);
    if (depth !== undefined) this.print(s, depth);
    this.envelope.segment(s);
  }

  header(h: Header): void {
    this.envelope.header(h);
  }

  empty(s: Segment): void {
    this.envelope.empty(s);
  }

  outside(bytes: Uint8Array, from: number, to: number, byte: number): void {
    this.envelope.outside(bytes, from, to, byte);
  }

  cut(s: Segment): void {
    this.print(s, 0, "cut here");
    this.envelope.cut(s);
  }

  tooLong(byte: number): void {
    this.envelope.tooLong(byte);
  }

  finish(): void {
    this.envelope.finish();
  }
}

/** The segment with `*` between elements and nothing a terminal would obey. */
function plain(s: Segment): string {
  const parts: string[] = [];
  for (let i = 0; i <= s.count; i++) parts.push(printable(s.word(i)));
  return parts.join("*");
}

function printable(text: string): string {
  let out = "";
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    const obeyed = code < 32 || (code >= 127 && code < 160) || (code >= 0x200e && code <= 0x202e) || code === 0xfeff;
    out += obeyed ? "·" : c;
  }
  return out;
}

function noteOf(s: Segment): readonly string[] {
  const notes = NOTES[s.word(0)] ?? [];
  return notes.flatMap(([i, label, form]) => {
    const value = saidAs(s, i, form);
    return value === undefined ? [] : [`${label} ${value}`];
  });
}

function saidAs(s: Segment, i: number, form: Form): string | undefined {
  if (!s.has(i)) return undefined;
  if (form === "text") return printable(s.word(i));
  if (form === "day") return s.day(i);
  const n = s.cents(i);
  return Number.isFinite(n) ? showUsd(toCents(n)) : undefined;
}
