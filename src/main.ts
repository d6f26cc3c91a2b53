#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { Serving } from "#cli/serving.ts";
import { main } from "#cli/terminal.ts";
import { VERSION } from "#cli/version.ts";

// The heap may grow to 1.4 times what is alive before it is swept, not to the three or four times V8 takes on a machine
// with memory to spare: a folder of 100,000 claims stays within 512 MiB, for a few more sweeps.
setFlagsFromString("--heap-growing-percent=40");

/** The built window: beside the bundle, or where the build leaves it when Parley runs from source. */
const SITE = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../dist/web" : "./web", import.meta.url));

// Loaded only when something is served: `parley --help` waits for no server.
const serving: Serving = async () => {
  const [{ serve }, { logTo }] = await Promise.all([import("#api/serve.ts"), import("#api/log.ts")]);
  const log = logTo(undefined, "warn");
  return (open, { port, listen, publicUrl, webhooksInside }) =>
    serve({
      open,
      log,
      version: VERSION,
      site: SITE,
      port,
      listen,
      publicUrl,
      webhooks: { inside: open.demo || webhooksInside },
    });
};

await main(serving);
