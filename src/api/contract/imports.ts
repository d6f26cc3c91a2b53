import { createRoute, z } from "@hono/zod-openapi";
import { id, moment, ofClient, page, pageOf, person, problemOfInput, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** What became of one file of an import. */
export const importFile = z
  .object({
    id,
    name: z.string(),
    kind: z.string().openapi({ example: "835 remittances" }),
    bytes: z.int(),
    state: z.enum(["waiting", "reading", "read", "duplicate", "refused", "undone"]),
    claims: z.int(),
    remittances: z.int(),
    lines: z.int(),
    paid: usd.nullable(),
    problems: z.object({ errors: z.int(), warnings: z.int() }),
    because: z
      .string()
      .nullable()
      .openapi({ description: "Why it was refused, or is not used, or of which file it is a copy." }),
  })
  .openapi("ImportFile");

export const importBatch = z
  .object({
    id,
    client: id,
    state: z.enum(["open", "reading", "done", "failed", "undone"]),
    startedAt: moment,
    endedAt: moment.nullable(),
    by: person.nullable(),
    files: z.array(importFile),
    /** Counted so far while it runs. */
    done: z.object({ bytes: z.int(), ofBytes: z.int(), stage: z.string() }),
    claims: z.object({ new: z.int(), known: z.int() }),
    remittances: z.object({ new: z.int(), known: z.int(), matched: z.int(), unmatched: z.int() }),
    cases: z.object({ opened: z.int(), changed: z.int() }),
    answered: z.array(z.string()).openapi({
      description: "What its files answered to sets of claims (999), rejected ones first.",
      example: ["set 1 of group 22: rejected, 12 claims"],
    }),
    undo: z.object({ possible: z.boolean(), because: z.string().nullable() }),
  })
  .openapi("Import");

const one = z.object({ import: id });

export const listImports = createRoute({
  method: "get",
  path: "/v1/imports",
  tags: ["Imports"],
  summary: "Imports, newest first",
  request: { query: ofClient.extend(page) },
  responses: { 200: json(pageOf(importBatch), "Imports."), ...refusals },
});

export const openImport = createRoute({
  method: "post",
  path: "/v1/imports",
  tags: ["Imports"],
  summary: "Open an import, to be given files",
  request: { headers: idempotencyKey, body: body(z.object({ client: id, samples: z.boolean().optional() })) },
  responses: { 201: json(importBatch, "Opened; with `samples`, invented files are in it."), ...refusals },
});

export const addFile = createRoute({
  method: "put",
  path: "/v1/imports/{import}/files",
  tags: ["Imports"],
  summary: "Give a file: its bytes are the body, of any kind; archives are opened",
  request: {
    params: one,
    query: z.object({ name: text(500) }),
    headers: idempotencyKey,
  },
  responses: { 201: json(importFile, "Kept, encrypted; nothing is read yet."), 413: refusals[422], ...refusals },
});

export const startImport = createRoute({
  method: "post",
  path: "/v1/imports/{import}/start",
  tags: ["Imports"],
  summary: "Read the files, match, evaluate; progress comes over /v1/live",
  request: { params: one, headers: idempotencyKey },
  responses: { 202: json(importBatch, "Started."), ...refusals },
});

export const getImport = createRoute({
  method: "get",
  path: "/v1/imports/{import}",
  tags: ["Imports"],
  summary: "One import as it stands",
  request: { params: one },
  responses: { 200: json(importBatch, "The import."), ...refusals },
});

export const listProblems = createRoute({
  method: "get",
  path: "/v1/imports/{import}/problems",
  tags: ["Imports"],
  summary: "What was wrong in the files, and where",
  request: { params: one, query: z.object({ ...page, file: id.optional() }) },
  responses: { 200: json(pageOf(problemOfInput.extend({ fileId: id.nullable() })), "Problems."), ...refusals },
});

export const undoImport = createRoute({
  method: "post",
  path: "/v1/imports/{import}/undo",
  tags: ["Imports"],
  summary: "Take an import back, while nothing was built on it",
  request: { params: one, headers: idempotencyKey },
  responses: { 200: json(importBatch, "Taken back."), ...refusals },
});

/** Raw segments of a file around a place, as text, one row each. */
export const segments = z
  .object({
    file: z.string(),
    rows: z.array(
      z.object({
        segment: z.int(),
        byte: z.int(),
        elements: z.array(z.string()),
        /** The element meant, counted from 0 (the segment id); null when the whole segment is. */
        lit: z.int().nullable(),
        here: z.boolean(),
      }),
    ),
    delimiters: z.object({ element: z.string(), component: z.string(), segment: z.string() }),
  })
  .openapi("Segments");

export const getSegments = createRoute({
  method: "get",
  path: "/v1/files/{file}/segments",
  tags: ["Imports"],
  summary: "The segments around a place of a file",
  request: {
    params: z.object({ file: id }),
    query: z.object({
      segment: z.coerce.number().int().min(1).optional(),
      byte: z.coerce.number().int().min(0).optional(),
      element: z.string().max(20).optional(),
      around: z.coerce.number().int().min(0).max(50).default(6),
    }),
  },
  responses: { 200: json(segments, "Segments."), ...refusals },
});

/** Saved mapping of a claim list's columns. */
export const listColumns = createRoute({
  method: "get",
  path: "/v1/files/{file}/columns",
  tags: ["Imports"],
  summary: "The columns of a claim list, and the mapping known for its header",
  request: { params: z.object({ file: id }) },
  responses: {
    200: json(
      z.object({
        columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
        fields: z.array(z.object({ field: z.string(), label: z.string(), needed: z.boolean() })),
        mapping: z.record(z.string(), z.string()).nullable(),
      }),
      "Columns.",
    ),
    ...refusals,
  },
});

export const saveMapping = createRoute({
  method: "put",
  path: "/v1/files/{file}/columns",
  tags: ["Imports"],
  summary: "Say which column is which; kept for every list with this header",
  request: {
    params: z.object({ file: id }),
    headers: idempotencyKey,
    body: body(z.object({ mapping: z.record(z.string().max(100), z.string().max(200)) })),
  },
  responses: { 204: { description: "Kept." }, ...refusals },
});
