// `npm run kill [-- --kills N --seed S --engine pglite|postgres]`: kills a process that imports and writes, again and again, on every engine there is,
// and looks after each kill for what it was told is kept (test/kill).
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT, setUp } from "./setup.mjs";

setUp();
const out = join(ROOT, ".cache", "kill");
const entry = (from, name) => ({ in: join(ROOT, ...from.split("/")), out: name });
await build({
  absWorkingDir: ROOT,
  entryPoints: [
    entry("test/kill/run.ts", "run"),
    entry("test/kill/worker.ts", "worker"),
    entry("src/store/pglite-worker.ts", "pglite-worker"),
  ],
  outdir: out,
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  packages: "external",
  logLevel: "error",
});
process.exitCode =
  spawnSync(process.execPath, [join(out, "run.js"), ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
