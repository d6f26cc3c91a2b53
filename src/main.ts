#!/usr/bin/env node
import { main } from "#cli/terminal.ts";

await main();
