import { z } from "@hono/zod-openapi";
import { momentPlace, pageOf, placeIn } from "#api/cursor.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import {
  getImport,
  type Import,
  type ImportFile,
  importFileOf,
  listImports,
  listProblems,
  openImport,
  startImport,
} from "#app/desk/import.ts";
import { fileBy } from "#app/desk/import-batch.ts";
import { addFile } from "#app/desk/import-files.ts";
import { addSamples } from "#app/desk/import-samples.ts";
import { nameOf, namesOf } from "#app/desk/people.ts";
import { segmentsAround } from "#app/desk/segments.ts";
import { undoImport } from "#app/desk/undo-import.ts";
import { formatUsd } from "#base/money.ts";

/** Files given, read, looked at and taken back. */

/** Plain bytes of one upload. */
const FILE_MAX = 2 * 1024 ** 3;

const noImport = (): Refused => new Refused("not-found", "There is no such import here.");

const fileOut = ({ paid, because, ...f }: ImportFile) => ({
  ...f,
  paid: paid === undefined ? null : formatUsd(paid),
  because: because ?? null,
});

async function importOut(asked: Pick<Asked, "as">, i: Import) {
  const names = await asked.as(namesOf);
  const name = i.by === null ? undefined : names.get(i.by);
  return {
    id: i.id,
    client: i.client,
    state: i.state,
    startedAt: i.startedAt,
    endedAt: i.endedAt,
    by: i.by === null || name === undefined ? null : nameOf({ id: i.by, name }),
    files: i.files.map(fileOut),
    done: i.done,
    claims: i.claims,
    remittances: i.remittances,
    cases: i.cases,
    answered: [...i.answered],
    undo: { possible: i.undo.possible, because: i.undo.because ?? null },
  };
}

const problemPlace = z.object({ from: z.int().min(0) });

type Names =
  | "listImports"
  | "openImport"
  | "addFile"
  | "startImport"
  | "getImport"
  | "listProblems"
  | "undoImport"
  | "getSegments";

export const IMPORTS: HandlersOf<Names> = {
  listImports: async (asked) => {
    const { client, limit, cursor } = asked.query;
    const after = placeIn(momentPlace, cursor);
    const found = await asked.as((tx) => listImports(tx, { client, limit, after }));
    const { rows, next } = pageOf(
      found,
      limit,
      (i) => ({ at: i.startedAt, id: i.id }),
      (i) => i,
    );
    return { rows: await Promise.all(rows.map((i) => importOut(asked, i))), next };
  },

  openImport: async (asked) => {
    const made = orRefuse(await asked.as((tx) => openImport(tx, asked.body.client)));
    if (asked.body.samples === true) await addSamples(asked.hall.open.desk, asked.who.principal, made.id);
    const opened = await asked.as((tx) => getImport(tx, made.id));
    return await importOut(asked, opened ?? made);
  },

  addFile: async (asked) => {
    const { desk } = asked.hall.open;
    const kept = await addFile(desk, asked.who.principal, asked.params.import, asked.query.name, asked.bytes(FILE_MAX));
    return fileOut(importFileOf(orRefuse(kept)));
  },

  startImport: async (asked) =>
    await importOut(asked, orRefuse(await startImport(asked.hall.open.desk, asked.who.principal, asked.params.import))),

  getImport: async (asked) => {
    const found = await asked.as((tx) => getImport(tx, asked.params.import));
    if (found === undefined) throw noImport();
    return await importOut(asked, found);
  },

  listProblems: async (asked) => {
    const { limit, cursor, file } = asked.query;
    const from = placeIn(problemPlace, cursor)?.from ?? 0;
    const { import: batch } = asked.params;
    if ((await asked.as((tx) => getImport(tx, batch))) === undefined) throw noImport();
    const all = await asked.as((tx) => listProblems(tx, batch, file));
    const rows = all.slice(from, from + limit + 1);
    return pageOf(
      rows,
      limit,
      () => ({ from: from + limit }),
      ({ fileId, code, severity, at, message }) => ({
        code,
        severity,
        at: { ...at },
        message,
        fileId: fileId ?? null,
      }),
    );
  },

  undoImport: async (asked) => {
    const { open } = asked.hall;
    orRefuse(await undoImport(open.desk, asked.who.principal, asked.params.import));
    const found = await asked.as((tx) => getImport(tx, asked.params.import));
    if (found === undefined) throw noImport();
    // Medians that its amounts had moved reach the cases of other imports.
    open.background.decideSoon();
    return await importOut(asked, found);
  },

  getSegments: async (asked) => {
    const file = await asked.as((tx) => fileBy(tx, asked.params.file));
    if (file === undefined) throw new Refused("not-found", "There is no such file here.");
    const { segment, byte, element, around } = asked.query;
    if (segment === undefined && byte === undefined)
      throw new Refused("not-valid", { fields: [{ path: "segment", message: "Say which segment, or which byte." }] });
    const said = await segmentsAround(asked.hall.open.desk, asked.who.person.org, file, {
      segment,
      byte,
      element,
      around,
    });
    if (said === undefined) throw new Refused("not-found", "The file has no such segment.");
    return {
      file: file.name,
      rows: said.rows.map((r) => ({ ...r, elements: [...r.elements] })),
      delimiters: said.delimiters,
    };
  },
};
