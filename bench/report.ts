import { readFileSync } from "node:fs";
import { cpus, platform, release, totalmem } from "node:os";
import { cpuOf, type Measured, peakOf, wallOf } from "./process.ts";
import { isMet, type Result, type Row, type Target } from "./result.ts";

/** Results for the eye: tables in the terminal, the same as Markdown for docs/benchmarks.md. */

const HEADS = ["what", "wall s (min-max)", "CPU s", "rate", "MB/s", "peak MiB", "runs"] as const;

const number = (n: number, digits: number): string =>
  Number.isFinite(n) ? n.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }) : "";

const seconds = (ms: number): string => number(ms / 1000, ms < 1000 ? 3 : 2);

function wall(m: Measured): string {
  const all = m.runs.map((r) => r.wallMs);
  return `${seconds(wallOf(m))} (${seconds(Math.min(...all))}-${seconds(Math.max(...all))})`;
}

function cells({ measured, work, bytes }: Row): readonly string[] {
  const s = wallOf(measured) / 1000;
  return [
    measured.name,
    wall(measured),
    seconds(cpuOf(measured)),
    work === undefined ? "" : `${number(work.count / s, 0)} ${work.unit}/s`,
    bytes === undefined ? "" : number(bytes / 1e6 / s, 1),
    number(peakOf(measured), 0),
    String(measured.runs.length),
  ];
}

const digitsOf = (t: Target): number => (t.unit === "x" ? 1 : 0);
const amount = (t: Target, n: number): string =>
  `${number(n, digitsOf(t))}${t.unit === "x" ? "x" : ` ${t.unit}`}`.trim();

/** Met or missed; a goal of a later day is only reached or not yet. */
export function verdict(t: Target): string {
  if (t.now) return isMet(t) ? "met" : "MISSED";
  return isMet(t) ? "reached" : "not yet";
}

const want = (t: Target): string => `${t.is} ${amount(t, t.want)}`;

function columns(rows: readonly (readonly string[])[]): string {
  const width = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((r) => (r[i] ?? "").length)));
  return rows
    .map((r) =>
      r
        .map((c, i) => (i === 0 ? c.padEnd(width[i] ?? 0) : c.padStart(width[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The heaviest load seen while a result was taken: figures under load compare, they do not count. */
const loadOf = (r: Result): number => Math.max(0, ...r.rows.flatMap((row) => row.measured.load));

export function inTerminal(r: Result): string {
  const parts = [`\n${r.bench}: ${r.about}`];
  if (r.rows.length > 0) parts.push(columns([HEADS, ...r.rows.map(cells)]));
  if (r.targets.length > 0)
    parts.push(columns(r.targets.map((t) => [`  ${t.what}`, amount(t, t.got), want(t), verdict(t)])));
  parts.push(...r.notes.map((n) => `  ${n}`));
  if (r.rows.length > 0) parts.push(`  load of the machine up to ${number(loadOf(r), 1)}`);
  return parts.join("\n");
}

const mdRow = (cell: readonly string[]): string => `| ${cell.join(" | ")} |`;

function inMarkdown(r: Result): string {
  const parts = [`## ${r.bench}`, "", `${r.about}.`, ""];
  if (r.rows.length > 0)
    parts.push(
      mdRow(HEADS),
      mdRow(["---", ...HEADS.slice(1).map(() => "---:")]),
      ...r.rows.map((x) => mdRow(cells(x))),
      "",
    );
  if (r.targets.length > 0)
    parts.push(
      mdRow(["target", "measured", "wanted", ""]),
      mdRow(["---", "---:", "---:", "---"]),
      ...r.targets.map((t) => mdRow([t.what, amount(t, t.got), want(t), verdict(t)])),
      "",
    );
  parts.push(...r.notes, ...(r.rows.length > 0 ? [`Load of the machine up to ${number(loadOf(r), 1)}.`] : []), "");
  return parts.join("\n");
}

export interface Report {
  readonly when: string;
  readonly machine: string;
  readonly command: string;
  readonly results: readonly Result[];
}

export function machine(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length} x ${(first?.model ?? "unknown processor").trim()}, ${memory}, ${platform()} ${release()}, Node ${process.versions.node}`;
}

const MARK = "<!-- figures: written by npm run bench -- --docs -->";

/** docs/benchmarks.md keeps what stands above the mark; below it stand the figures of the last run. */
export function documented(file: string, report: Report): string {
  const [head = ""] = readFileSync(file, "utf8").split(MARK);
  const about = [`Machine: ${report.machine}.  `, `Date: ${report.when}. Command: \`${report.command}\`.`, ""];
  return `${head}${MARK}\n\n${about.join("\n")}\n${report.results.map(inMarkdown).join("\n")}`;
}
