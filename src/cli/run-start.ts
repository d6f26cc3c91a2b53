import { statSync } from "node:fs";
import { join } from "node:path";
import { importBooks } from "#app/books.ts";
import { now } from "#app/clock.ts";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import { type Brought, bringFolder, OWN } from "#app/desk/bring-folder.ts";
import { playDemoDay } from "#app/desk/demo-day.ts";
import { tellPast } from "#app/desk/demo-past.ts";
import { type OpenDesk, openDesk } from "#app/desk/open-desk.ts";
import { prepare } from "#app/desk/sign-in.ts";
import { DEMO } from "#app/desk/sign-in-demo.ts";
import type { Problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted } from "./draw.ts";
import { drawMapTo, firstOf } from "./draw-map.ts";
import { type Io, print, say } from "./io.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";
import { openBeside, serveUntilStopped } from "./serving.ts";

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
  if (json || io.serving === undefined || typed.switches.has("no-serve")) return code;
  const { home, databaseUrl, masterKey } = io.config;
  const demo = given === undefined;
  // The same prices as the map above: those that came with the folder, else those one has imported.
  const opening = openDesk({ home, demo, worked: demo, booksDir, databaseUrl, masterKey });
  const { open, serve } = await openBeside(opening, io.serving);
  const into = demo ? DEMO : OWN;
  const { desk, makeKey } = open;
  try {
    await prepare(desk.store, makeKey, into);
  } catch (thrown) {
    await open.close();
    throw thrown;
  }
  return await serveUntilStopped(io, open, serve, () => bring(io, open, { folder, into, onlyOnce: demo }));
}

/** Brings the folder into the workbench while that is served already. */
async function bring(io: Io, open: OpenDesk, what: Pick<Brought, "folder" | "into" | "onlyOnce">): Promise<void> {
  const { desk, makeKey } = open;
  const bar = progressOn(io);
  open.listen((_, news) => {
    if (news.topic === "import" && news.state === "reading") bar.show(news.stage, news.done, news.of);
  });
  const brought = await bringFolder({ desk, makeKey, ...what });
  if (what.onlyOnce) await playDemoDay(desk);
  // Its pages are open already; what was broken off goes on at the next start.
  if (what.onlyOnce) void tellPast(desk).catch(() => {});
  await bar.end();
  if (brought?.ok === false) await say(io, `Nothing was brought into the workbench: ${brought.error.sentence}`);
  else if (brought?.ok === true) {
    const { claims, cases, answered } = brought.value;
    const said = `${counted(claims.new, "new claim")}, ${counted(cases.opened, "new case")}`;
    await say(io, `The files are in the workbench: ${said}.`);
    for (const answer of answered) await say(io, `  ${answer}`);
  }
}
