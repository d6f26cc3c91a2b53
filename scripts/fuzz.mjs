// `npm run fuzz -- --inputs N --seed S [--from I] [--all-every K] [--process-every K]`: many broken and grown inputs, each of
// which must end well (test/fuzz). All that must hold is asked of every K-th input, and of the others only the command;
// every K-th goes through the built program too. Inputs that fail are kept in .cache/fuzz/failed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "./setup.mjs";

const runner = join(ROOT, ".cache", "fuzz", "run.mjs");
await build({
  entryPoints: [join(ROOT, "test", "fuzz", "run.ts")],
  outfile: runner,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "error",
});
const env = { PARLEY_SAMPLES: join(ROOT, "..", "shared"), ...process.env };
const args = [runner, "--program", join(ROOT, "dist", "parley.js"), ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit", env }).status ?? 1;
