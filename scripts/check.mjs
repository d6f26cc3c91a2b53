// `npm run check`: the whole gate. Every step runs, so that one run names everything that is wrong.
// The result is left in .cache/check.json for .ci/run.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, setUp } from "./setup.mjs";

/** Rooms that decide things and touch nothing: every branch of theirs is a rule somebody relies on. */
const PURE_ROOMS = ["base", "x12", "law", "codes", "claim", "price", "case", "strategy"];
const BRANCHES_MIN = 90;

const CACHE = join(ROOT, ".cache");
const COVERAGE = join(ROOT, "coverage", "coverage-summary.json");

const STEPS = [
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]],
  ["types of the window", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.web.json"]],
  ["lint and format", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]],
  ["dead code", ["node_modules/knip/bin/knip.js", "--no-progress"]],
  ["build", ["scripts/build.mjs"]],
  // What runs in a browser or in processes of its own covers no branch that is counted; npm test runs it.
  [
    "tests with coverage",
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--coverage",
      ...["web", "journeys"].flatMap((t) => ["--exclude", `test/${t}/**`]),
    ],
  ],
];

function run([name, args]) {
  process.stdout.write(`${name} ... `);
  const done = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 });
  const ok = done.status === 0;
  console.log(ok ? "ok" : "FAILED");
  if (!ok) console.log(`${done.stdout ?? ""}${done.stderr ?? ""}${done.error?.message ?? ""}`.trimEnd());
  return { name, ok };
}

/** Covered and all branches, and lines, of one room, summed over its files. */
function roomCoverage(summary, room) {
  const total = { branches: 0, branchesCovered: 0, lines: 0, linesCovered: 0, files: 0 };
  for (const [file, of] of Object.entries(summary)) {
    if (!file.replaceAll("\\", "/").startsWith(`${ROOT.replaceAll("\\", "/")}/src/${room}/`)) continue;
    total.files += 1;
    total.branches += of.branches.total;
    total.branchesCovered += of.branches.covered;
    total.lines += of.lines.total;
    total.linesCovered += of.lines.covered;
  }
  return total;
}

const share = (part, whole) => (whole === 0 ? 100 : (100 * part) / whole);

function coverage() {
  if (!existsSync(COVERAGE)) {
    console.log("coverage ... FAILED\nNo coverage was written, so nothing is known about it.");
    return [{ name: "coverage", ok: false }];
  }
  const summary = JSON.parse(readFileSync(COVERAGE, "utf8"));
  const rooms = [...new Set(Object.keys(summary).flatMap((f) => /[\\/]src[\\/]([a-z0-9]+)[\\/]/.exec(f)?.[1] ?? []))];
  console.log(`\n${"room".padEnd(10)} ${"files".padStart(5)} ${"lines".padStart(7)} ${"branches".padStart(9)}`);
  const results = [];
  for (const room of [...new Set([...PURE_ROOMS, ...rooms])]) {
    const c = roomCoverage(summary, room);
    const branches = share(c.branchesCovered, c.branches);
    const pure = PURE_ROOMS.includes(room);
    const ok = !pure || (c.files > 0 && branches > BRANCHES_MIN);
    const note = ok ? (pure ? "" : "  (no floor)") : `  FAILED: more than ${BRANCHES_MIN}% of branches wanted`;
    console.log(
      `${room.padEnd(10)} ${String(c.files).padStart(5)} ${share(c.linesCovered, c.lines).toFixed(1).padStart(6)}% ${branches.toFixed(1).padStart(8)}%${note}`,
    );
    if (pure) results.push({ name: `coverage of ${room}`, ok });
  }
  return results;
}

setUp();
mkdirSync(CACHE, { recursive: true });
rmSync(COVERAGE, { force: true });
const results = [...STEPS.map(run), ...coverage()];
const failed = results.filter((r) => !r.ok);
writeFileSync(
  join(CACHE, "check.json"),
  JSON.stringify({ passed: results.length - failed.length, failed: failed.length }),
);
console.log(
  failed.length === 0
    ? `\nThe gate is open: ${results.length} of ${results.length} checks passed.`
    : `\n${failed.length} of ${results.length} checks failed: ${failed.map((r) => r.name).join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
