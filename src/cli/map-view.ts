import { cents } from "#base/money.ts";
import type { MoneyMap } from "#case/money-map.ts";
import { beside, counted, money, prose, section, showDay } from "./draw.ts";
import { agingTable, classTable, flagTable } from "./map-classes.ts";
import { doFirst } from "./map-first.ts";
import { assumptions, filesRead, guard, leftOut } from "./map-foot.ts";
import { questions } from "./map-questions.ts";
import { type Look, paint, plain } from "./style.ts";
import { padStart, width } from "./text.ts";

/** What the map cannot know about itself: how it was asked for, and where it was written. */
export interface MapViewOptions {
  readonly look: Look;
  /** How Parley is called here, and the paths and options that draw this map again. */
  readonly program: string;
  readonly again: readonly string[];
  /** Files written beside the picture, in the order to open them. */
  readonly written: readonly string[];
  readonly factsGiven: boolean;
}

/** Wider than this only stretches the lines. */
const ROOM_MAX = 200;
const SIDE_BY_SIDE = 140;
const GAP = 4;
const QUESTIONS_SHOWN = 5;

const HOT = new Set(["today", "1 to 3", "2 to 3 days"]);

/** The answer first, in a sentence or two. */
export function headline(map: MoneyMap, look: Look): string[] {
  const { totals } = map;
  const m = (n: bigint): string => money(look, cents(n));
  if (map.files.length === 0) return ["There was nothing to read."];
  if (totals.claims === 0) return ["No claim and no remittance was found in these files."];
  if (totals.recoverable === 0n) {
    const waits = totals.byClass["needs a fact"].lines;
    const unknown = totals.byClass.unknown.lines;
    const rest = [
      ...(waits > 0 ? [`${counted(waits, "line")} ${waits === 1 ? "waits" : "wait"} for an answer`] : []),
      ...(unknown > 0
        ? [
            `${counted(unknown, "line")} ${unknown === 1 ? "has" : "have"} no benchmark, so what they are worth is not known`,
          ]
        : []),
    ].join("; ");
    return [
      `Nothing to recover was found on ${counted(totals.lines, "line")}.`,
      ...(rest === "" ? [] : [`${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`]),
    ];
  }
  const inClasses = (["needs a fact", "denied", "unpaid", "underpaid"] as const).reduce(
    (n, c) => n + totals.byClass[c].lines,
    0,
  );
  const hot = totals.aging.filter((b) => HOT.has(b.label)).reduce((n, b) => n + b.stake, 0n);
  const facts = totals.byClass["needs a fact"].stake;
  return [
    `${m(totals.recoverable)} can still be recovered on ${counted(inClasses, "line")}.`,
    [
      hot > 0n
        ? `${m(hot)} of it lapses within three business days.`
        : "Nothing lapses in the next three business days.",
      ...(totals.loss > 0n ? [`Left untouched today, ${m(totals.loss)} is lost on average.`] : []),
      ...(facts > 0n
        ? [`${facts === totals.recoverable ? "All" : m(facts)} of it waits for an answer only you can give.`]
        : []),
    ].join(" "),
  ];
}

function head(map: MoneyMap, look: Look, room: number): string[] {
  const [first = "", second] = headline(map, look);
  const title = paint(look, "heading", "Money map");
  const day = showDay(map.asOf);
  const { totals } = map;
  const counts = `${counted(totals.claims, "claim")} with ${counted(totals.lines, "line")} and ${counted(totals.remittances, "remittance")}: billed ${money(look, totals.billed)}, paid ${money(look, totals.paid)}, left to patients ${money(look, totals.patient)}. Where the law can be counted two ways, the earlier last day is used.`;
  return [
    `${title}${padStart(paint(look, "quiet", day), room - width(title))}`,
    "",
    ...prose(look, first, 0, "strong"),
    ...(second === undefined ? [] : prose(look, second, 0)),
    ...(totals.claims === 0 ? [] : ["", ...prose(look, counts, 0, "quiet")]),
  ];
}

/** A path as a shell takes it. */
export const shellWord = (path: string): string =>
  /^[\w@%+=:,./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

const fileWords = (file: string): string =>
  file.endsWith(".xlsx")
    ? "every line and claim, to sort and filter"
    : file.endsWith(".json")
      ? "the whole map, for a program"
      : "the questions, to fill in";

function next(map: MoneyMap, options: MapViewOptions, room: number): string[] {
  const { look } = options;
  const { program } = options;
  const again = options.again.map(shellWord).join(" ");
  const command = (line: string, about: string) => [
    `  ${paint(look, "link", line)}`,
    ...prose({ ...look, columns: room }, about, 6, "quiet"),
  ];
  const questionsFile = options.written.find((file) => file.endsWith(".csv"));
  const answers = questionsFile === undefined ? "facts.csv" : shellWord(questionsFile);
  const asks =
    map.questions.length === 0
      ? []
      : [
          ...(questionsFile === undefined
            ? command(
                `${program} facts list ${again} --out facts.csv`,
                "writes the questions as a file: fill in the column value",
              )
            : prose({ ...look, columns: room }, `Fill in the column value of ${answers}, then:`, 2)),
          ...command(
            `${program} map ${again} --facts ${answers}`,
            options.factsGiven ? "draws the map again with more answers" : "draws the map again with your answers",
          ),
        ];
  const files =
    options.written.length === 0
      ? command(
          `${program} map ${again} --out parley-out`,
          "writes a workbook to sort, the whole map as JSON, and the questions",
        )
      : options.written.map(
          (file) => `  ${paint(look, "link", shellWord(file))}  ${paint(look, "quiet", fileWords(file))}`,
        );
  const steps =
    map.totals.claims === 0
      ? [
          ...prose(look, "Parley reads 837 claims, 835 remittances and claim lists in CSV, also inside zip and gz.", 2),
          ...command(`${program} start`, "draws the map of a demo practice, to see what it looks like"),
        ]
      : [...asks, ...files];
  return [section(look, "Next", "", room), ...steps];
}

/** The whole map as lines of text, none wider than the terminal except a command or key that must be typed exactly. */
export function mapView(map: MoneyMap, options: MapViewOptions): string {
  const { look } = options;
  const room = Math.min(look.columns, ROOM_MAX);
  const half = Math.floor((room - GAP) / 2);
  const tables =
    map.totals.lines === 0
      ? []
      : room >= SIDE_BY_SIDE
        ? [beside(classTable(look, map.totals, half), agingTable(look, map.totals.aging, half), half + GAP)]
        : [classTable(look, map.totals, room), agingTable(look, map.totals.aging, room)];
  const blocks = [
    head(map, look, room),
    ...tables,
    ...(map.totals.lines === 0 ? [] : [doFirst(look, map.asOf, map.first, room)]),
    questions(look, map.questions, QUESTIONS_SHOWN, room),
    guard(look, map, room),
    flagTable(look, map.totals, room),
    leftOut(look, map.leftOut, room),
    ...(map.files.length === 0 ? [] : [filesRead(look, map, room)]),
    map.totals.claims === 0 ? [] : assumptions(look, map.assumptions, room),
    next(map, options, room),
  ].filter((block) => block.length > 0);
  return plain(look, `${blocks.map((b) => b.join("\n")).join("\n\n")}\n`);
}
