// Prints the path of a Node 24, for the second leg of .ci/run. It comes from the npm package `node`, once, into .cache; later
// runs need no network. Parley itself never uses it.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./setup.mjs";

/** Exactly one version, so that a red leg is about Parley and not about yesterday's release. */
const VERSION = "24.21.0";

const HOME = join(ROOT, ".cache", "node24");
const NODE = join(HOME, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

const isThere = () => spawnSync(NODE, ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${VERSION}`;

if (!isThere()) {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["install", "--prefix", HOME, `node@${VERSION}`, "--no-audit", "--no-fund", "--loglevel=error"];
  // The package fetches the binary of this machine in a script of its own, the only one that is allowed to run here.
  const run = spawnSync(npm, args, { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (run.status !== 0 || !isThere()) {
    console.error(`Node ${VERSION} could not be set up. The first run needs the npm registry; later ones do not.`);
    process.exit(1);
  }
}
console.log(NODE);
