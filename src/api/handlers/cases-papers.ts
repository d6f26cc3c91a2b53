import { randomUUID } from "node:crypto";
import { createReadStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Answer, Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused, refusedBy } from "#api/refused.ts";
import { now } from "#app/clock.ts";
import { attachFile, calmFileName, fileOfCase } from "#app/desk/case-files.ts";
import { writePacket } from "#app/desk/packet.ts";
import { noticeOfCase, type Paper, type PaperRefused, printed, reportOfCase } from "#app/desk/papers.ts";
import { planOfCase } from "#app/desk/plan.ts";
import type { QueueRow } from "#app/desk/queue.ts";
import type { Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";
import { actorOf, noCase, noteCase, showCase } from "./cases.ts";

/** Files and papers of a case. */

const FILE_MAX = 64 << 20;

/** Headers of something to be saved: never shown inside a page, never taken for another kind, by a name of our own making. */
export function savedAs(name: string, type: string): Headers {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  return new Headers({
    "content-type": type,
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", "%27")}`,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
}

/** The bytes as a body, one piece at a time. */
export function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reading = bytes[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await reading.next();
      if (next.done === true) controller.close();
      else controller.enqueue(Uint8Array.from(next.value));
    },
    cancel: async () => {
      await reading.return?.();
    },
  });
}

export function orRefusePaper<T>(result: Result<T, PaperRefused>): T {
  if (result.ok) return result.value;
  const { refused, missing } = result.error;
  const { type, more } = refusedBy(refused);
  throw new Refused(type, missing.length === 0 ? more : { ...more, missing: missing.map((m) => ({ ...m })) });
}

type Format = "pdf" | "json";

export async function paperOut(asked: Pick<Asked, "as" | "id">, paper: Paper, format: Format): Promise<Response> {
  await asked.as((tx) => noteCase(tx, paper.template, paper.row, asked.id));
  if (format === "json")
    return new Response(paper.text, { headers: savedAs(`${paper.name}.json`, "application/json") });
  const pdf = await printed(paper);
  return new Response(Uint8Array.from(pdf), { headers: savedAs(`${paper.name}.pdf`, "application/pdf") });
}

/** A file made for one answer: it goes when the answer has ended, however it ended. */
function passing(file: string): ReadableStream<Uint8Array> {
  const reading = createReadStream(file);
  reading.once("close", () => rmSync(file, { force: true }));
  return Readable.toWeb(reading) as ReadableStream<Uint8Array>;
}

type Names = "getPlan" | "attachFile" | "getFile" | "getReport" | "getNotice" | "getPacket";

export const CASE_PAPERS: HandlersOf<Names> = {
  getPlan: async (asked) => {
    const plan = await asked.as(async (tx: TenantTx) => {
      const found = orRefuse(await planOfCase(tx, asked.hall.open.desk, asked.params.case));
      await noteCase(tx, "plan", found.read.row, asked.id);
      return found.plan;
    });
    return plan() as Exclude<Answer<"getPlan">, Response>;
  },

  attachFile: async (asked) => {
    const { who, hall, params, query } = asked;
    const given = { caseId: params.case, ...query, bytes: asked.bytes(FILE_MAX) };
    orRefuse(await attachFile(hall.open.desk, who.principal, actorOf(who), given));
    return await showCase(asked);
  },

  getFile: async (asked) => {
    const { params, hall, who } = asked;
    const file = await asked.as(async (tx) => {
      const found = await fileOfCase(tx, params.case, params.event);
      if (found !== undefined) await noteCase(tx, "file", found.row, asked.id);
      return found;
    });
    if (file === undefined) throw noCase();
    const vault = await hall.open.desk.vault(who.principal.org);
    const headers = savedAs(calmFileName(file.name), "application/octet-stream");
    headers.set("content-length", String(file.bytes));
    return new Response(streamOf(vault.read(vault.addressOf(file.sha256))), { headers });
  },

  getReport: async (asked) => {
    const paper = orRefusePaper(await asked.as((tx) => reportOfCase(tx, asked.hall.open.desk, asked.params.case)));
    return await paperOut(asked, paper, asked.query.format);
  },

  getNotice: async (asked) => {
    const { hall, who, params } = asked;
    const paper = await noticeOfCase(hall.open.desk, (work) => asked.as(work), who.principal.org, params.case);
    return await paperOut(asked, orRefusePaper(paper), asked.query.format);
  },

  getPacket: async (asked) => {
    const { hall, who, params, query, id } = asked;
    const { desk } = hall.open;
    const folder = join(desk.home, "tmp");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const wanted = { caseId: params.case, whom: query.for, file: join(folder, `packet-${randomUUID()}.zip`) };
    const seen = (tx: TenantTx, row: QueueRow): Promise<void> => noteCase(tx, "packet", row, id);
    const about = { ...wanted, parley: hall.version, now: now(), seen };
    const { file, name, bytes } = orRefuse(await writePacket(desk, who.principal, about));
    const headers = savedAs(name, "application/zip");
    headers.set("content-length", String(bytes));
    return new Response(passing(file), { headers });
  },
};
