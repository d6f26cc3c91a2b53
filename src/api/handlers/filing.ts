import type { z } from "@hono/zod-openapi";
import type { getFiling } from "#api/contract/filing.ts";
import type { HandlersOf } from "#api/handler.ts";
import type { ApprovalShown } from "#app/desk/approvals.ts";
import { type CaseFiling, readFiling } from "#app/desk/filing.ts";
import { type Cents, formatUsd } from "#base/money.ts";
import { answersOf } from "#case/answer-due.ts";
import { noCase, noteCase } from "./cases.ts";
import { approvalOut } from "./negotiation-out.ts";

/** Whether a case may be filed. */

type Out = z.input<(typeof getFiling)["responses"][200]["content"]["application/json"]["schema"]>;

const orNull = (amount: Cents | undefined): string | null => (amount === undefined ? null : formatUsd(amount));

/** Where an approval lets the case be filed. */
const roadOf = ({ body }: ApprovalShown): string | null =>
  typeof body.asks["forum"] === "string" ? body.asks["forum"] : null;

const papersOut = ({ view }: CaseFiling): Out["papers"] =>
  view.papers.map(({ event, paper, hash, to, way, day, reference, by, delivery: d }) => ({
    ...{ event, paper, hash: hash ?? null, way, day, reference: reference ?? null, by: by.name },
    to: { name: to.name, address: to.address ?? null },
    delivery:
      d === undefined
        ? null
        : {
            ...{ event: d.event, outcome: d.outcome, day: d.day, note: d.note ?? null },
            file: view.files.find((f) => f.event === d.file && f.removed === undefined)?.name ?? null,
          },
  }));

const filingsOut = ({ view }: CaseFiling): Out["filings"] =>
  view.filings.map((filing) => {
    const { event, road, day, reference, fee, finalOffer, entity, by } = filing;
    return {
      ...{ event, road, day, reference, entity: entity ?? null, by: by.name },
      ...{ fee: orNull(fee), finalOffer: orNull(finalOffer) },
      answers: answersOf(view, filing).map(({ label, last, because, cite }) => ({
        ...{ label, day: last ?? null, says: because, cite: cite ?? null },
      })),
    };
  });

export const FILING: HandlersOf<"getFiling"> = {
  getFiling: (asked) =>
    asked.as(async (tx) => {
      const read = await readFiling(tx, asked.hall.open.desk, asked.params.case);
      if (read === undefined) throw noCase();
      await noteCase(tx, "filing", read.row, asked.id);
      return {
        ...read.filing,
        offers: read.view.offers.map(({ event, from, amount, made }) => ({
          ...{ event, from, made, amount: formatUsd(amount) },
        })),
        papers: papersOut(read),
        filings: filingsOut(read),
        approvals: read.approvals.map((a) => ({ ...approvalOut(a), road: roadOf(a) })),
      };
    }),
};
