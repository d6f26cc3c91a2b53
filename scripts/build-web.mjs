// Bundles src/web into dist/web: hashed files, a chunk for every page. Does nothing when nothing changed.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, setUp } from "./setup.mjs";

const WEB = join(ROOT, "dist", "web");
const STAMP = join(WEB, ".stamp");
/** What the window is made of: its own room, and the room it counts days and money with. */
const ROOMS = ["src/web", "src/base"];
const SETTINGS = ["package.json", "package-lock.json", "vite.config.ts", "scripts/build-web.mjs"];

/** The bundler names the licences of code; fonts come by way of styles. */
const FONTS = ["@fontsource-variable/inter", "@fontsource-variable/source-serif-4", "@fontsource/ibm-plex-mono"];

function nameFonts(file) {
  for (const font of FONTS) {
    const text = readFileSync(join(ROOT, "node_modules", font, "LICENSE"), "utf8").trim();
    appendFileSync(file, `\n## ${font}\n\n${text}\n`);
  }
}

function hashOf() {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile() && !/\.test\.tsx?$/.test(f.name))
      .map((f) => join(f.parentPath, f.name)),
  ).sort();
  const hash = createHash("sha256");
  for (const file of [...files, ...SETTINGS.map((f) => join(ROOT, f))])
    hash.update(`${file.slice(ROOT.length)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Builds the window when its sources changed: beside, then put in place, so that whoever serves it sees one or the other. */
export async function buildWeb() {
  const hash = hashOf();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) return "unchanged";
  const { build } = await import("vite");
  // A test runner says "test" here, and React would come in its development form, twice as large.
  process.env.NODE_ENV = "production";
  const made = join(ROOT, "dist", `.web-${process.pid}`);
  const old = `${made}-old`;
  await build({ configFile: join(ROOT, "vite.config.ts"), logLevel: "warn", build: { outDir: made } });
  nameFonts(join(made, "licenses.txt"));
  writeFileSync(join(made, ".stamp"), hash);
  if (existsSync(WEB)) renameSync(WEB, old);
  renameSync(made, WEB);
  rmSync(old, { recursive: true, force: true });
  return "built";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  await buildWeb().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
