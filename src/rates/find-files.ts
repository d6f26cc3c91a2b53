import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Problem, problem } from "#base/problem.ts";

/** A file to try. `asked` when its own path was given, not only a folder above it. */
export interface FoundFile {
  readonly path: string;
  readonly asked: boolean;
}

const DEEPEST = 16;
const MOST_FILES = 20_000;

export interface Found {
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

/** Every file under the given paths, folders read through in name order. Hidden entries and linked folders are passed over. */
export function findFiles(paths: readonly string[]): Found {
  const files: FoundFile[] = [];
  const problems: Problem[] = [];
  const walk = (folder: string, depth: number): void => {
    if (depth > DEEPEST) {
      problems.push(
        problem(
          "error",
          "book-folder-deep",
          { file: folder },
          `folders are nested deeper than ${DEEPEST}: import the inner folder by itself`,
        ),
      );
      return;
    }
    for (const e of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (e.name.startsWith(".") || files.length >= MOST_FILES) continue;
      const path = join(folder, e.name);
      if (e.isDirectory()) walk(path, depth + 1);
      else if (e.isFile() || (e.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true))
        files.push({ path, asked: false });
    }
  };
  for (const path of paths) {
    try {
      const s = statSync(path);
      if (s.isDirectory()) walk(path, 0);
      else files.push({ path, asked: true });
    } catch {
      problems.push(
        problem("error", "book-no-file", { file: path }, "there is no such file or folder, or it may not be read"),
      );
    }
  }
  if (files.length >= MOST_FILES) {
    problems.push(
      problem(
        "error",
        "book-folder-large",
        { file: paths[0] ?? "" },
        `more than ${MOST_FILES} files: only the first were tried`,
      ),
    );
  }
  return { files, problems };
}
