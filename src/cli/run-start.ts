import { statSync } from "node:fs";
import { join } from "node:path";
import { importBooks } from "#app/books.ts";
import { now } from "#app/clock.ts";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import { bringFolder, OWN } from "#app/desk/bring-folder.ts";
import { playDemoDay } from "#app/desk/demo-day.ts";
import { openDesk } from "#app/desk/open-desk.ts";
import { DEMO } from "#app/desk/sign-in-demo.ts";
import type { Problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { drawMapTo, firstOf } from "./draw-map.ts";
import { type Io, print, say } from "./io.ts";
import { dayOf } from "./run-demo.ts";
import { serveUntilStopped } from "./serving.ts";

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

interface Priced {
  readonly booksDir: string;
  readonly problems: readonly Problem[];
  readonly own: boolean;
}

/** Price files that came with the folder, in its `books`, go to a shelf of their own; else the books of PARLEY_HOME. */
async function booksOf(folder: string, out: string, io: Io): Promise<Priced> {
  const published = join(folder, "books");
  if (!isFolder(published)) return { booksDir: io.config.booksDir, problems: [], own: false };
  const booksDir = join(out, "books");
  const { problems } = await importBooks({ paths: [published], booksDir, now: now() });
  return { booksDir, problems, own: true };
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const out = typed.values.out ?? "parley-out";
  const asOf = dayOf(typed);
  const json = typed.switches.has("json");
  const [given] = typed.args;
  // A folder a day: an earlier demo is never mixed into a later one, and nothing is deleted.
  const folder = given ?? join(out, `demo-${asOf}`);
  if (given === undefined) {
    await writeDemo(folder, { asOf, seed: DEMO_SEED });
    const note = `A demo practice, all of it made up, in ${folder}. Your own files: ${io.program} start FOLDER`;
    await (json ? say(io, note) : print(io, `${note}\n`));
  }
  const { booksDir, problems, own } = await booksOf(folder, out, io);
  const code = await drawMapTo(io, {
    paths: [folder],
    asOf,
    booksDir,
    out,
    first: firstOf(typed),
    json,
    again: [
      folder,
      ...(own ? ["--books", booksDir] : []),
      ...(typed.values["as-of"] === undefined ? [] : ["--as-of", asOf]),
    ],
    before: problems,
  });
  // A program that reads JSON waits for its end.
  if (json || io.serve === undefined || typed.switches.has("no-serve")) return code;
  const { home, databaseUrl, masterKey } = io.config;
  const demo = given === undefined;
  // The same prices as the map above: those that came with the folder, else those one has imported.
  const open = await openDesk({ home, demo, worked: demo, booksDir, databaseUrl, masterKey });
  try {
    const { desk, makeKey } = open;
    const brought = await bringFolder({ desk, makeKey, folder, into: demo ? DEMO : OWN, onlyOnce: demo });
    if (demo) await playDemoDay(desk);
    if (brought?.ok === false) await say(io, `Nothing was brought into the workbench: ${brought.error.sentence}`);
  } catch (thrown) {
    await open.close();
    throw thrown;
  }
  return await serveUntilStopped(io, open, io.serve);
}
