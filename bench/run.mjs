// `npm run bench [-- NAME ...] [--runs N] [--quick] [--docs]`: set-up, peers, build, then the benches.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "../scripts/build.mjs";
import { ROOT, runNode, setUp } from "../scripts/setup.mjs";

const BENCH = join(ROOT, "bench");

const packagesOf = (file) => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")).packages ?? {}) : {});

/** Peers have a lock file of their own, so that the product never depends on what it is measured against. */
function installPeers() {
  const have = packagesOf(join(BENCH, "node_modules", ".package-lock.json"));
  const want = Object.entries(packagesOf(join(BENCH, "package-lock.json"))).filter(([path]) => path !== "");
  if (want.every(([path, entry]) => have[path]?.version === entry.version)) return;
  console.error("Installing the peers that Parley is measured against (once).");
  const windows = process.platform === "win32";
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = spawnSync(windows ? "npm.cmd" : "npm", args, { cwd: BENCH, stdio: ["ignore", 2, 2], shell: windows });
  if (npm.status === 0) return;
  console.error("The peers could not be installed; the first run needs the npm registry.");
  process.exit(1);
}

setUp();
installPeers();
await build().catch(() => {
  console.error("The build failed; the messages above say where.");
  process.exit(1);
});
// Measured is a copy, so that a build in the middle of the run changes nothing.
const copy = join(BENCH, "out", "dist");
rmSync(copy, { recursive: true, force: true });
cpSync(join(ROOT, "dist"), copy, { recursive: true });
process.exitCode = runNode(["--import", "tsx", join(BENCH, "main.ts"), ...process.argv.slice(2)]);
