// Prints docs/cli.md from the command definitions. `src/cli/help.test.ts` fails while the page is stale.
import { mkdirSync, writeFileSync } from "node:fs";
import { COMMANDS } from "#cli/commands.ts";
import { cliPage } from "#cli/help.ts";

mkdirSync("docs", { recursive: true });
writeFileSync("docs/cli.md", cliPage(COMMANDS));
