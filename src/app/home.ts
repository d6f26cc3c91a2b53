import { mkdirSync } from "node:fs";

/** PARLEY_HOME, made for its owner alone when it is not there: what is kept in it is about patients' claims. */
export function makeHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
}
