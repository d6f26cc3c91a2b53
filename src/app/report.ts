import { join } from "node:path";
import type { Day } from "#base/day.ts";
import type { Problem } from "#base/problem.ts";
import type { Profile } from "#claim/profile.ts";
import { type Proof, type Report, reportOf } from "#document/report.ts";
import type { Press } from "#document/typst.ts";
import type { BookSeal, Books } from "#price/book.ts";
import { sha256 } from "#rates/book-file.ts";
import { planJson } from "#strategy/plan-json.ts";
import { type ClaimAnswer, type ClaimAsked, type FoundCase, findClaim, notOne } from "./find-claim.ts";
import { planFor } from "./plan.ts";
import { hashFiles, safeName, shownName, type WrittenPaper, writePapers } from "./report-files.ts";
import { adviceOf, figuresOf, NO_FIGURES, noAdvice } from "./report-plan.ts";

/** What reports of one folder share. */
export interface ReportGround {
  readonly asOf: Day;
  readonly profile: Profile | undefined;
  readonly books: Books;
  readonly paths: readonly string[];
  /** Facts file, profile and mapping given by flag. */
  readonly given: readonly string[];
  /** By the name the user gave. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** Files of a folder named on a paper one by one, when there are no more of them. */
const LISTED = 12;

const booksUsed = (found: FoundCase, books: Books): Proof["books"] => {
  const cited = found.evaluation.lines.map((l) => l.benchmark?.working ?? "").join(" ");
  const kinds: readonly (readonly { readonly seal: BookSeal }[])[] = Object.values(books);
  const all = kinds.flatMap((kind) => kind.map((b) => b.seal));
  return all.filter((s) => cited.includes(s.id)).map((s) => ({ name: `Book from ${s.source}`, sha256: s.sha256 }));
};

/** Replaces the names of files at the heads of texts such as "folder/a.835, segment 17, remittance". */
const shownSource =
  (shown: (name: string) => string) =>
  (text: string): string => {
    const cut = text.lastIndexOf(", segment ");
    return cut < 0 ? text : `${shown(text.slice(0, cut))}${text.slice(cut)}`;
  };

/**
 * The files a report rests on: those the claim was read from, facts and profile by name, and the rest of the folder in
 * one hash of its list, because medians of the practice are drawn from all of it.
 */
function proofOf(found: FoundCase, g: ReportGround, name: string): Proof {
  const shown = shownName(g.paths);
  const { claim, remittances } = found.matched;
  const own = new Set([claim?.source.file, ...remittances.map((r) => r.source.file), ...g.given]);
  const names = [...g.hashes.keys()].sort();
  const listed = names.length <= LISTED ? names : names.filter((n) => own.has(n));
  const rest = names.filter((n) => !listed.includes(n));
  const row = (n: string) => ({ name: shown(n), sha256: g.hashes.get(n) ?? "" });
  const list = rest.map((n) => `${g.hashes.get(n)}  ${shown(n)}\n`).join("");
  return {
    says: "Any SHA-256 program checks these. Packed files count as unpacked, other files as their sha256sum list in order of names.",
    own: `${name}.json`,
    files: [
      ...listed.map(row),
      ...(rest.length === 0 ? [] : [{ name: `${rest.length} other files read`, sha256: sha256(list) }]),
    ],
    books: booksUsed(found, g.books),
  };
}

/** How the files of a claim's report are named, without their endings. */
export const reportName = (claim: string): string => `${safeName(claim)}.report`;

/** The report of a claim that was found, to be written under `name`. */
export function reportFor(found: FoundCase, g: ReportGround, name = reportName(found.evaluation.claim)): Report {
  const { matched } = found;
  const source = shownSource(shownName(g.paths));
  const evaluation = { ...found.evaluation, sources: found.evaluation.sources.map(source) };
  const plan = planFor(found, g.asOf);
  const { claim } = matched;
  const standing = matched.standing[0] ?? matched.remittances[0];
  const from = claim?.from ?? standing?.from ?? evaluation.dateOfService;
  const billing = claim?.billing ?? standing?.payee;
  return reportOf({
    evaluation,
    asOf: g.asOf,
    practice: {
      name: billing?.name ?? g.profile?.name,
      npi: billing?.npi ?? g.profile?.npis[0],
      tin: billing?.tin ?? g.profile?.tins[0],
    },
    payerClaimNumber: standing?.payerClaimNumber,
    served: from === undefined ? undefined : [from, claim?.to ?? standing?.to ?? from],
    figures: plan.ok ? figuresOf(plan.value) : NO_FIGURES,
    advice: plan.ok ? adviceOf(plan.value) : noAdvice(plan.error),
    plan: plan.ok ? planJson(plan.value, evaluation.sources) : undefined,
    proof: proofOf(found, g, name),
  });
}

/** Prints a report and writes PDF and JSON side by side. Throws when the disk fails. */
export const writeReport = (report: Report, press: Press, dir: string): WrittenPaper =>
  writePapers("report", report, press, reportPath(report, dir));

/** Where the files of a report stand, without their endings. */
export const reportPath = (report: Report, dir: string): string => join(dir, report.proof.own.replace(/\.json$/, ""));

export interface ReportRun {
  readonly answer: ClaimAnswer;
  readonly report: Report | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a folder as the map does and makes the report of one claim of it. */
export async function runReport(asked: ClaimAsked): Promise<ReportRun> {
  const { answer, problems } = await findClaim(asked);
  if (answer.found !== "one")
    return { answer, report: undefined, problems: [...problems, ...notOne("report", answer)] };
  const given = [asked.facts, asked.profile, asked.mapping].filter((f) => f !== undefined);
  const hashes = await hashFiles([...asked.paths, ...given], asked.home, asked.progress);
  const { asOf, paths } = asked;
  const ground = { asOf, profile: answer.profile, books: answer.books, paths, given, hashes };
  return { answer, report: reportFor(answer.case, ground), problems };
}
