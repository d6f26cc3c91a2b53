import { createRoute, z } from "@hono/zod-openapi";
import { day, id, moment, ofClient, text } from "./form.ts";
import { statement } from "./playbooks.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/**
 * Payers, administrators, sponsors and vendors: what is public of them, brought by Parley with its sources, and what the
 * practice knows itself: addresses with proof, who may bind, how they behaved. Nothing is shared between clients.
 */

const kind = z.enum(["payer", "administrator", "sponsor", "repricer", "network"]);
const channel = z.enum(["email", "fax", "phone", "portal", "mail"]);
export const FACT_KINDS = ["method", "plan limit", "submission", "who may bind", "tactic"] as const;
const proofOf = z.enum(["delivered", "answered", "signed for", "bounced", "refused", "no longer theirs"]);
const version = z.int().min(0);

/** An entry: of one's own by its key, one that Parley brings by its name. */
const entryId = z.string().trim().min(1).max(60);

/** A sentence of the practice's own; without a source and a day it is refused. */
const fact = z
  .object({
    kind: z.enum(FACT_KINDS),
    text: text(1_000),
    source: text(300).openapi({ description: "The document, call or letter it is from." }),
    day,
  })
  .openapi("DirectoryFact");

export const submission = z
  .object({
    payerId: text(80).nullable(),
    address: text(300).nullable(),
    portal: text(300).nullable(),
    timelyDays: z.int().min(1).max(3_650).nullable().openapi({ description: "Days to file, as a document says." }),
    appealDays: z.int().min(1).max(3_650).nullable().openapi({ description: "Days to appeal, as a document says." }),
    source: text(300).openapi({ description: "The document, call or letter it is from." }),
    day,
  })
  .openapi("SubmissionCard");

const proof = z
  .object({ id, day, what: proofOf, source: z.string(), by: z.string().nullable() })
  .openapi("ContactProof");

export const contact = z
  .object({
    id,
    channel,
    address: z.string(),
    whose: z.string().nullable(),
    purpose: z.string().nullable(),
    source: z.string(),
    proofs: z.array(proof),
    works: z.boolean().nullable().openapi({ description: "By the newest proof; null while there is none." }),
    says: z.string(),
  })
  .openapi("DirectoryContact");

const own = z
  .object({
    id,
    client: id.nullable(),
    kind,
    name: z.string(),
    aliases: z.array(z.string()),
    payers: z
      .array(z.string())
      .openapi({ description: "Payers of claims it stands for, by the key a facts file uses." }),
    facts: z.array(fact),
    notes: z.string().nullable(),
    submission: submission.nullable(),
    version,
    changedAt: moment,
    by: z.string().nullable(),
    contacts: z.array(contact),
  })
  .openapi("OwnEntry");

export const directoryRow = z
  .object({
    id: entryId,
    kind,
    name: z.string(),
    of: z.string().nullable(),
    isPublic: z.boolean(),
    aliases: z.array(z.string()),
    statements: z.int(),
    contacts: z.int(),
    proven: z.int(),
  })
  .openapi("DirectoryRow");

export const habit = z
  .object({
    id: z.string(),
    label: z.string(),
    counted: z.string(),
    n: z.int(),
    shown: z.boolean().openapi({ description: "False under five: only how many were counted is told." }),
    says: z.string(),
    lately: z
      .object({ from: day, says: z.string(), better: z.boolean().nullable() })
      .nullable()
      .openapi({ description: "The later half of what was counted beside the earlier, where each is at least five." }),
    cases: z.array(z.string()),
    from: day.nullable(),
    to: day.nullable(),
  })
  .openapi("Habit");

export const clue = z
  .object({
    where: z.string(),
    words: z.string(),
    from: z.int(),
    to: z.int(),
    sure: z.enum(["certain", "likely", "possible"]),
    doubt: z.string().nullable(),
  })
  .openapi("Clue");

export const recognized = z
  .object({
    id: entryId,
    kind,
    name: z.string(),
    of: z.string().nullable(),
    sure: z.enum(["certain", "likely", "possible"]),
    clues: z.array(clue),
  })
  .openapi("Recognized");

export const listDirectory = createRoute({
  method: "get",
  path: "/v1/directory",
  tags: ["Reference"],
  summary: "Payers and vendors: those that Parley brings, and the practice's own",
  request: { query: ofClient.extend({ kind: kind.optional(), q: z.string().trim().max(100).optional() }) },
  responses: { 200: json(z.object({ rows: z.array(directoryRow) }), "Entries."), ...refusals },
});

