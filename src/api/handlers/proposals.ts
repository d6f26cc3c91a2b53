import type { HandlersOf } from "#api/handler.ts";
import { orRefuse } from "#api/refused.ts";
import { type ProposalRead, readProposalOn } from "#app/desk/proposal.ts";
import { PDF_MOST } from "#app/pdf-text.ts";
import { formatUsd } from "#base/money.ts";
import { FIELDS } from "#strategy/proposal-fields.ts";
import type { ReadField } from "#strategy/read-proposal.ts";
import { actorOf, noteCase } from "./cases.ts";

/** Proposals of the other side. */

/** What a term gives up, with its dollars where the worth of the terms knows them. */
function givesUpOut(f: ReadField, worth: ProposalRead["worth"]) {
  if (f.givesUp === undefined) return null;
  const known = f.state === "found" ? worth?.terms.find((t) => t.term === f.field) : undefined;
  const { dollars } = known ?? {};
  return {
    says: f.givesUp,
    dollars: dollars === undefined ? null : formatUsd(dollars),
    source: known?.source ?? "nobody has put a figure on it",
  };
}

const proposalOut = ({ reading, pages, firstOffer, worth, file, row }: ProposalRead) => ({
  text: reading.text.text,
  pages,
  fields: reading.fields.map((f) => ({
    field: f.field,
    label: f.label,
    kind: FIELDS[f.field].kind,
    state: f.state,
    value: f.value ?? null,
    givesUp: givesUpOut(f, worth),
    found: f.found.map(({ value, at, sure, why }) => ({ value, at: { ...at }, sure, why })),
  })),
  checks: reading.checks.map((c) => ({ ...c })),
  terms: { ...reading.terms },
  firstOffer: firstOffer ?? null,
  worth:
    worth === undefined
      ? null
      : {
          amount: formatUsd(worth.amount),
          worth: formatUsd(worth.worth),
          terms: worth.terms.map((t) => ({
            ...t,
            dollars: t.dollars === undefined ? null : formatUsd(t.dollars),
          })),
        },
  file: { ...file },
  version: Number(row.version),
});

export const PROPOSALS: HandlersOf<"readProposal"> = {
  readProposal: async (asked) => {
    const { who, hall, params, query } = asked;
    const pieces: Uint8Array[] = [];
    for await (const piece of asked.bytes(PDF_MOST)) pieces.push(piece);
    const given = { caseId: params.case, ...query, bytes: Buffer.concat(pieces) };
    const read = orRefuse(await readProposalOn(hall.open.desk, who.principal, actorOf(who), given));
    await asked.as((tx) => noteCase(tx, "proposal", read.row, asked.id));
    return proposalOut(read);
  },
};
