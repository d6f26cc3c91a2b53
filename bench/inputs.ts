import { spawnSync } from "node:child_process";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { samples } from "../test/samples.ts";
import { OUT, PARLEY, Wrong } from "./process.ts";

/** Inputs, made once and kept; and an independent count of what is in them, which shares no code with what is measured. */

export const DATA = join(OUT, "data");

/** What a reader must find in a file. */
export interface Totals {
  readonly segments: number;
  readonly sets: number;
  /** CLM or CLP. */
  readonly claims: number;
  /** SV1 or SVC. */
  readonly lines: number;
  /** Sum of CLM02 or CLP04. */
  readonly cents: bigint;
}

export interface Input {
  readonly path: string;
  readonly bytes: number;
  readonly totals: Totals;
}

/** "12", "12.5", "-0.05" to cents, exactly. */
function centsOf(text: string): bigint {
  const [, sign, whole, part] = /^(-?)(\d*)\.?(\d{0,2})$/.exec(text) ?? [];
  if (whole === undefined) throw new Wrong("an amount of a made file is no amount");
  const cents = BigInt(whole || "0") * 100n + BigInt((part ?? "").padEnd(2, "0"));
  return sign === "-" ? -cents : cents;
}

/** Counts by splitting text, which is slow and simple. For files with the delimiters * and ~. */
async function count(path: string): Promise<Totals> {
  const t = { segments: 0, sets: 0, claims: 0, lines: 0, cents: 0n };
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "latin1", highWaterMark: 1 << 20 })) {
    const pieces = `${rest}${chunk}`.split("~");
    rest = pieces.pop() ?? "";
    t.segments += pieces.length;
    for (const piece of pieces) {
      const text = piece.trimStart();
      if (text.startsWith("ST*")) t.sets++;
      else if (text.startsWith("SV1*") || text.startsWith("SVC*")) t.lines++;
      else if (text.startsWith("CLM*") || text.startsWith("CLP*")) {
        t.claims++;
        t.cents += centsOf(text.split("*")[text.startsWith("CLM*") ? 2 : 4] ?? "");
      }
    }
  }
  return t;
}

/** The totals of a file, counted once: they are kept beside it. */
async function counted(path: string): Promise<Input> {
  const kept = `${path}.totals.json`;
  if (!existsSync(kept)) {
    const totals = await count(path);
    writeFileSync(kept, JSON.stringify({ ...totals, cents: String(totals.cents) }));
  }
  const read = JSON.parse(readFileSync(kept, "utf8")) as Omit<Totals, "cents"> & { readonly cents: string };
  return { path, bytes: statSync(path).size, totals: { ...read, cents: BigInt(read.cents) } };
}

function node(args: readonly string[]): string {
  const made = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (made.status !== 0) throw new Wrong(`making an input failed: ${made.stderr}`);
  return made.stdout;
}

/** What the independent generator gives for its standard arguments; known since long before Parley. */
const KNOWN: Readonly<Record<string, Pick<Totals, "claims" | "lines" | "cents">>> = {
  "837P 100000 42": { claims: 100_000, lines: 349_941, cents: 65_368_704_647n },
};

/** A file of the independent generator of the sample folder, which shares nothing with Parley's own demo. */
export async function sampleX12(kind: "837P" | "835", claims: number): Promise<Input> {
  const path = join(DATA, `gen-${kind}-${claims}.edi`);
  if (!existsSync(path)) {
    mkdirSync(DATA, { recursive: true });
    process.stderr.write(`  making ${claims} claims of ${kind}\n`);
    const part = `${path}.part`;
    node([samples("tools", "gen-x12.mjs"), "--kind", kind, "--claims", String(claims), "--seed", "42", "--out", part]);
    renameSync(part, path);
  }
  const input = await counted(path);
  const known = KNOWN[`${kind} ${claims} 42`];
  for (const key of ["claims", "lines", "cents"] as const)
    if (known !== undefined && input.totals[key] !== known[key])
      throw new Wrong(`the made ${kind} file has ${input.totals[key]} ${key}, not ${known[key]}`);
  return input;
}

/** The day the demo of the benches is made for; its rights are alive on that day. */
export const AS_OF = "2026-11-23";

export interface LargeDemoInput {
  readonly folder: string;
  readonly profile: string;
  readonly facts: string;
  readonly claims: Input;
  readonly remittances: Input;
  /** Fee schedules imported from the demo's invented files. */
  readonly books: string;
}

/** The demo mix with its remittances in another order, and its invented fee schedules imported. */
export async function largeDemo(claims: number): Promise<LargeDemoInput> {
  const home = join(DATA, `demo-${claims}`);
  const folder = join(home, "folder");
  const books = join(home, "books");
  const done = join(home, "done");
  if (!existsSync(done)) {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    process.stderr.write(`  making a demo practice of ${claims} claims\n`);
    node([PARLEY, "demo", "--out", folder, "--claims", String(claims), "--seed", "7", "--as-of", AS_OF, "--json"]);
    node([PARLEY, "books", "import", join(folder, "books"), "--books", books, "--json"]);
    // The folder that is read holds only claims and remittances.
    for (const name of ["books", "practice.json", "facts.csv"])
      renameSync(join(folder, name), join(home, `demo-${name}`));
    writeFileSync(done, "");
  }
  return {
    folder,
    books,
    profile: join(home, "demo-practice.json"),
    facts: join(home, "demo-facts.csv"),
    claims: await counted(join(folder, "claims.837")),
    remittances: await counted(join(folder, "remittances.835")),
  };
}
