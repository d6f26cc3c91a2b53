import { Chance } from "../../src/strategy/chance.ts";
import { type Case, drawCase } from "../../src/strategy/invented-case.ts";

/** As many cases of one seed as are wanted, in the order of the reference. */
export function drawCases(n: number, seed: number): readonly Case[] {
  const rng = new Chance(seed);
  return Array.from({ length: n }, () => drawCase(rng));
}
