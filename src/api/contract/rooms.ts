import { createRoute, z } from "@hono/zod-openapi";
import { DISPUTABLE, GUEST_RELATIONS, SHARES } from "#case/event-room.ts";
import { oneCase } from "./cases.ts";
import { day, id, moment, money, page, pageOf, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** A room shared with the other side: as our own people keep it, and as its guest sees it. */

const event = z.int().positive();
const words = text(1_000);

const amounts = z.object({ billed: usd, allowed: usd.nullable(), paid: usd });

const facts = z
  .object({
    claim: z.string(),
    day: day.nullable(),
    lines: z.array(
      z.object({
        number: z.int(),
        code: z.string(),
        modifiers: z.array(z.string()),
        units: z.string(),
        day: day.nullable(),
        amounts: amounts.nullable(),
      }),
    ),
    amounts: amounts.nullable(),
  })
  .openapi("JointFacts", { description: "What both sides look at, as it stood when the room was opened." });

/** What a guest asks. Amounts as they are typed. */
const move = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("offer"), amount: money, expires: day }),
  z.strictObject({ is: z.literal("accept"), offer: event }),
  z.strictObject({ is: z.literal("reject"), offer: event, why: words }),
  z.strictObject({
    is: z.literal("dispute fact"),
    line: z.int().positive().optional(),
    what: z.enum(DISPUTABLE),
    says: words,
  }),
]);

const moved = z
  .object({
    event,
    on: day,
    is: z.enum(["offer", "accept", "reject", "dispute fact"]),
    amount: usd.nullable(),
    expires: day.nullable(),
    offer: event
      .nullable()
      .openapi({ description: "The offer it answers; of an offer, the one that was recorded of it." }),
    line: z.int().nullable(),
    what: z.enum(DISPUTABLE).nullable(),
    words: z.string().nullable(),
    state: z.enum(["waiting", "recorded", "past", "said"]).openapi({
      description: "Whether somebody has made it an act of the case; past when what it answers stands no more.",
    }),
  })
  .openapi("RoomMove");

const signature = z
  .object({ side: z.enum(["us", "them"]), name: z.string(), title: z.string(), on: day, at: moment })
  .openapi("Signature");

const agreement = z
  .object({
    event,
    amount: usd,
    of: usd
      .nullable()
      .openapi({ description: "The offer that was taken: what of it the plan does not pay the patient owes." }),
    basis: z.enum(["total payment", "further payment"]),
    agreed: day,
    due: day,
    sha256: z.string().nullable().openapi({ description: "Hash of the paper; null before our side has signed." }),
    signatures: z.array(signature),
  })
  .openapi("RoomAgreement");

const invitation = z.strictObject({
  name: text(100),
  organization: text(200),
  email: text(200).optional().openapi({ description: "As a note; nothing is sent." }),
  relation: z.enum(GUEST_RELATIONS),
  shares: z.array(z.enum(SHARES)).max(SHARES.length),
  ends: day.openapi({ description: "The last day on which the room opens; sixty days from today at most." }),
  baa: z
    .strictObject({ signed: day, file: event })
    .optional()
    .openapi({ description: "Business associate agreement: its day, and the event that attached its file." }),
});

const room = z
  .object({
    event,
    name: z.string(),
    organization: z.string(),
    email: z.string().nullable(),
    relation: z.enum(GUEST_RELATIONS),
    opened: day,
    ends: day,
    baa: z
      .object({ signed: day, file: z.string().nullable() })
      .nullable()
      .openapi({ description: "Business associate agreement it rests on; the file is null when it was removed." }),
    state: z.enum(["open", "closed", "ended"]),
    why: z.string().nullable().openapi({ description: "Why it is not open." }),
    entered: moment.nullable().openapi({ description: "When somebody came in last." }),
    looked: moment.nullable(),
    moves: z.array(moved),
  })
  .openapi("Room");

const signer = { name: text(100), title: text(100) };
/** Ticked, both: 15 USC 7001 and 7006(5). */
const consent = {
  electronically: z.literal(true).openapi({ description: "Agrees to do this electronically." }),
  intent: z.literal(true).openapi({ description: "Means to sign." }),
};

export const listRooms = createRoute({
  method: "get",
  path: "/v1/cases/{case}/rooms",
  tags: ["Rooms"],
  summary: "The rooms of a case, what was asked in them, and the agreement that both sides may sign",
  request: { params: oneCase },
  responses: {
    200: json(z.object({ rooms: z.array(room), agreement: agreement.nullable() }), "Rooms, newest first."),
    ...refusals,
  },
});

const letIn = z
  .object({
    case: id,
    number: z.string(),
    client: z.object({ id, name: z.string() }),
    room: room.omit({ moves: true }),
    rests: z
      .string()
      .openapi({ description: "The law by which they are shown the claim: for payment, or as a business associate." }),
    shares: z.array(z.enum(SHARES)),
  })
  .openapi("LetIn");

const whichGuests = {
  client: id.optional(),
  side: z.enum(["us", "them"]).optional().openapi({ description: "us: who looks on for the practice." }),
};

