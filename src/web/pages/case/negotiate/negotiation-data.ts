import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf, centsOrNull } from "#web/data/wire.ts";
import type { Anchor } from "./ladder-words.ts";

/** What the desk of a negotiation is told, in the words of the contract. */
export type Negotiation = Answer<"getNegotiation">;
export type Offer = Negotiation["offers"][number];
export type Card = Negotiation["cards"][number];
export type Approval = Negotiation["approvals"][number];

export const negotiationQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "negotiation"],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/cases/{case}/negotiation", { params: { path: { case: id } }, signal })),
  });

/** Names that fit above an axis; what each is in full stands in its source. */
const SHORT: Readonly<Record<string, string>> = {
  billed: "Charge",
  allowed: "Allowed",
  qpa: "QPA",
  ownMedian: "Own median",
  contracted: "Contracted",
  inNetwork: "In network",
  oonAllowed: "Allowed OON",
  charges: "Charges",
  medicare: "Medicare target",
  "fair value": "Fair value",
};

const shortOf = ({ id, label }: { readonly id: string; readonly label: string }): string =>
  (Object.hasOwn(SHORT, id) ? SHORT[id] : undefined) ?? label;

/** Anchors that have an amount, as the ladder and the composer compare with them. */
export const anchorsOf = (n: Negotiation): readonly Anchor[] =>
  n.anchors.flatMap((a) => {
    const amount = centsOrNull(a.amount);
    return amount === null || amount <= 0n ? [] : [{ id: a.id, label: shortOf(a), amount }];
  });

/** The plan's offer that may be taken now: its last that stands. */
export const standingOf = (n: Negotiation): Offer | undefined =>
  n.offers.findLast((o) => o.from === "them" && o.state === "standing");

/** What Parley suggests to ask; undefined while it suggests something else, or nothing. */
export const suggestedOf = (n: Negotiation) => {
  const asks = n.turn?.move === "open" || n.turn?.move === "counter";
  const amount = asks ? (n.turn?.amount ?? null) : null;
  return amount === null ? undefined : centsOf(amount);
};

/** The card that asks, with what stands before exactly its amount. */
export const askCardOf = (n: Negotiation): Card | undefined => n.cards.find((c) => c.move === "counter");
