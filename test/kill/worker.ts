import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { largeClaims, largeRemittances } from "#app/demo/large.ts";
import type { Desk } from "#app/desk/desk.ts";
import { finishImport, openImport, resumeImports } from "#app/desk/import.ts";
import { addFile } from "#app/desk/import-files.ts";
import { importsIdle } from "#app/desk/import-line.ts";
import { openDesk } from "#app/desk/open-desk.ts";
import { day } from "#base/day.ts";
import { EmbeddedEngine } from "#store/embedded.ts";
import { append } from "#store/events.ts";
import type { Principal } from "#store/principal.ts";

/**
 * Writes until it is killed, one write after the other: events, and whole imports as the window starts them. Says `in` before
 * each write and `done` once it was acknowledged, each line handed to the system before anything else is done.
 */

const CLAIMS = 10;
const AS_OF = day("2026-11-20");

const [home = "", databaseUrl = "", org = "", client = "", seed = "1", stopAfter = ""] = process.argv.slice(2);
const tell = (...words: readonly (string | number)[]): void => void writeSync(1, `${words.join(" ")}\n`);

const who: Principal = { org, clients: "all" };

async function event(desk: Desk): Promise<void> {
  const subject = randomUUID();
  tell("in", "event");
  await desk.store.as(who, (tx) => append(tx, [{ type: "noted", subject, body: { seed } }]));
  tell("done", "event", subject);
}

async function* bytes(pieces: Iterable<string>): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece, "latin1");
}

async function wholeImport(desk: Desk, n: number): Promise<void> {
  const large = { claims: CLAIMS, seed: n, asOf: AS_OF };
  tell("in", "import");
  const opened = await desk.store.as(who, (tx) => openImport(tx, client));
  if (!opened.ok) throw new Error(opened.error.sentence);
  const { id } = opened.value;
  for (const [name, pieces] of [
    [`${n}.837`, largeClaims(large)],
    [`${n}.835`, largeRemittances(large)],
  ] as const) {
    const added = await addFile(desk, who, id, name, bytes(pieces));
    if (!added.ok) throw new Error(added.error.sentence);
  }
  const done = await finishImport(desk, who, id);
  if (!done.ok) throw new Error(done.error.sentence);
  tell("done", "import", id);
}

const url = databaseUrl === "" ? undefined : databaseUrl;
const open = await openDesk({
  home,
  demo: false,
  booksDir: join(home, "books"),
  databaseUrl: url,
  masterKey: undefined,
});
await resumeImports(open.desk);
await importsIdle(open.desk);
const { engine } = open.desk.store;
const before = engine instanceof EmbeddedEngine ? await engine.syncs() : 0;
tell("ready");
const most = stopAfter === "" ? Number.POSITIVE_INFINITY : Number(stopAfter);
for (let n = 0; n < most; n++) {
  if (stopAfter === "" && n % 3 === 1) await wholeImport(open.desk, Number(seed) * 1000 + n);
  else await event(open.desk);
}
if (engine instanceof EmbeddedEngine) tell("syncs", (await engine.syncs()) - before);
await open.close();
