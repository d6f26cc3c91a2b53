import { type Problem, placeText } from "#base/problem.ts";
import type { LeftOut, MapFile, MoneyMap } from "#case/money-map.ts";
import { type Column, cell, count, counted, money, prose, row, section, widest } from "./draw.ts";
import { drawn, type Look, paint } from "./style.ts";
import { clean, cut, width } from "./text.ts";

/** How many rows a list of the foot shows before it counts the rest. */
const ROWS = 8;

export function guard(look: Look, map: MoneyMap, room: number): string[] {
  const held = map.totals.byFlag["write-off guard"];
  if (held.lines === 0) return [];
  return [
    section(look, "Write-off guard", "", room),
    ...prose(
      look,
      `${money(look, held.stake)} on ${counted(held.lines, "line")} is about to be posted as a contract discount. No contract was found for these lines, and a right is alive on each. Hold them: the workbook marks them "write-off guard".`,
      2,
    ),
  ];
}

/** The end of a path says more than its beginning. */
function tail(look: Look, text: string, room: number): string {
  const whole = clean(text);
  if (width(whole) <= room || !whole.includes("/")) return whole;
  return `${drawn(look, "more")}${whole.slice(-(room - 2))}`;
}

const ONE_ROW = 120;

/** On a wide terminal a row each; on a narrow one the reason stands below. */
export function leftOut(look: Look, all: readonly LeftOut[], room: number): string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, ROWS);
  const claims = shown.map((l) => (l.claims === 0 ? "" : counted(l.claims, "claim")));
  const billed = shown.map((l) => (l.claims === 0 ? "" : money(look, l.billed)));
  const numbers: Column[] = [
    { title: "", align: "right", width: widest(claims, 6, 14) },
    { title: "", align: "right", width: widest(billed, 6, 14) },
  ];
  const right = numbers.reduce((n, c) => n + c.width + 2, 2);
  const wide = room >= ONE_ROW;
  const what = wide
    ? widest(
        shown.map((l) => clean(l.what)),
        10,
        Math.floor((room - right) * 0.4),
      )
    : room - right;
  const columns: Column[] = [
    { title: "", align: "left", width: what },
    ...(wide
      ? [{ title: "", align: "left", width: Math.max(10, Math.min(100, room - right - what - 2)) } as const]
      : []),
    ...numbers,
  ];
  return [
    section(look, "Left out", "and why", room),
    ...shown.flatMap((l, i) => [
      row(look, columns, [
        cell(tail(look, l.what, what)),
        ...(wide ? [cell(clean(l.because), "quiet")] : []),
        cell(claims[i] ?? ""),
        cell(billed[i] ?? ""),
      ]),
      ...(wide ? [] : prose({ ...look, columns: room }, clean(l.because), 4, "quiet")),
    ]),
    ...(all.length > ROWS ? [`  and ${counted(all.length - ROWS, "more row")}`] : []),
  ];
}

const worst = (problems: readonly Problem[]): Problem | undefined =>
  problems.find((p) => p.severity === "error") ?? problems[0];

const errors = (f: MapFile): number => f.problems.filter((p) => p.severity === "error").length;

/** "835 remittances 68, 837 claims 26, not read 7". */
function kinds(files: readonly MapFile[]): string {
  const tally = new Map<string, number>();
  for (const f of files) tally.set(f.read.as, (tally.get(f.read.as) ?? 0) + 1);
  const rank = (as: string, n: number): number => (as === "not read" ? -1 : n);
  return [...tally]
    .sort(([a, n], [b, m]) => rank(b, m) - rank(a, n))
    .map(([as, n]) => `${clean(as)} ${count(n)}`)
    .join(", ");
}

export function filesRead(look: Look, map: MoneyMap, room: number): string[] {
  const troubled = map.files.filter((f) => f.problems.length > 0).sort((a, b) => errors(b) - errors(a));
  const { unmatched, duplicateFiles } = map.totals;
  const more = [
    ...(duplicateFiles > 0 ? [`${counted(duplicateFiles, "file")} came twice and counted once.`] : []),
    ...(unmatched.claims > 0 ? [`${counted(unmatched.claims, "claim")} no remittance answers yet.`] : []),
    ...(unmatched.remittances > 0
      ? [`${counted(unmatched.remittances, "remittance")} came without a claim; the workbook names the nearest.`]
      : []),
  ].join(" ");
  const rows = troubled.slice(0, ROWS).flatMap((f) => {
    const p = worst(f.problems);
    const n = errors(f);
    const mark = n > 0 ? paint(look, "error", "error  ") : paint(look, "warning", "warning");
    const rest = f.problems.length - 1;
    const tail = rest > 0 ? ` (and ${rest} more)` : "";
    const place = p === undefined ? clean(f.file) : clean(placeText(p.at));
    const name = width(place) > room - 12 ? `${drawn(look, "more")}${place.slice(-(room - 13))}` : place;
    return [
      `  ${mark}  ${name}`,
      ...prose({ ...look, columns: room }, `${clean(p?.message ?? "")}${tail}`, 11, "quiet"),
    ];
  });
  const restFiles = troubled.length - ROWS;
  return [
    section(
      look,
      "Files",
      `${counted(map.files.length, "file")}: ${cut(kinds(map.files), Math.max(10, room - 30), drawn(look, "more"))}`,
      room,
    ),
    ...(more === "" ? [] : prose({ ...look, columns: room }, more, 2)),
    ...rows,
    ...(restFiles > 0 ? [`  and ${counted(restFiles, "more file")} with problems; --json lists all of them`] : []),
    ...(troubled.length === 0 ? [`  ${paint(look, "paid", look.unicode ? "✓" : "ok")} no problems`] : []),
  ];
}

export function assumptions(look: Look, all: readonly string[], room: number): string[] {
  if (all.length === 0) return [];
  const mark = drawn(look, "dot");
  return [
    section(look, "Assumed", "estimates for triage, never evidence", room),
    ...all.flatMap((a) => {
      const [first = "", ...rest] = prose({ ...look, columns: room }, clean(a), 4, "quiet");
      return [`  ${mark} ${first.slice(4)}`, ...rest];
    }),
  ];
}
