import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { makeBackup } from "#app/backup.ts";
import { deleteData } from "#app/delete-data.ts";
import { clientBy } from "#app/desk/clients.ts";
import { dataState } from "#app/desk/data.ts";
import { exportData } from "#app/export-all.ts";
import type { Json } from "#store/chain.ts";
import { append } from "#store/events.ts";

/** What is done with all data at once: where they are, a backup, an export, and a client that goes. */

const DRAFT = "download-";
/** A download that is older than this belongs to a process that was killed. */
const DEAD_MS = 24 * 3_600_000;

async function sweep(home: string, now: number): Promise<void> {
  for (const name of (await readdir(home)).filter((n) => n.startsWith(DRAFT))) {
    const path = join(home, name);
    // Another download may end, and take its folder away, between the list and this look at it.
    const made = (await stat(path).catch(() => undefined))?.mtimeMs;
    if (made !== undefined && now - made > DEAD_MS) await rm(path, { recursive: true, force: true });
  }
}

interface Download {
  /** As the browser is to call it. */
  readonly name: string;
  readonly type: string;
}

/**
 * Has a file made in a folder of its own, gives it as a download, and removes it when it was sent or nobody takes it.
 * `make` resolves to what the organization's history says of it.
 */
async function download(
  { hall, signal }: Pick<Asked, "hall" | "signal">,
  { name, type }: Download,
  make: (file: string) => Promise<void>,
): Promise<Response> {
  const { home } = hall.open.desk;
  await sweep(home, Date.parse(hall.now()));
  const dir = await mkdtemp(join(home, DRAFT));
  const remove = (): void => void rm(dir, { recursive: true, force: true }).catch(() => {});
  try {
    const file = join(dir, name);
    await make(file);
    const { size } = await stat(file);
    const bytes = createReadStream(file, { highWaterMark: 1 << 18, signal });
    bytes.once("close", remove);
    return new Response(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": type,
        "content-length": String(size),
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  } catch (thrown) {
    remove();
    throw thrown;
  }
}

/** What is the whole organization's is only for those who work for all of it. */
function mustBeOfAll({ who }: Pick<Asked, "who">): void {
  if (who.person.clients !== "all")
    throw new Refused("not-allowed", "Only somebody who works for all clients does this. Ask an owner.");
}

async function mustSee(asked: Asked<"exportAll" | "removeClient">, client: string): Promise<void> {
  if ((await asked.as((tx) => clientBy(tx, client))) === undefined)
    throw new Refused("not-found", "There is no such client here.");
}

const note = (asked: Pick<Asked, "as" | "who">, type: string, client: string | undefined, body: Json) =>
  asked.as((tx) => append(tx, [{ type, client, subject: client ?? asked.who.person.org, body }]));

const refusal = ({ code, sentence }: { readonly code: string; readonly sentence: string }): Refused =>
  new Refused(code === "not-found" ? "not-found" : code === "not-confirmed" ? "not-valid" : "not-now", sentence);

type Names = "getData" | "backUp" | "exportAll" | "removeClient";

export const DATA: HandlersOf<Names> = {
  getData: async (asked) => {
    const state = await asked.as((tx) => dataState(asked.hall.open, tx));
    return { ...state, holds: state.holds.map((h) => ({ ...h })) };
  },

  backUp: async (asked) => {
    mustBeOfAll(asked);
    const { open, version, now } = asked.hall;
    const name = `parley-${now().slice(0, 10)}.parley`;
    return await download(asked, { name, type: "application/octet-stream" }, async (file) => {
      const { sealedBytes, digest } = await makeBackup(open, file, { parley: version, serves: true });
      await note(asked, "backup made", undefined, { bytes: sealedBytes, digest });
    });
  },

  exportAll: async (asked) => {
    const { client } = asked.query;
    if (client === undefined) mustBeOfAll(asked);
    else await mustSee(asked, client);
    const { open, version, now } = asked.hall;
    const name = `parley-export-${now().slice(0, 10)}.zip`;
    return await download(asked, { name, type: "application/zip" }, async (file) => {
      const made = await exportData(
        open,
        { file, org: asked.who.person.org, client },
        { parley: version, serves: true },
      );
      if (!made.ok) throw refusal(made.error);
      const { rows, files, bytes } = made.value;
      await note(asked, "data exported", client, { rows, files, bytes });
    });
  },

  removeClient: async (asked) => {
    const { client } = asked.params;
    await mustSee(asked, client);
    const { id: person, org } = asked.who.person;
    const act = { org, client, confirm: asked.body.name };
    const gone = await deleteData(asked.hall.open, act, { serves: true, person });
    if (!gone.ok) throw refusal(gone.error);
    asked.hall.open.desk.tell(org, { topic: "map", client });
    return undefined;
  },
};
