import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The one place that knows where the public sample files are: the folder in PARLEY_SAMPLES, else `../shared` beside the
 * checkout. They are not part of Parley; a test that reads them says in its name that it was skipped without them.
 */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDER = resolve(ROOT, process.env.PARLEY_SAMPLES ?? "../shared");

export const samplesPresent: boolean = existsSync(join(FOLDER, "data"));

/** Path of a sample file or folder: `samples("data", "pfs")`. */
export const samples = (...parts: readonly string[]): string => join(FOLDER, ...parts);
