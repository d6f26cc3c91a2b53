// `npm start [-- FOLDER]`: set-up, build when something changed, then the main job.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ROOT, setUp } from "./setup.mjs";

setUp();
await build().catch(() => {
  console.error("The build failed; the messages above say where.");
  process.exit(1);
});
// npm moves to the project's root; a relative FOLDER is meant from where the person stands.
const from = process.env.npm_lifecycle_event === "start" ? process.env.INIT_CWD : undefined;
const args = [join(ROOT, "dist", "parley.js"), "start", ...process.argv.slice(2)];
const parley = spawn(process.execPath, args, { cwd: from ?? process.cwd(), stdio: "inherit" });
// It serves until it is stopped, and closes its store then: whoever stops this stops that, and waits for it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => parley.kill(signal));
parley.on("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
parley.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
