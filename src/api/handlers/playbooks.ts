import type { z } from "@hono/zod-openapi";
import type { playbook, statement } from "#api/contract/playbooks.ts";
import { dayOrNot } from "#api/fields.ts";
import type { HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { traitsOfCase } from "#app/desk/case-knowledge.ts";
import { complaintsOfCase } from "#app/desk/complaints.ts";
import type { Day } from "#base/day.ts";
import { placeOf } from "#codes/place.ts";
import { ASSOCIATIONS_AS_OF, associationsOf } from "#strategy/associations.ts";
import { PLAYBOOKS, playbookOn, playbooksFor, statementsOf } from "#strategy/playbooks/library.ts";
import type { Playbook } from "#strategy/playbooks/playbook.ts";
import { dayOf, type Statement } from "#strategy/sourced.ts";
import { STATE_ASSOCIATIONS, type StateAssociation, stateAssociation } from "#strategy/state-associations.ts";
import { noCase, noteCase } from "./cases.ts";

/** Playbooks of specialties, and those that fit a case. */

export const statementOut = (s: Statement): z.input<typeof statement> => ({
  text: s.text,
  source: { title: s.source.title, url: s.source.url, day: dayOf(s.source), read: s.source.read },
  confidence: s.confidence,
  from: s.from ?? null,
  until: s.until ?? null,
  keepFromFederal: s.keepFromFederal === true,
});

const rowOut = (p: Playbook) => {
  const statements = statementsOf(p);
  return {
    id: p.id,
    title: p.title,
    about: p.about,
    statements: statements.length,
    sources: new Set(statements.map((s) => s.source.url)).size,
    codes: p.codes.map(({ from, to, what }) => ({ from, to, what })),
  };
};

function playbookOut(whole: Playbook, on: Day): z.input<typeof playbook> {
  const p = playbookOn(whole, on);
  return {
    ...rowOut(p),
    places: p.places.map((code) => ({ code, name: placeOf(code)?.name ?? code })),
    specialties: p.specialties.map((s) => s.replaceAll("_", " ")),
    modifiers: [...p.modifiers],
    bills: [...p.bills],
    evidence: p.evidence.map(statementOut),
    arguments: p.arguments.map((a) => ({ payer: statementOut(a.payer), answer: statementOut(a.answer) })),
    channels: p.channels.map(statementOut),
    batching: p.batching.map(statementOut),
    associations: associationsOf(p.id).map(({ short, name, url }) => ({ short, name, url, day: ASSOCIATIONS_AS_OF })),
  };
}

const associationOut = ({ state, short, name, url, page, read }: StateAssociation) => ({
  ...{ state, short, name, url, page },
  day: read,
});

type Names = "listPlaybooks" | "getPlaybook" | "getCasePlaybooks" | "getComplaintBodies";

export const PLAYBOOK_HANDLERS: HandlersOf<Names> = {
  listPlaybooks: async ({ query, hall }) => {
    const asOf = dayOrNot(query.asOf, "asOf") ?? hall.open.desk.today();
    return {
      asOf,
      rows: PLAYBOOKS.map((p) => rowOut(playbookOn(p, asOf))),
      stateAssociations: STATE_ASSOCIATIONS.map(associationOut),
    };
  },

  getPlaybook: async ({ params, query, hall }) => {
    const asOf = dayOrNot(query.asOf, "asOf") ?? hall.open.desk.today();
    const found = PLAYBOOKS.find((p) => p.id === params.playbook);
    if (found === undefined) throw new Refused("not-found", "There is no such playbook.");
    return playbookOut(found, asOf);
  },

  getCasePlaybooks: (asked) =>
    asked.as(async (tx) => {
      const asOf = asked.hall.open.desk.today();
      const found = await traitsOfCase(tx, asked.params.case);
      if (found === undefined) throw noCase();
      await noteCase(tx, "playbooks", found.row, asked.id);
      const fitting = playbooksFor(found.traits).map(({ playbook, lines, because }) => ({
        playbook: playbookOut(playbook, asOf),
        lines,
        because: [...because],
      }));
      return { asOf, fitting };
    }),

  getComplaintBodies: (asked) =>
    asked.as(async (tx) => {
      const { desk } = asked.hall.open;
      const found = await complaintsOfCase(tx, desk, asked.params.case);
      if (found === undefined) throw noCase();
      await noteCase(tx, "complaint bodies", found.row, asked.id);
      const { state, funding, says, bodies } = found;
      const association = stateAssociation(state);
      return {
        ...{ asOf: desk.today(), state: state ?? null, funding: funding ?? null, says },
        bodies: bodies.map(({ id, name, state: of, why, statements }) => ({
          ...{ id, name, state: of ?? null, why, statements: statements.map(statementOut) },
        })),
        association: association === undefined ? null : associationOut(association),
      };
    }),
};
