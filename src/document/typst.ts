import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Papers as PDF through Typst: natively where the optional package installed, else the same compiler as WebAssembly. Both
 * give the same bytes for the same input, because fonts are our own, fallback to the system's fonts is off and the date
 * in the file is the date of the paper.
 *
 * A template is a file of this room's folder `paper`; data reach it as a JSON file that exists in memory only and are never
 * part of a template's text, so that nothing in a claim can be read as markup. (The other way in, `sys.inputs`, makes Typst
 * build its standard library anew for every paper, which costs a fifth of the time.)
 */
export type PaperName = "report" | "notice" | "offer" | "settlement" | "single-case";

export type Engine = "native" | "wasm";

export interface Press {
  readonly engine: Engine;
  /**
   * One paper as PDF: tagged, titled, with its fonts. `json` is what it draws, `sha256` the hash that is printed of the file
   * it is kept in. Throws when the template fails.
   */
  print(paper: PaperName, json: string, sha256: string): Uint8Array;
}

/** Each paper, and the base that all share. */
const TEMPLATES = ["letter", "report", "notice", "offer", "settlement", "single-case"] as const;
const FONTS = ["source-serif-4-400", "source-serif-4-600", "inter-400", "inter-600"] as const;

/** A folder no template reads from: everything they need is given to them. */
const DESK = "/parley";

const DATA = `${DESK}/data.json`;

/** What a template reads: `json` is put in as it is. */
const dataFile = (json: string, sha256: string): Buffer =>
  Buffer.from(`{"sha256":${JSON.stringify(sha256)},"paper":${json}}`);

/** Typst remembers what it laid out; what was not used for so many papers is forgotten, or memory grows. */
const REMEMBERED = 3;
/** In WebAssembly all is forgotten at once, so less often. */
const FORGET_EVERY = 100;

/** Beside this file in the sources, and beside the bundle when built (scripts/build.mjs copies both folders). */
const asset = (path: string): Buffer => readFileSync(new URL(path, import.meta.url));

const templates = (): readonly (readonly [path: string, text: string])[] =>
  TEMPLATES.map((name) => [`${DESK}/${name}.typ`, asset(`./paper/${name}.typ`).toString("utf8")]);

const fonts = (): readonly Buffer[] => FONTS.map((name) => asset(`./fonts/${name}.ttf`));

/** What of the native compiler is used; its package brings no types. */
interface NativeCompiler {
  addSource(path: string, text: string): void;
  mapShadow(path: string, bytes: Buffer): void;
  compile(what: { mainFilePath: string }): {
    readonly result: unknown;
    hasError(): boolean;
    takeDiagnostics(): { readonly shortDiagnostics: readonly { readonly message?: string }[] } | null;
  };
  pdf(document: unknown, options: object): Buffer;
  evictCache(age: number): void;
}

interface NativeModule {
  readonly NodeCompiler: {
    create(options: { workspace: string; fontArgs: readonly { fontBlobs: readonly Buffer[] }[] }): NativeCompiler;
  };
}

const NATIVE = "@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu";
const WASM = "@myriaddreamin/typst-ts-web-compiler";

/** A fault of a template: never of data, which cannot reach one. The message is Typst's own and names no value. */
const failed = (paper: PaperName, messages: readonly string[]): Error =>
  new Error(`Parley bug: the template of the ${paper} does not compile: ${messages.join("; ")}`);

function nativePress(): Press | undefined {
  let native: NativeModule;
  try {
    native = createRequire(import.meta.url)(NATIVE) as NativeModule;
  } catch {
    // Not installed, or not for this system: the other compiler does the same.
    return undefined;
  }
  const compiler = native.NodeCompiler.create({ workspace: DESK, fontArgs: [{ fontBlobs: fonts() }] });
  for (const [path, text] of templates()) compiler.addSource(path, text);
  return {
    engine: "native",
    print(paper, json, sha256) {
      compiler.mapShadow(DATA, dataFile(json, sha256));
      const run = compiler.compile({ mainFilePath: `${DESK}/${paper}.typ` });
      if (run.hasError() || run.result === null) {
        throw failed(paper, run.takeDiagnostics()?.shortDiagnostics.map((d) => d.message ?? "") ?? []);
      }
      const pdf = compiler.pdf(run.result, {});
      compiler.evictCache(REMEMBERED);
      return pdf;
    },
  };
}

/** Diagnostics as text. */
const FULL = 2;

async function wasmPress(): Promise<Press> {
  const typst = await import("@myriaddreamin/typst-ts-web-compiler");
  const wasm = createRequire(import.meta.url).resolve(`${WASM}/wasm`);
  typst.initSync({ module: readFileSync(wasm) });
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts()) await builder.add_raw_font(font);
  const compiler = await builder.build();
  for (const [path, text] of templates()) compiler.add_source(path, text);
  let printed = 0;
  return {
    engine: "wasm",
    print(paper, json, sha256) {
      compiler.map_shadow(DATA, dataFile(json, sha256));
      const run: { result?: Uint8Array; diagnostics?: readonly string[] } = compiler.compile(
        `${DESK}/${paper}.typ`,
        [],
        "pdf",
        FULL,
      );
      if (run.result === undefined) throw failed(paper, run.diagnostics ?? []);
      printed++;
      if (printed % FORGET_EVERY === 0) compiler.reset();
      return run.result;
    },
  };
}

/** Opens a press: the native one where there is one, unless `engine` says which. Takes a tenth of a second, so open one and keep it. */
export async function openPress(engine?: Engine): Promise<Press> {
  const native = engine === "wasm" ? undefined : nativePress();
  if (native !== undefined) return native;
  if (engine === "native") throw new Error(`The native compiler (${NATIVE}) is not installed here.`);
  return wasmPress();
}