export const getDirectoryEntry = createRoute({
  method: "get",
  path: "/v1/directory/{entry}",
  tags: ["Reference"],
  summary: "One entry: public methods, own contacts with proof, who may bind, habits from own cases",
  request: { params: z.object({ entry: entryId }), query: ofClient },
  responses: {
    200: json(
      z.object({
        row: directoryRow,
        methods: z.array(statement),
        tactics: z.array(statement),
        signs: z.array(z.string()),
        own: z.array(own),
        habits: z
          .array(
            z.object({
              client: id,
              name: z.string(),
              cases: z.int().openapi({ description: "Own cases with it that something can be counted on." }),
              rows: z.array(habit),
            }),
          )
          .openapi({ description: "Of the client named, or of the only one there is; at most its 200 newest cases." }),
        choose: z.boolean().openapi({ description: "Several clients and none named: no habit was counted." }),
        says: z.string(),
      }),
      "The entry.",
    ),
    ...refusals,
  },
});

const given = z
  .object({
    client: id.nullable().openapi({ description: "Whose it is; null for the whole organization." }),
    kind,
    name: text(200),
    extends: z.string().max(60).nullable(),
    aliases: z.array(text(100)).max(20),
    payers: z.array(text(200)).max(50),
    facts: z.array(fact).max(100),
    notes: text(4_000).nullable(),
    submission: submission.nullable().default(null),
  })
  .openapi("OwnEntryGiven");

export const addDirectoryEntry = createRoute({
  method: "post",
  path: "/v1/directory",
  tags: ["Reference"],
  summary: "Add an entry of one's own, or to one that Parley brings",
  request: { headers: idempotencyKey, body: body(given) },
  responses: { 201: json(own, "Added."), ...refusals },
});

export const changeDirectoryEntry = createRoute({
  method: "put",
  path: "/v1/directory/{entry}",
  tags: ["Reference"],
  summary: "Replace what one's own entry says; its contacts stay",
  request: {
    params: z.object({ entry: id }),
    headers: idempotencyKey,
    body: body(given.omit({ client: true, extends: true }).extend({ saw: version })),
  },
  responses: { 200: json(own, "Kept."), ...refusals },
});

export const removeDirectoryEntry = createRoute({
  method: "delete",
  path: "/v1/directory/{entry}",
  tags: ["Reference"],
  summary: "Remove one's own entry with its contacts and proofs",
  request: { params: z.object({ entry: id }), headers: idempotencyKey },
  responses: { 204: { description: "Removed." }, ...refusals },
});

export const addContact = createRoute({
  method: "post",
  path: "/v1/directory/{entry}/contacts",
  tags: ["Reference"],
  summary: "Add an address of one's own entry",
  request: {
    params: z.object({ entry: id }),
    headers: idempotencyKey,
    body: body(
      z.object({
        channel,
        address: text(300),
        whose: text(200).nullable(),
        purpose: text(200).nullable(),
        source: text(300).openapi({ description: "Where it is from: a remittance, a card, a call." }),
      }),
    ),
  },
  responses: { 201: json(contact, "Added."), ...refusals },
});

export const removeContact = createRoute({
  method: "delete",
  path: "/v1/directory/{entry}/contacts/{contact}",
  tags: ["Reference"],
  summary: "Remove an address with its proofs",
  request: { params: z.object({ entry: id, contact: id }), headers: idempotencyKey },
  responses: { 204: { description: "Removed." }, ...refusals },
});

export const addProof = createRoute({
  method: "post",
  path: "/v1/directory/{entry}/contacts/{contact}/proofs",
  tags: ["Reference"],
  summary: "Write down that an address worked, or did not",
  request: {
    params: z.object({ entry: id, contact: id }),
    headers: idempotencyKey,
    body: body(z.object({ day, what: proofOf, source: text(300) })),
  },
  responses: { 201: json(contact, "The contact with its proofs."), ...refusals },
});

export const recognizeVendor = createRoute({
  method: "post",
  path: "/v1/directory/recognize",
  tags: ["Reference"],
  summary: "Who priced a claim, by the words of an EOB or letter; the text is compared with names and not kept",
  request: { body: body(z.object({ text: z.string().min(1).max(200_000) })) },
  responses: { 200: json(z.object({ found: z.array(recognized), says: z.string() }), "Who is named."), ...refusals },
});

export const getCaseVendor = createRoute({
  method: "get",
  path: "/v1/cases/{case}/vendor",
  tags: ["Work"],
  summary: "Who priced a case, by its remittances, offers and calls, and the words that say so",
  request: { params: z.object({ case: id }) },
  responses: {
    200: json(
      z.object({
        vendor: recognized.nullable(),
        others: z.array(recognized),
        hints: z.array(z.object({ code: z.string(), says: z.string() })),
        says: z.string(),
      }),
      "The vendor, or that none is named.",
    ),
    ...refusals,
  },
});
