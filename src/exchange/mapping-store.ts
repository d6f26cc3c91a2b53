import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { headerText, type Mapping, readMapping } from "#claim/list-columns.ts";

/** Where the mapping of a header is kept: one small file in the home's `mappings`, named by a hash of the header. */
export function mappingPath(home: string, header: readonly string[]): string {
  const hash = createHash("sha256").update(headerText(header)).digest("hex").slice(0, 16);
  return join(home, "mappings", `${hash}.json`);
}

/** The mapping saved for this header; undefined when there is none or it cannot be read. */
export function savedMapping(home: string, header: readonly string[]): Mapping | undefined {
  return mappingFile(mappingPath(home, header));
}

/** A mapping file; undefined when it cannot be read as one. */
export function mappingFile(path: string): Mapping | undefined {
  try {
    return readMapping(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Saves a mapping, so that the next list with this header is known. The header's names are all it holds. */
export function saveMapping(home: string, header: readonly string[], mapping: Mapping): string {
  const path = mappingPath(home, header);
  mkdirSync(join(home, "mappings"), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify({ columns: mapping }, null, 2)}\n`, { mode: 0o600 });
  return path;
}

/** Where the mappings of lists are kept, by their header. */
export interface Mappings {
  saved(header: readonly string[]): Mapping | undefined;
  /** Throws when it cannot be kept. */
  save(header: readonly string[], mapping: Mapping): void;
}

/** Mappings in the home's folder. */
export const mappingsIn = (home: string): Mappings => ({
  saved: (header) => savedMapping(home, header),
  save: (header, mapping) => {
    saveMapping(home, header, mapping);
  },
});
