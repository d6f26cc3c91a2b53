import { z } from "@hono/zod-openapi";
import { wholeOf } from "#api/body.ts";
import type { Hall } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { doDataAct } from "#app/data-acts.ts";
import { FOR } from "#app/desk/packet-case.ts";
import type { LocalDoorkeeper } from "#app/local-door.ts";
import { WEBHOOK_ACTS } from "#app/stored-webhooks.ts";
import { APPROVAL_STATES } from "#case/approval.ts";
import { Outage } from "#store/outage.ts";

/**
 * What a command on this machine asks of the server that has the data open. It is no part of the contract: only who can
 * read the secret of this start, the server's own account, gets an answer; for anybody else there is nothing here.
 */

const BODY_MAX = 1 << 16;
const SCHEME = "Parley ";

const path = z.string().max(4096);
const id = z.string().max(100).optional();
const isDay = z.iso.date().optional();
const act = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("audit verify"),
    asked: z.object({ org: id, noted: z.object({ seq: z.int(), hash: z.string() }).optional() }),
  }),
  z.object({ act: z.literal("backup"), asked: z.object({ file: path }) }),
  z.object({ act: z.literal("export"), asked: z.object({ file: path, org: id, client: id }) }),
  z.object({
    act: z.literal("packet"),
    asked: z.object({ file: path, org: id, number: z.string().max(200), whom: z.enum(FOR) }),
  }),
  z.object({
    act: z.literal("delete"),
    asked: z.object({ org: id, client: id, confirm: z.string().max(1000) }),
  }),
  z.object({ act: z.literal("approvals"), asked: z.object({ org: id, state: z.enum(APPROVAL_STATES) }) }),
  z.object({ act: z.literal("backtest"), asked: z.object({ org: id, from: isDay, to: isDay }) }),
  z.object({ act: z.literal("plan"), asked: z.object({ org: id, number: z.string().max(200) }) }),
  z.object({
    act: z.literal("webhooks"),
    asked: z.object({
      ...{ org: id, act: z.enum(WEBHOOK_ACTS), webhook: id, event: z.int().optional() },
      reason: z.string().max(1000).optional(),
    }),
  }),
  z.object({ act: z.literal("portfolio"), asked: z.object({ org: id, whatIf: z.string().max(200).optional() }) }),
]);

const isOurs = (door: LocalDoorkeeper, request: Request): boolean => {
  const shown = request.headers.get("authorization") ?? "";
  return shown.startsWith(SCHEME) && door.accepts(shown.slice(SCHEME.length));
};

function readAct(body: Buffer): z.output<typeof act> | undefined {
  try {
    return act.safeParse(JSON.parse(body.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Does an act and answers with its result, a refusal included, or with the outage that stopped it. Throws Refused. */
export async function answerLocal(hall: Hall, door: LocalDoorkeeper, request: Request): Promise<Response> {
  if (!isOurs(door, request)) throw new Refused("not-found");
  const read = readAct(await wholeOf(request, BODY_MAX));
  if (read === undefined) throw new Refused("not-valid", "This server is of another version. Nothing was done.");
  try {
    const doing = { parley: hall.version, serves: true, webhooksInside: hall.webhooks.inside };
    const result = await doDataAct(hall.open, read.act, read.asked, doing);
    if (read.act === "webhooks") hall.webhooks.soon();
    return Response.json({ result });
  } catch (thrown) {
    if (!(thrown instanceof Outage)) throw thrown;
    const { code, message: sentence, retry } = thrown;
    return Response.json({ outage: { code, sentence, retry } });
  }
}
