// `npm run window [-- FILTER ...]`: the tests of the window that npm test leaves out until they pass, see vitest.config.ts.
import { runNode, setUp } from "./setup.mjs";

setUp();
process.env.PARLEY_WINDOW = "1";
const filters = process.argv.slice(2);
process.exitCode = runNode([
  "node_modules/vitest/vitest.mjs",
  "run",
  ...(filters.length > 0 ? filters : ["test/journeys", "test/web"]),
]);
