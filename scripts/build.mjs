// Bundles src/main.ts into dist/parley.js, with a chunk for every dynamic import so that `parley --help` loads almost
// nothing, and every worker as an entry of its own beside it (see src/store/worker-entry.ts). Does nothing when nothing changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "./build-web.mjs";
import { ROOT, setUp } from "./setup.mjs";

const DIST = join(ROOT, "dist");
const STAMP = join(DIST, ".stamp");
/** Folders of src/document that stand beside the bundle: the templates and fonts of papers. */
const ASSETS = ["paper", "fonts"];

function sources() {
  return readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((f) => /\.(ts|typ|ttf)$/.test(f) && !f.endsWith(".test.ts") && !/^web[\\/]/.test(f))
    .map((f) => join("src", f))
    .sort();
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of [...files, "package.json", "package-lock.json", "scripts/build.mjs"])
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

/** Builds the program and its window when their sources changed. Throws when a bundler finds an error. */
export async function build() {
  const program = await buildProgram();
  const window = await buildWeb();
  return program === "unchanged" && window === "unchanged" ? "unchanged" : "built";
}

/** What was built before goes; the window stands in a folder of its own and has its own stamp. */
function clear() {
  if (!existsSync(DIST)) return;
  for (const name of readdirSync(DIST))
    if (!/^(web$|\.web-)/.test(name)) rmSync(join(DIST, name), { recursive: true, force: true });
}

/** An empty database with today's schema beside the bundle; without it the first start makes its own, seconds later. */
function makeCluster() {
  const made = spawnSync(process.execPath, ["--import", "tsx", join(ROOT, "scripts", "cluster.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (made.status !== 0) console.error("The empty database was not made; a first start takes a few seconds longer.");
}

async function buildProgram() {
  const files = sources();
  const hash = hashOf(files);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) return "unchanged";
  const { build: bundle } = await import("esbuild");
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const workers = files.filter((f) => f.endsWith("-worker.ts"));
  clear();
  mkdirSync(DIST, { recursive: true });
  await bundle({
    absWorkingDir: ROOT,
    // Flat names: a chunk finds a worker beside itself, wherever in src the two stand.
    entryPoints: [
      { in: "src/main.ts", out: "parley" },
      ...workers.map((f) => ({ in: f, out: f.replace(/^.*[\\/]/, "").replace(/\.ts$/, "") })),
    ],
    outdir: "dist",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    define: { PARLEY_VERSION: JSON.stringify(version) },
    // Packages that are CommonJS inside ask for `require`.
    banner: {
      js: 'import{createRequire as parleyRequire}from"node:module";const require=parleyRequire(import.meta.url);',
    },
    // Typst and PGlite stay packages: their compilers, and PostgreSQL itself, are files beside their code. The native
    // half of pg is somebody else's package, which pg asks for only when told to.
    external: ["@myriaddreamin/*", "@electric-sql/pglite", "pg-native"],
    logLevel: "warning",
  });
  makeCluster();
  for (const folder of ASSETS) cpSync(join(ROOT, "src", "document", folder), join(DIST, folder), { recursive: true });
  chmodSync(join(DIST, "parley.js"), 0o755);
  writeFileSync(STAMP, hash);
  return "built";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  await build().catch(() => {
    process.exitCode = 1;
  });
}
