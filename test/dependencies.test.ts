import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** The lock file against the review of it (docs/decisions/0010): what nobody looked at may not come in. */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REVIEW = "docs/decisions/0010-dependencies-reviewed.md";

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}

interface Root {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const review = readFileSync(join(ROOT, REVIEW), "utf8");
const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Readonly<Record<string, Locked>>;
};
const { "": root, ...rest } = packages as Readonly<Record<string, Locked>> & { readonly "": Root };
const locked = Object.entries(rest).map(([path, of]) => ({ name: path.split("node_modules/").pop() ?? path, ...of }));

/** Names and versions that the rows of the review's tables begin with. */
const rows = [...review.matchAll(/^\| (.+?) \|/gm)].flatMap((m) => (m[1] ?? "").split(", "));

/** Licences that ask for a notice at most, and MPL-2.0, which binds its own files only. */
const LICENCES = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "Unlicense",
];
/** Packages whose licence is written in a way of its own; the review says how each is taken. */
const LICENCES_BY_NAME: Readonly<Record<string, string | undefined>> = {
  buffers: undefined,
  chainsaw: "MIT/X11",
  jszip: "(MIT OR GPL-3.0-or-later)",
  pako: "(MIT AND Zlib)",
};
const isAllowed = (name: string, licence: string | undefined): boolean =>
  Object.hasOwn(LICENCES_BY_NAME, name)
    ? LICENCES_BY_NAME[name] === licence
    : (licence?.split(" OR ").every((l) => LICENCES.includes(l)) ?? false);

describe("the lock file holds what the review names", () => {
  test("the checker has seen the lock file and the review", () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(rows.length).toBeGreaterThan(10);
  });

  test("every shipped package has its row, in its version", () => {
    const shipped = locked.filter((p) => p.dev !== true);
    expect(shipped.length).toBeGreaterThan(0);
    const unseen = shipped.map((p) => `${p.name} ${p.version}`).filter((p) => !rows.includes(p));
    expect(unseen, `look at each, and give it a row in ${REVIEW}`).toEqual([]);
  });

  test("every direct package has its row, and is pinned to one version", () => {
    const direct = Object.entries({ ...root.dependencies, ...root.devDependencies });
    expect(direct.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
    const unseen = direct.map(([name, version]) => `${name} ${version}`).filter((p) => !rows.includes(p));
    expect(unseen, `look at each, and give it a row in ${REVIEW}`).toEqual([]);
  });

  test("no install script runs that is not allowed by name", () => {
    const scripts = locked.filter((p) => p.hasInstallScript === true).map((p) => p.name);
    expect(scripts.filter((name) => name !== "esbuild")).toEqual([]);
    expect(review).toContain("One install script, esbuild's.");
  });

  test("every licence is one that the review has thought about", () => {
    expect(locked.filter((p) => !isAllowed(p.name, p.license)).map((p) => `${p.name}: ${p.license}`)).toEqual([]);
    expect(Object.keys(LICENCES_BY_NAME).filter((name) => !review.includes(name))).toEqual([]);
  });

  test("every package comes with the hash of its bytes", () => {
    expect(locked.filter((p) => p.integrity === undefined).map((p) => p.name)).toEqual([]);
  });
});
