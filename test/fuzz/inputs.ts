import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { samples, samplesPresent } from "#test/samples.ts";
import { chanceOf } from "./chance.ts";
import { growFile } from "./grow.ts";
import { broken } from "./mutate.ts";

/** An input, and whether it grew from the grammar and nothing broke it. */
export interface Input {
  readonly bytes: Uint8Array;
  readonly grown: boolean;
}

const filesOf = (folder: string): readonly Uint8Array[] =>
  readdirSync(folder)
    .filter((f) => statSync(join(folder, f)).isFile())
    .sort()
    .map((f) => new Uint8Array(readFileSync(join(folder, f))))
    .filter((bytes) => bytes.length > 0);

/** What inputs are broken from: our own fixtures, always; and the public samples, when asked for and there. */
export function poolOf(withSamples: boolean): readonly Uint8Array[] {
  const own = filesOf(fileURLToPath(new URL("../../fixtures/x12/", import.meta.url)));
  if (!withSamples || !samplesPresent) return own;
  const root = samples("data", "x12");
  const folders = readdirSync(root).filter((d) => statSync(join(root, d)).isDirectory());
  return [...own, ...folders.sort().flatMap((d) => filesOf(join(root, d)))];
}

/** Input number `index` of a seed: the same for ever, given the same pool. */
export function inputAt(seed: number, index: number, pool: readonly Uint8Array[]): Input {
  const chance = chanceOf(Math.imul(seed, 0x9e3779b1) ^ index);
  const kind = chance.below(10);
  if (kind < 2) return { bytes: Buffer.from(growFile(chance), "utf8"), grown: true };
  const from = kind < 4 ? Buffer.from(growFile(chance), "utf8") : chance.pick(pool);
  return { bytes: broken(from, chance, chance.pick(pool)), grown: false };
}