export const listGuests = createRoute({
  method: "get",
  path: "/v1/guests",
  tags: ["Audit"],
  summary: "Everybody from outside who was let into a room, over all cases, and on which agreement",
  request: { query: z.object({ ...page, ...whichGuests }) },
  responses: { 200: json(pageOf(letIn), "Guests, newest first."), ...refusals },
});

export const exportGuests = createRoute({
  method: "get",
  path: "/v1/guests/export",
  tags: ["Audit"],
  summary: "The same as CSV, the newest ten thousand",
  request: { query: z.object(whichGuests) },
  responses: { 200: { description: "The file." }, ...refusals },
});

export const openRoom = createRoute({
  method: "post",
  path: "/v1/cases/{case}/rooms",
  tags: ["Rooms"],
  summary:
    "Open a room to somebody of the other side; the link and the passcode are said this once, and nothing is sent",
  request: { params: oneCase, body: body(z.strictObject({ saw: z.int().min(0), invitation })) },
  responses: { 201: json(z.object({ link: z.string(), passcode: z.string() }), "Opened."), ...refusals },
});

export const closeRoom = createRoute({
  method: "post",
  path: "/v1/cases/{case}/rooms/{event}/close",
  tags: ["Rooms"],
  summary: "Close a room; whoever is in it is out at their next request",
  request: { params: oneCase.extend({ event: z.coerce.number().int().positive() }), headers: idempotencyKey },
  responses: { 204: { description: "Closed." }, ...refusals },
});

export const signAgreement = createRoute({
  method: "post",
  path: "/v1/cases/{case}/signature",
  tags: ["Rooms"],
  summary: "Sign the settlement agreement electronically for our side, which fixes the paper that the other side signs",
  request: {
    params: oneCase,
    headers: idempotencyKey,
    body: body(z.strictObject({ saw: z.int().min(0), agreement: event, ...signer, ...consent })),
  },
  responses: { 201: json(z.object({ sha256: z.string() }), "Signed, with the hash of the paper."), ...refusals },
});

export const getSignedAgreement = createRoute({
  method: "get",
  path: "/v1/cases/{case}/signed/{event}",
  tags: ["Rooms"],
  summary: "The agreement as a PDF with the signatures it has so far",
  request: { params: oneCase.extend({ event: z.coerce.number().int().positive() }) },
  responses: { 200: { description: "A PDF." }, ...refusals },
});

export const enterRoom = createRoute({
  method: "post",
  path: "/v1/room/enter",
  tags: ["Guest"],
  summary:
    "Come into a room by the secret of its link and the passcode; an unknown link is answered like a wrong passcode",
  request: { body: body(z.strictObject({ secret: z.string().max(100), passcode: z.string().max(50) })) },
  responses: { 204: { description: "Come in, with a cookie for the routes of the room." }, ...refusals },
});

export const getRoom = createRoute({
  method: "get",
  path: "/v1/room",
  tags: ["Guest"],
  summary: "The room as its guest sees it",
  responses: {
    200: json(
      z.object({
        /** The provider's side by name, and the guest. */
        host: z.string(),
        guest: z.object({ name: z.string(), organization: z.string() }),
        speaks: z.boolean().openapi({ description: "Whether this guest may offer, answer and sign." }),
        today: day,
        ends: day,
        factsOf: day,
        facts,
        offers: z.array(
          z.object({
            event,
            from: z.enum(["us", "them"]).openapi({ description: "us is whoever asked the guest in." }),
            amount: usd,
            made: day,
            expires: day.nullable(),
            state: z.enum(["open", "withdrawn", "expired", "rejected", "accepted", "agreed"]),
          }),
        ),
        moves: z.array(moved),
        agreement: agreement.nullable(),
        settled: z
          .boolean()
          .openapi({ description: "Whether nothing is left to offer: agreed, or decided elsewhere." }),
      }),
      "The room.",
    ),
    ...refusals,
  },
});

export const moveInRoom = createRoute({
  method: "post",
  path: "/v1/room/moves",
  tags: ["Guest"],
  summary: "Offer, take or turn down an open offer, or say that a fact is otherwise; a person of the host records it",
  request: { body: body(move) },
  responses: { 204: { description: "Passed on." }, ...refusals },
});

export const signInRoom = createRoute({
  method: "post",
  path: "/v1/room/signature",
  tags: ["Guest"],
  summary: "Sign the agreement of a hash for the payer's side",
  request: {
    body: body(z.strictObject({ agreement: event, sha256: z.string().regex(/^[0-9a-f]{64}$/), ...signer, ...consent })),
  },
  responses: { 204: { description: "Signed." }, ...refusals },
});

export const getRoomAgreement = createRoute({
  method: "get",
  path: "/v1/room/agreement",
  tags: ["Guest"],
  summary: "The agreement as a PDF with the signatures it has so far",
  responses: { 200: { description: "A PDF." }, ...refusals },
});

export const getRoomLive = createRoute({
  method: "get",
  path: "/v1/room/live",
  tags: ["Guest"],
  summary: "A word whenever the case changes, as server-sent events: its version and nothing else",
  responses: { 200: { description: "Events." }, ...refusals },
});

export const leaveRoom = createRoute({
  method: "post",
  path: "/v1/room/leave",
  tags: ["Guest"],
  summary: "Leave the room on this browser",
  responses: { 204: { description: "Left." }, ...refusals },
});
