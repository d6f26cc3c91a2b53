// Makes a fresh clone ready: checks Node, installs the locked packages once, and remembers that it did.
// Plain Node and nothing else, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const STAMP = join(MODULES, ".parley-stamp");

/** Oldest Node that Parley is tested on: `engines.node` of package.json says the same. */
const NODE_MIN = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map((n) => Number.parseInt(n, 10));
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  console.error(
    `Parley needs Node ${NODE_MIN.join(".")} or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`,
  );
  process.exit(1);
}

/** Changes when the lock file, the platform or the Node ABI does: the three things an installation depends on. */
function wanted() {
  const hash = createHash("sha256").update(readFileSync(join(ROOT, "package-lock.json")));
  return hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`).digest("hex");
}

/** True when every locked package is installed in its locked version (npm keeps a list of what it installed). */
function installedMatchesLock() {
  const list = join(MODULES, ".package-lock.json");
  if (!existsSync(list)) return false;
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages ?? {};
  const have = JSON.parse(readFileSync(list, "utf8")).packages ?? {};
  return Object.entries(lock).every(
    ([path, entry]) => path === "" || entry.optional === true || have[path]?.version === entry.version,
  );
}

function install() {
  console.error("Setting up: installing the locked packages (once; later runs need no network).");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (run.status === 0) return;
  const why = run.error === undefined ? `npm ci ended with ${run.status ?? run.signal}` : run.error.message;
  console.error(
    `Set-up failed: ${why}. Check that this machine reaches the npm registry (only the first run needs it), then run the command again.`,
  );
  process.exit(1);
}

/** Ready to run on return; otherwise a sentence on standard error and exit 1. */
export function setUp() {
  checkNode();
  const want = wanted();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === want) return;
  if (!installedMatchesLock()) install();
  writeFileSync(STAMP, want);
}

/** Runs a program of node_modules with this Node. Returns its exit code. */
export function runNode(args, options = {}) {
  const run = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (run.error !== undefined) console.error(run.error.message);
  return run.status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
