import type { Answer } from "#web/data/paths.ts";

export type Batch = Answer<"getImport">;
export type BatchFile = Batch["files"][number];

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;

/** `318 kB`, `1.2 MB`: sizes of files, in thousands. */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return bytes < 1_000_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}

/** What became of a file, in a word. */
export const STATES: Readonly<Record<BatchFile["state"], string>> = {
  waiting: "waits",
  reading: "being read",
  read: "read",
  duplicate: "already known",
  refused: "refused",
  undone: "taken back",
};

/** Where an import stands, in one sentence. */
export function overall(batch: Batch): string {
  const { done, files } = batch;
  if (batch.state === "open") return `${count(files.length, "file")} are here and not read yet.`;
  if (batch.state === "undone") return "This import was taken back. Nothing of it counts.";
  if (batch.state === "failed") return "Reading stopped. Nothing of this import counts; it can be started again.";
  if (batch.state === "reading") {
    const percent = done.ofBytes === 0 ? 0 : Math.floor((done.bytes * 100) / done.ofBytes);
    return `${stageWord(done.stage)}, ${percent}% of ${showBytes(done.ofBytes)}.`;
  }
  const read = files.filter((f) => f.state === "read").length;
  const refused = files.filter((f) => f.state === "refused").length;
  const but = refused === 0 ? "" : ` ${count(refused, "file was", "files were")} refused.`;
  return `${count(read, "file")} read. ${count(batch.claims.new, "new claim")}, ${count(batch.remittances.new, "new remittance")}, ${count(batch.cases.opened, "case")} opened.${but}`;
}

/** The stage as a sentence begins: "Matching remittances to claims". */
const STAGES: Readonly<Record<string, string>> = {
  opening: "Opening the files",
  reading: "Reading the files",
  matching: "Matching remittances to claims",
  evaluating: "Deciding channels and dates",
  deciding: "Deciding channels and dates",
  map: "Drawing the map",
};

export const stageWord = (stage: string): string =>
  STAGES[stage] ?? (stage === "" ? "Reading the files" : stage.charAt(0).toUpperCase() + stage.slice(1));

/** What was read in a file, in words: "3 remittances, 41 lines". */
export function readWords(file: BatchFile): string {
  const parts = [
    file.claims > 0 ? count(file.claims, "claim") : "",
    file.remittances > 0 ? count(file.remittances, "remittance") : "",
    file.lines > 0 ? count(file.lines, "line") : "",
  ].filter((p) => p !== "");
  return parts.length === 0 ? "nothing in it" : parts.join(", ");
}

/** What matched, as facts of a list. */
export function matchWords(batch: Batch): readonly string[] {
  const { claims, remittances, cases } = batch;
  return [
    `${count(remittances.matched, "remittance")} matched to a claim`,
    remittances.unmatched === 0
      ? "none without a claim"
      : `${count(remittances.unmatched, "remittance")} without a claim: send the 837, or type the claim`,
    claims.known + remittances.known === 0
      ? "nothing was known before"
      : `${count(claims.known, "claim")} and ${count(remittances.known, "remittance")} were known before`,
    `${count(cases.changed, "case")} changed`,
  ];
}
