import { z } from "@hono/zod-openapi";
import { pageOf, placeIn } from "#api/cursor.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { Refused, refusedBy } from "#api/refused.ts";
import { placeOfSecret } from "#api/sign-in/sign-in.ts";
import { faultsOf, verifyChains } from "#app/audit.ts";
import { listEvents } from "#app/desk/access-events.ts";
import { clientBy } from "#app/desk/clients.ts";
import { markCases } from "#app/desk/decide-later.ts";
import { nameOf, namesOf } from "#app/desk/people.ts";
import { keepChecked } from "#app/desk/record-checked.ts";
import { profileOf, putProfile, putSecurity, type Security, securityOf } from "#app/desk/settings.ts";

/** Profile, security, and the chain of events. */

const shown = ({ sessionMinutes, secondFactorNeeded, sso }: Security) => ({
  sessionMinutes,
  secondFactorNeeded,
  sso: sso.map(({ id, name, issuer, clientId }) => ({ id, name, issuer, clientId })),
});

async function mustBeClient(asked: Asked<"getProfile" | "putProfile">): Promise<void> {
  const client = await asked.as((tx) => clientBy(tx, asked.params.client));
  if (client === undefined) throw new Refused("not-found", "There is no such client here.");
}

/** Security with the secrets of its providers sealed; a provider whose secret was not typed again keeps the one it had. */
async function sealed(asked: Asked<"putSecurity">): Promise<Security> {
  const { org } = asked.who.person;
  const { secrets } = asked.hall.open;
  const before = await asked.as(securityOf);
  const sso = asked.body.sso.map(({ clientSecret, ...p }) => {
    const kept = before.sso.find((b) => b.id === p.id && b.issuer === p.issuer)?.secret;
    const secret = clientSecret === undefined ? kept : secrets.seal(org, placeOfSecret(p.id), clientSecret);
    return secret === undefined ? p : { ...p, secret };
  });
  return { ...asked.body, sso };
}

const eventPlace = z.object({ seq: z.int().positive() });

/** Whoever turns the second factor into a duty must have one, or nobody could turn it off again. */
function mustHaveFactor({ who, body }: Asked<"putSecurity">): void {
  if (body.secondFactorNeeded && !who.secondFactor)
    throw new Refused("not-now", "Set up a second factor for yourself first. Nothing was changed.");
}

function mustBeDistinct({ body }: Asked<"putSecurity">): void {
  const ids = body.sso.map((p) => p.id);
  if (new Set(ids).size !== ids.length || ids.some((id) => !/^[a-z0-9-]{1,50}$/.test(id)))
    throw new Refused("not-valid", {
      fields: [{ path: "sso", message: "Each provider has an id of its own: small letters, digits and dashes." }],
    });
  if (
    body.sso.some((p) => !p.issuer.startsWith("https://") && !/^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(p.issuer))
  )
    throw new Refused("not-valid", { fields: [{ path: "sso", message: "An issuer is reached by https." }] });
}

type Names =
  | "getProfile"
  | "putProfile"
  | "getSecurity"
  | "putSecurity"
  | "listEvents"
  | "verifyChain"
  | "beHere"
  | "getLive";

export const SETTINGS: HandlersOf<Names> = {
  getProfile: async (asked) => {
    await mustBeClient(asked);
    const { version, body, changedAt, by } = await asked.as((tx) => profileOf(tx, asked.params.client));
    return { version, profile: (body ?? {}) as Record<string, unknown>, changedAt, by };
  },

  putProfile: async (asked) => {
    await mustBeClient(asked);
    const { saw, profile } = asked.body;
    const { client } = asked.params;
    const { org } = asked.who.person;
    const put = await asked.as(async (tx) => {
      const kept = await putProfile(tx, client, saw, profile);
      if (kept.ok) await markCases(tx, org, client, { why: "the profile", payers: null, butOf: null });
      return kept;
    });
    if (!put.ok) throw refusedBy(put.error.refused, put.error.problems);
    asked.hall.open.background.decideSoon();
    return { version: put.value, said: "The profile was kept. Open cases are decided again with it." };
  },

  getSecurity: async (asked) => shown(await asked.as(securityOf)),

  putSecurity: async (asked) => {
    if (asked.who.person.clients !== "all")
      throw new Refused("not-allowed", "Only somebody who works for all clients changes security. Ask an owner.");
    mustHaveFactor(asked);
    mustBeDistinct(asked);
    const security = await sealed(asked);
    await asked.as((tx) => putSecurity(tx, security));
    await asked.hall.signIn.renew();
    return shown(security);
  },

  listEvents: async (asked) => {
    const { cursor, limit, client, type } = asked.query;
    const before = placeIn(eventPlace, cursor)?.seq;
    const { rows, names } = await asked.as(async (tx) => ({
      rows: await listEvents(tx, { limit, before, client, type }),
      names: await namesOf(tx),
    }));
    return pageOf(
      rows,
      limit,
      ({ seq }) => ({ seq }),
      ({ actor, ...row }) => ({ ...row, actor: names.get(actor) ?? actor, what: row.type }),
    );
  },

  verifyChain: async ({ hall, who }) => {
    const { org } = who.person;
    const [report] = await verifyChains(hall.open, { org }, { serves: true });
    if (report === undefined) throw new Refused("not-found", "There is no such organization.");
    const checkedAt = hall.now();
    const intact = faultsOf(report) === 0;
    await keepChecked(hall.open.desk.store, org, { intact, at: checkedAt });
    return {
      events: report.events,
      imports: report.rows.imports,
      intact,
      findings: [
        ...report.findings.map(({ seq, sentence }) => ({ seq, what: sentence })),
        ...report.rows.findings.map(({ seq, import: id, fault }) => ({
          seq: seq ?? null,
          // Who works for some clients is not told which import of another it is.
          what:
            who.person.clients === "all" ? `Import ${id}: ${fault ?? ""}` : "The rows of an import are not as written.",
        })),
      ],
      checkedAt,
      head: report.head.hash,
    };
  },

  beHere: async ({ as, hall, who, params, body }) => {
    const seen = await as((tx) =>
      tx.db
        .selectFrom("case_row")
        .select("client")
        .where("org", "=", who.person.org)
        .where("id", "=", params.case)
        .executeTakeFirst(),
    );
    if (seen === undefined) throw new Refused("not-found", "There is no such case here.");
    const { id, initials } = nameOf(who.person);
    const { client } = seen;
    hall.open.desk.tell(who.person.org, {
      topic: "here",
      client,
      case: params.case,
      person: { id, initials },
      isHere: body.here,
    });
    return { who: hall.live.on(params.case).flatMap((w) => (w.id === id ? [] : { ...w })) };
  },

  getLive: async ({ hall, who, request }) =>
    hall.live.listen(who.principal, async () => (await hall.signIn.who(request.headers)).caller !== undefined),
};
