import type { Day } from "#base/day.ts";
import { isWorthDoing } from "#case/draw-map.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { Press } from "#document/typst.ts";
import type { FoundCase } from "./find-claim.ts";
import type { CaseGround } from "./map.ts";
import { Printers } from "./printers.ts";
import { reportFor, reportName, reportPath } from "./report.ts";
import { hashFiles } from "./report-files.ts";

/** Reports of the claims of a map: the first of its do-first list, or all that something can still come in for. */
export interface MapReports {
  /** Takes each claim of the map as it is evaluated. */
  see(found: FoundCase, on: CaseGround): void;
  /** Writes the reports of the do-first claims; how many were written in all, when they all are. */
  finish(first: readonly ClaimEvaluation[], progress?: (done: number, total: number) => void): Promise<number>;
}

export interface MapReportsAsked {
  readonly most: number | "all";
  readonly paths: readonly string[];
  /** Facts file, profile and mapping given by flag. */
  readonly given: readonly string[];
  readonly asOf: Day;
  readonly home: string;
  /** Folder for the reports; made when the first is written. */
  readonly dir: string;
  readonly press: Press;
  readonly progress?: ((done: number, total: number, stage: string) => void) | undefined;
}

/** Claims of one number, such as of two payers, get names of their own. */
function namer(): (claim: string) => string {
  const used = new Map<string, number>();
  return (claim) => {
    const name = reportName(claim);
    // A disk may take capitals for small letters.
    const key = name.toLowerCase();
    const before = used.get(key) ?? 0;
    used.set(key, before + 1);
    return before === 0 ? name : reportName(`${claim}-${before + 1}`);
  };
}

/** Opens the writing of reports for a map. The files are hashed once, before anything is read. */
export async function reportsOfMap(asked: MapReportsAsked): Promise<MapReports> {
  const { paths, given, asOf, dir, press, most } = asked;
  const hashes = await hashFiles([...paths, ...given], asked.home, asked.progress);
  const nameOf = namer();
  const cases = new WeakMap<ClaimEvaluation, FoundCase>();
  let ground: CaseGround | undefined;
  let written = 0;
  const printers = new Printers(press);
  const write = (found: FoundCase, on: CaseGround): void => {
    written++;
    const report = reportFor(found, { ...on, asOf, paths, given, hashes }, nameOf(found.evaluation.claim));
    printers.write("report", report, reportPath(report, dir));
  };
  return {
    see(found, on) {
      ground = on;
      // All of a folder may be more than memory holds, so each is written as it comes.
      if (most !== "all") cases.set(found.evaluation, found);
      else if (isWorthDoing(found.evaluation)) write(found, on);
    },
    async finish(first, progress) {
      const wanted = most === "all" ? [] : first.slice(0, most);
      wanted.forEach((e, i) => {
        progress?.(i, wanted.length);
        const found = cases.get(e);
        if (found !== undefined && ground !== undefined) write(found, ground);
      });
      await printers.end();
      return written;
    },
  };
}
