// `npm run mutants [-- WORD]`: breaks one rule at a time in a clone of the last commit and runs the tests that should notice.
// WORD picks the rows whose file or sentence has it. With every row run, the result is written to docs/mutants.md.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MUTANTS } from "./mutants-table.mjs";
import { ROOT, setUp } from "./setup.mjs";

/** A test run that takes longer has been made endless by the change, which is noticed as well. */
const MOST_MS = 240_000;

setUp();
const word = process.argv[2]?.toLowerCase();
const rows = MUTANTS.filter(
  ([file, , , broken]) => word === undefined || `${file} ${broken}`.toLowerCase().includes(word),
);
const clone = join(mkdtempSync(join(tmpdir(), "parley-mutants-")), "main");
const git = (...args) => spawnSync("git", args, { cwd: ROOT, encoding: "utf8" });
const commit = git("rev-parse", "--short", "HEAD").stdout.trim();

/** What the tests print when they fail; undefined when they pass. */
function tests(paths, timeout = MOST_MS) {
  const run = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--bail=1", ...paths], {
    cwd: clone,
    encoding: "utf8",
    timeout,
    maxBuffer: 1 << 28,
  });
  return run.status === 0 ? undefined : (run.stdout ?? "");
}

/** What became of one broken rule: noticed, survived, or the row no longer fits the code. */
function tried([file, find, replace, broken, paths]) {
  const at = join(clone, file);
  const text = readFileSync(at, "utf8");
  if (text.split(find).length !== 2) return { file, broken, result: "does not fit" };
  writeFileSync(
    at,
    text.replace(find, () => replace),
  );
  const silent = tests(paths) === undefined;
  writeFileSync(at, text);
  return { file, broken, result: silent ? "SURVIVED" : "noticed" };
}

try {
  if (git("clone", "-q", ROOT, clone).status !== 0) throw new Error("the clone could not be made");
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"), "junction");
  const paths = [...new Set(rows.flatMap((r) => r[4]))];
  const before = tests(paths, 10 * MOST_MS);
  if (before !== undefined) {
    console.error(before.split("\n").slice(-40).join("\n"));
    throw new Error("the tests fail before anything is broken, so nothing could be learnt");
  }
  const results = rows.map((row) => {
    const r = tried(row);
    console.log(`${r.result.padEnd(12)} ${r.file}: ${r.broken}`);
    return r;
  });
  const noticed = results.filter((r) => r.result === "noticed").length;
  console.log(`${noticed} of ${results.length} broken rules were noticed`);
  if (word === undefined) writeFileSync(join(ROOT, "docs", "mutants.md"), report(results, noticed));
  process.exitCode = noticed === results.length && results.length > 0 ? 0 : 1;
} catch (error) {
  console.error(`Mutants: ${error instanceof Error ? error.message : error}.`);
  process.exitCode = 1;
} finally {
  rmSync(join(clone, ".."), { recursive: true, force: true });
}

function report(results, noticed) {
  return [
    "# Broken on purpose",
    "",
    "Rules that matter, broken by hand one at a time; the suite has to notice each. Written by `npm run mutants`; the table of",
    "changes is `scripts/mutants-table.mjs`. A row that no longer fits the code counts as not noticed.",
    "",
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${noticed} of ${results.length} noticed.`,
    "",
    "| broken rule | file | result |",
    "|---|---|---|",
    ...results.map((r) => `| ${r.broken} | \`${r.file}\` | ${r.result} |`),
    "",
  ].join("\n");
}
