import type { z } from "@hono/zod-openapi";
import type { authority } from "#api/contract/negotiation.ts";
import { momentPlace, pageOf, placeIn } from "#api/cursor.ts";
import { usdIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { listApprovals } from "#app/desk/approvals.ts";
import { authorityOf, type Held, namedHere, putAuthority } from "#app/desk/authority.ts";
import { clientBy } from "#app/desk/clients.ts";
import { adviseOn, readNegotiation } from "#app/desk/negotiation.ts";
import { listDealApprovals } from "#app/desk/package-approvals-list.ts";
import { listPeople, namesOf } from "#app/desk/people.ts";
import { formatUsd } from "#base/money.ts";
import type { TenantTx } from "#store/store.ts";
import { noCase, noteCase } from "./cases.ts";
import { approvalOut, dealApprovalOut, negotiationOut } from "./negotiation-out.ts";
import { personOut } from "./queue-rows.ts";

/** Approvals over all cases, and how far offers may go. */

type OfAuthority = Asked<"getAuthority" | "putAuthority">;

async function authorityOut(tx: TenantTx, held: Held): Promise<z.input<typeof authority>> {
  const names = await namesOf(tx);
  const { offerLimit, messagesADay, stopped, autonomy, client, from, version, messagesToday, changedAt, by } = held;
  return {
    ...{ messagesADay, stopped, autonomy, client, from, version, messagesToday, changedAt, by },
    offerLimit: formatUsd(offerLimit),
    people: held.people.map((p) => ({ person: personOut(p.person, names), upTo: formatUsd(p.upTo) })),
  };
}

async function clientAsked({ as, query }: OfAuthority): Promise<string | null> {
  const { client } = query;
  if (client === undefined) return null;
  if ((await as((tx) => clientBy(tx, client))) === undefined)
    throw new Refused("not-found", "There is no such client here.");
  return client;
}

type Names = "getNegotiation" | "listApprovals" | "getAuthority" | "putAuthority";

export const NEGOTIATION: HandlersOf<Names> = {
  getNegotiation: async (asked) => {
    const read = await asked.as(async (tx) => {
      const found = await readNegotiation(tx, asked.hall.open.desk, asked.params.case);
      if (found === undefined) throw noCase();
      await noteCase(tx, "negotiation", found.row, asked.id);
      return found;
    });
    return negotiationOut(await adviseOn(read));
  },

  listApprovals: (asked) =>
    asked.as(async (tx) => {
      const { client, state, limit, cursor } = asked.query;
      const today = asked.hall.open.desk.today();
      const wanted = { client, state, limit, after: placeIn(momentPlace, cursor), today };
      const ofCases = await listApprovals(tx, wanted);
      const ofDeals = await listDealApprovals(tx, wanted);
      // Each list has one more than is asked, so the newest of both are among them.
      const rows = [...ofCases, ...ofDeals].sort((a, b) =>
        a.asked === b.asked ? (a.id < b.id ? 1 : -1) : a.asked < b.asked ? 1 : -1,
      );
      await noteReads(
        tx,
        "approvals",
        [...new Set(rows.map((r) => r.client))].map((c) => ({ client: c, subject: c })),
        asked.id,
      );
      return pageOf(
        rows,
        limit,
        ({ asked: at, id }) => ({ at, id }),
        (a) => ("package" in a ? dealApprovalOut(a) : approvalOut(a)),
      );
    }),

  getAuthority: async (asked) => {
    const client = await clientAsked(asked);
    const today = asked.hall.open.desk.today();
    return asked.as(async (tx) => authorityOut(tx, await authorityOf(tx, client, today)));
  },

  putAuthority: async (asked) => {
    const client = await clientAsked(asked);
    if (client === null && asked.who.person.clients !== "all")
      throw new Refused("not-allowed", "Only somebody who works for all clients changes this for all of them.");
    const { saw, people, offerLimit, messagesADay, stopped, autonomy } = asked.body;
    const given = {
      ...{ messagesADay, stopped, autonomy, offerLimit: usdIn(offerLimit, "offerLimit") },
      people: people.map((p, i) => ({ person: p.person, upTo: usdIn(p.upTo, `people.${i}.upTo`) })),
    };
    const today = asked.hall.open.desk.today();
    const kept = await asked.as(async (tx) => {
      orRefuse(namedHere(given, await listPeople(tx)));
      orRefuse(await putAuthority(tx, client, saw, given));
      return authorityOut(tx, await authorityOf(tx, client, today));
    });
    asked.hall.autonomy.soon();
    return kept;
  },
};
