import { isPdf, PDF_FAULTS, type PdfFault, pdfText } from "#app/pdf-text.ts";
import { outlineFor } from "#app/plan.ts";
import { type Cents, readUsd, showUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Actor } from "#case/event.ts";
import type { Principal } from "#store/principal.ts";
import { TEXT_MOST, type TextFault } from "#strategy/proposal-text.ts";
import { type ReadProposal, readProposal } from "#strategy/read-proposal.ts";
import { type OfferWorth, worthOfTerms } from "#strategy/terms-worth.ts";
import { attachFile } from "./case-files.ts";
import { rowOf } from "./case-sheet.ts";
import type { Desk } from "./desk.ts";
import { groundWithTable, tableOfCase } from "./negotiation.ts";
import type { QueueRow } from "./queue.ts";
import { type NotNow, notNow } from "./refused.ts";
import { termsGround } from "./terms-ground.ts";

/**
 * A proposal of the other side, brought to a case: its bytes are kept as a letter of the case, its words are read, and
 * nothing is an offer before a person has confirmed the fields.
 */
export interface ProposalGiven {
  readonly caseId: string;
  readonly saw: number;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ProposalRead {
  readonly row: QueueRow;
  readonly reading: ReadProposal;
  readonly pages: number;
  /** The file that was kept: its event on the case, and the name it is kept by. */
  readonly file: { readonly event: number; readonly name: string };
  /** Set when they have made no offer on this case before. */
  readonly firstOffer: string | undefined;
  /** The proposed amount with its terms as dollars; absent while there is no amount. */
  readonly worth: OfferWorth | undefined;
}

const TEXT_FAULTS: Readonly<Record<TextFault, string>> = {
  empty: "There is no text in it.",
  "too long": `It holds more than ${TEXT_MOST} letters. Give the part with the proposal.`,
  "too many lines": "It holds more lines than a proposal does. Give the part with the proposal.",
};
const KEPT = "Nothing was kept.";
const notValid = (said: string): NotNow => notNow("not-valid", `${said} ${KEPT}`);

/** Faults of the hour and not of the file: the same file may be read later. */
const LATER: readonly PdfFault[] = ["too many wait", "memory grew"];

/** Bytes as text: the layer of a PDF, or UTF-8. */
export async function wordsOf(
  bytes: Buffer,
): Promise<Result<{ readonly text: string; readonly pages: number }, string | NotNow>> {
  if (isPdf(bytes)) {
    const read = await pdfText(bytes);
    if (read.ok) return read;
    const said = PDF_FAULTS[read.error];
    return err(LATER.includes(read.error) ? notNow("not-now", `${said} ${KEPT}`) : said);
  }
  if (bytes.byteLength > TEXT_MOST * 4) return err(TEXT_FAULTS["too long"]);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? err("This is neither text nor a PDF.") : ok({ text, pages: 1 });
  } catch {
    return err("This is neither text nor a PDF.");
  }
}

/** Reads words as a proposal for a claim whose numbers and charge are known. */
export function readWords(text: string, of: Parameters<typeof readProposal>[1]): Result<ReadProposal, string> {
  const read = readProposal(text, of);
  return read.ok ? read : err(TEXT_FAULTS[read.error]);
}

/** A first offer is an opening, whatever it says of itself. What the plan would ask is named where there is a plan. */
function firstOfferSaid(amount: Cents | undefined, plan: ReturnType<typeof outlineFor>): string {
  const next = plan.ok ? plan.value : undefined;
  const below =
    amount !== undefined && next?.floor !== undefined && amount < next.floor
      ? ` It lies below the floor of ${showUsd(next.floor)}.`
      : "";
  const ask = next?.opening === undefined ? "" : ` The next step is to ask for ${showUsd(next.opening)}.`;
  return `This is their first offer on this case, and a first offer is where talks begin.${below}${ask} Counter before you take it.`;
}

const proposedIn = (reading: ReadProposal): Cents | undefined => {
  const value = reading.fields.find((f) => f.field === "proposed")?.value;
  const read = value === undefined ? undefined : readUsd(value);
  return read?.ok ? read.value : undefined;
};

/** What a case knows that a proposal is held against, and whether they have offered before. */
async function groundOf(desk: Desk, principal: Principal, caseId: string) {
  return await desk.store.as(principal, async (tx) => {
    const found = await tableOfCase(tx, desk, caseId);
    if (found === undefined) return undefined;
    const { row, table } = found;
    const asOf = desk.today();
    const stored = groundWithTable(table);
    const { claim, standing } = stored.matched;
    const numbers = [row.number, row.claim_number, claim?.id, ...standing.map((r) => r.payerClaimNumber)];
    return {
      row,
      numbers: numbers.flatMap((n) => (n === undefined || n === "" ? [] : [n])),
      billed: stored.evaluation.billed,
      offered: table.view.offers.some((o) => o.from === "them"),
      plan: outlineFor(stored, asOf),
      terms: await termsGround(tx, row, stored, asOf),
    };
  });
}

/** Reads a proposal that was brought to a case, and keeps its file there. What cannot be read is not kept. */
export async function readProposalOn(
  desk: Desk,
  principal: Principal,
  by: Actor,
  given: ProposalGiven,
): Promise<Result<ProposalRead, NotNow>> {
  const ground = await groundOf(desk, principal, given.caseId);
  if (ground === undefined) return err(notNow("not-found", "There is no such case."));
  const words = await wordsOf(given.bytes);
  if (!words.ok) return err(typeof words.error === "string" ? notValid(words.error) : words.error);
  const read = readWords(words.value.text, { numbers: ground.numbers, billed: ground.billed });
  if (!read.ok) return err(notValid(read.error));
  const { caseId, saw, name, bytes } = given;
  const kept = await attachFile(desk, principal, by, { caseId, saw, name, kind: "letter", bytes: once(bytes) });
  if (!kept.ok) return kept;
  const row = await desk.store.as(principal, (tx) => rowOf(tx, caseId));
  if (row === undefined) return err(notNow("not-found", "There is no such case."));
  const amount = proposedIn(read.value);
  return ok({
    row,
    reading: read.value,
    pages: words.value.pages,
    file: kept.value,
    firstOffer: ground.offered ? undefined : firstOfferSaid(amount, ground.plan),
    worth: amount === undefined ? undefined : worthOfTerms(amount, read.value.terms, ground.terms),
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
