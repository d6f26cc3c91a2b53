import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** The lock file against the review of it (docs/decisions/0010): what nobody looked at may not come in. */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REVIEW = "docs/decisions/0010-dependencies-reviewed.md";

type Names = Readonly<Record<string, unknown>>;

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Names;
  readonly optionalDependencies?: Names;
  readonly peerDependencies?: Names;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}

interface Root {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const review = readFileSync(join(ROOT, REVIEW), "utf8");
const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Readonly<Record<string, Locked>>;
};
const { "": root, ...rest } = packages as Readonly<Record<string, Locked>> & { readonly "": Root };
const nameOf = (path: string): string => path.split("node_modules/").pop() ?? path;
const locked = Object.entries(rest).map(([path, of]) => ({ name: nameOf(path), ...of }));

/** The path of what a package finds under a name: in its own folder, or in one above. */
function found(from: string, name: string): string | undefined {
  const folders = from.split("/node_modules/");
  for (let n = folders.length; n >= 0; n--) {
    const above = folders.slice(0, n).join("/node_modules/");
    const path = above === "" ? `node_modules/${name}` : `${above}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
  }
  return undefined;
}

/**
 * What packages bring, themselves included, as name and version. The lock file's own marks will not do: a development
 * package that a shipped one would take if it is there (an optional peer) is marked as shipped with all it brings.
 */
function broughtBy(names: readonly string[]): readonly { readonly name: string; readonly version: string }[] {
  const seen = new Set<string>();
  const visit = (path: string | undefined): void => {
    const of = path === undefined ? undefined : rest[path];
    if (path === undefined || of === undefined || seen.has(path)) return;
    seen.add(path);
    const peers = Object.keys(of.peerDependencies ?? {}).filter((n) => of.peerDependenciesMeta?.[n]?.optional !== true);
    for (const name of [...Object.keys({ ...of.dependencies, ...of.optionalDependencies }), ...peers])
      visit(found(path, name));
  };
  for (const name of names) visit(found("", name));
  return [...seen].map((path) => ({ name: nameOf(path), version: rest[path]?.version ?? "" }));
}

/** Names and versions that the rows of the review's tables begin with. */
const rowsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^\| (.+?) \|/gm)].flatMap((m) => (m[1] ?? "").split(", "));
const rows = rowsOf(review);
const page = review.split("## In the page")[1]?.split("\n## ")[0] ?? "";

/** Licences that ask for a notice at most, MPL-2.0, which binds its own files only, and that of fonts. */
const LICENCES = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
  "Unlicense",
];
/** Packages whose licence is written in a way of its own; the review says how each is taken. */
const LICENCES_BY_NAME: Readonly<Record<string, string | undefined>> = {
  "type-fest": "(MIT OR CC0-1.0)",
  "victory-vendor": "MIT AND ISC AND BSD-3-Clause",
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
    const shipped = broughtBy(Object.keys({ ...root.dependencies, ...root.optionalDependencies }));
    expect(shipped.length).toBeGreaterThan(50);
    const unseen = shipped.map((p) => `${p.name} ${p.version}`).filter((p) => !rows.includes(p));
    expect(unseen, `look at each, and give it a row in ${REVIEW}`).toEqual([]);
  });

  test("every package that reaches the page is named, and no other is in its table", () => {
    const roots = rowsOf(page)
      .filter((row) => /\d$/.test(row))
      .map((row) => row.replace(/ \S+$/, ""));
    expect(roots).toContain("react");
    const unseen = broughtBy(roots).filter((p) => !new RegExp(`(^|[\\s|])${p.name}[ ,.\\n]`).test(page));
    expect(unseen, `look at each, and name it in ${REVIEW}`).toEqual([]);
    const strangers = roots.filter((name) => root.devDependencies?.[name] === undefined);
    expect(strangers).toEqual([]);
  });

  test("every direct package has its row, and is pinned to one version", () => {
    const direct = Object.entries({
      ...root.dependencies,
      ...root.optionalDependencies,
      ...root.devDependencies,
    });
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
