import type { MapQuestion } from "#case/money-map.ts";
import { counted, money, prose, section } from "./draw.ts";
import { drawn, type Look, paint } from "./style.ts";
import { clean, cut } from "./text.ts";

/** A value of a CSV row: quoted when it must be. */
export function csvValue(text: string): string {
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The row of a facts file that answers a question, up to where the answer goes. */
export const answerRow = (q: Pick<MapQuestion, "scope" | "key" | "fact">): string =>
  [q.scope, q.key, q.fact].map(csvValue).join(",");

/** Answers as people choose from them. */
/** The answers a fact may have; of a long list the first few, because the rest are in docs and in `facts list --json`. */
const SHOWN = 4;

function choices(values: readonly string[]): string {
  if (values.length === 0) return "VALUE";
  const shown = values.slice(0, SHOWN).map(clean).join(" | ");
  return values.length > SHOWN ? `${shown} | ...` : shown;
}

/** What it decides, the question itself, and the exact row that answers it. */
export function question(look: Look, q: MapQuestion, room: number): string[] {
  const dollars = paint(look, "strong", money(look, q.dollars));
  const about = q.about === q.key ? `${q.scope} ${clean(q.key)}` : clean(q.about);
  const who =
    about === "" || q.question.includes(q.about)
      ? ""
      : `  ${paint(look, "quiet", cut(about, 40, drawn(look, "more")))}`;
  const decides = `${counted(q.lines, "line")}, ${counted(q.claims, "claim")}`;
  const answer = `${clean(answerRow(q))},${choices(q.values)},SOURCE,DAY`;
  const arrow = paint(look, "quiet", drawn(look, "arrow"));
  return [
    `  ${paint(look, "fact", "?")} ${dollars} on ${decides}${who}`,
    ...prose({ ...look, columns: room }, clean(q.question), 4),
    `    ${arrow} ${paint(look, "link", answer)}`,
  ];
}

export function questions(look: Look, all: readonly MapQuestion[], shown: number, room: number): string[] {
  if (all.length === 0) return [];
  const rest = all.length - shown;
  return [
    section(look, "Questions", "most dollars first; the row that answers each", room),
    ...all.slice(0, shown).flatMap((q) => question(look, q, room)),
    ...(rest > 0
      ? [paint(look, "quiet", `  and ${counted(rest, "more question")}, all in \`parley facts list\``)]
      : []),
  ];
}
