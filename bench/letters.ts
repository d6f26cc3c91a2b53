import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { type Job, jobFile, measure, named, OUT, ROOT, Wrong, wallOf } from "./process.ts";
import type { Bench } from "./result.ts";

/** One-page letters a second, by the native compiler and by the same one as WebAssembly: all must print the same bytes. */

const FOLDER = join(OUT, "letters");
const BUNDLE = join(FOLDER, "letters-loop.js");

/** Bundled as the product is, with the templates and fonts beside it. */
async function bundle(): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: [jobFile("letters-loop.ts")],
    outfile: BUNDLE,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external: ["@myriaddreamin/*"],
    logLevel: "warning",
  });
  for (const folder of ["paper", "fonts"])
    cpSync(join(ROOT, "src", "document", folder), join(FOLDER, folder), { recursive: true });
}

interface Said {
  readonly engine: string;
  readonly letters: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly wallMs: number;
  readonly cpuMs: number;
}

const said = (file: string): Said => JSON.parse(readFileSync(file, "utf8"));

const NATIVE = "one-page letters, native, one thread";
const TWO = "one-page letters, native, two threads";
const WASM = "one-page letters, WebAssembly, one thread";

export const letters: Bench = {
  name: "letters",
  about: "one-page letters, native and as WebAssembly",
  async run({ runs, quick }) {
    await bundle();
    const count = quick ? 60 : 400;
    let bytes: string | undefined;
    const job = (name: string, engine: string, threads: 1 | 2): Job => ({
      name,
      args: [BUNDLE, engine, `${count}`, `${threads}`],
      timed: said,
      check(file) {
        const found = said(file);
        if (found.engine !== engine) throw new Wrong(`letters: ${found.engine} printed, not ${engine}`);
        bytes ??= found.sha256;
        if (found.sha256 !== bytes) throw new Wrong("letters: the two compilers, or two runs, print different bytes");
      },
    });
    const all = await measure([job(NATIVE, "native", 1), job(TWO, "native", 2), job(WASM, "wasm", 1)], runs);
    const rate = (name: string): number => count / (wallOf(named(all, name)) / 1000);
    return [
      {
        bench: "letters",
        about: `${count} open negotiation notices of three items, each of another claim, tagged, fonts inside; warmed by 30`,
        rows: all.map((measured) => ({ measured, work: { count, unit: "letters" } })),
        targets: [
          {
            what: "letters a second, native, one thread",
            is: "at least",
            want: 200,
            got: rate(NATIVE),
            unit: "letters/s",
            now: true,
          },
          {
            what: "letters a second, native, two threads",
            is: "at least",
            want: 200,
            got: rate(TWO),
            unit: "letters/s",
            now: false,
          },
          {
            what: "letters a second, WebAssembly",
            is: "at least",
            want: 50,
            got: rate(WASM),
            unit: "letters/s",
            now: true,
          },
        ],
        notes: [
          "All print the same bytes, run after run (SHA-256 over all letters).",
          "Two threads is how `parley map --reports` prints from the twentieth report on.",
        ],
      },
    ];
  },
};
