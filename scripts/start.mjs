// `npm start [-- FOLDER]`: set-up, build when something changed, then the main job.
import { join } from "node:path";
import { build } from "./build.mjs";
import { ROOT, runNode, setUp } from "./setup.mjs";

setUp();
await build().catch(() => {
  console.error("The build failed; the messages above say where.");
  process.exit(1);
});
// npm moves to the project's root; a relative FOLDER is meant from where the person stands.
const from = process.env.npm_lifecycle_event === "start" ? process.env.INIT_CWD : undefined;
const args = [join(ROOT, "dist", "parley.js"), "start", ...process.argv.slice(2)];
process.exitCode = runNode(args, { cwd: from ?? process.cwd() });
