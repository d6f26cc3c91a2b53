// `npm test [-- FILTER ...]`: set-up, then the tests. The counts are left in .cache/tests.json for .ci/run.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runNode, setUp } from "./setup.mjs";

setUp();
mkdirSync(join(ROOT, ".cache"), { recursive: true });
rmSync(join(ROOT, ".cache", "tests.json"), { force: true });
process.exitCode = runNode([
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  "--outputFile.json=.cache/tests.json",
  ...process.argv.slice(2),
]);
