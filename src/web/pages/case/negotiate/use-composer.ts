import { useRef, useState } from "react";
import { type Cents, showUsd } from "#base/money.ts";
import { useMe } from "#web/data/me.ts";
import { centsOf, centsOrNull } from "#web/data/wire.ts";
import { amountTyped } from "#web/pages/case/amount-typed.ts";
import { type Act, useDesk } from "#web/pages/case/desk.ts";
import { centsTyped } from "#web/pages/case/split.ts";
import { toast } from "#web/shell/toast.tsx";
import { type Draft, forgetDraft, keepDraft, readDraft } from "./draft.ts";
import { type Way, wayOf } from "./needs.ts";
import { type Approval, askCardOf, type Negotiation, suggestedOf } from "./negotiation-data.ts";
import { sameTerms, type Terms, termsSent } from "./terms-said.ts";

type MakeOffer = Extract<Act, { readonly type: "make offer" }>;

export const WAYS = ["phone", "fax", "email", "portal", "mail", "in person"] as const;

/** An amount as people type it: `1,320.00`. */
const written = (amount: Cents): string => showUsd(amount).slice(1);

/** What most offers ask for beside the amount, until ours before it says otherwise. */
const FIRST_TERMS = { payWithin: 10 };

function startOf(n: Negotiation): Draft {
  const suggested = suggestedOf(n);
  const last = n.offers.findLast((o) => o.from === "us");
  return {
    amount: suggested === undefined ? "" : written(suggested),
    // What a figure proves is said unless somebody takes it out; what only a record can show, a person adds.
    reasons: n.reasons.filter((r) => r.admissible && n.anchors.some((a) => a.id === r.id)).map((r) => r.id),
    terms: last?.terms ?? FIRST_TERMS,
    expires: "",
    way: last?.way ?? "email",
  };
}

/** An approval that is there for an act of just this amount and, of an offer, just these terms and this last word. */
export const givenFor = (
  n: Negotiation,
  act: Approval["act"],
  amount: Cents | undefined,
  offer?: { readonly terms: Terms; readonly final?: boolean },
): Approval | undefined =>
  n.approvals.find(
    (a) =>
      a.state === "given" &&
      a.act === act &&
      a.amount !== null &&
      centsOf(a.amount) === amount &&
      (offer === undefined || (sameTerms(a.asks.terms, offer.terms) && a.asks.final === (offer.final ?? false))),
  );

export interface Composer {
  readonly draft: Draft;
  readonly put: (change: Partial<Draft>) => void;
  readonly amount: Cents | undefined;
  readonly way: Way;
  readonly given: Approval | undefined;
  readonly field: React.RefObject<HTMLInputElement | null>;
  /** Puts an amount in and goes to it. */
  readonly prepare: (amount: Cents) => void;
  /** Puts in what a second person agreed to, in every part, and goes to it. */
  readonly use: (approval: Approval) => void;
  readonly goTo: () => void;
  readonly make: () => void;
  readonly ask: () => void;
  readonly keep: () => void;
  /** Undefined while nothing was kept. */
  readonly forget: (() => void) | undefined;
}

function offerOf(n: Negotiation, draft: Draft): Omit<MakeOffer, "type" | "request"> | undefined {
  const amount = amountTyped(draft.amount);
  if (amount === undefined) return undefined;
  const admissible = new Set(n.reasons.filter((r) => r.admissible).map((r) => r.id));
  const answers = n.offers.findLast((o) => o.from === "them" && o.state === "standing")?.event;
  const terms = termsSent(draft.terms);
  return {
    amount,
    way: WAYS.find((w) => w === draft.way) ?? "email",
    reasons: draft.reasons.filter((r) => admissible.has(r)),
    ...(draft.expires === "" ? {} : { expires: draft.expires }),
    ...(draft.final === true ? { final: true } : {}),
    ...(terms === undefined ? {} : { terms }),
    ...(answers === undefined ? {} : { answers }),
  } as Omit<MakeOffer, "type" | "request">;
}

/** The parts of an approved offer that are not typed: it is made exactly as it was agreed to. */
const approvedOf = ({ asks }: Approval) => ({
  ...(asks.answers === null ? {} : { answers: asks.answers }),
  ...(asks.final ? { final: true } : {}),
  ...(asks.lines === null ? {} : { lines: asks.lines }),
});

/** What stands before an offer of this amount, by what the desk is told. */
function wayBefore(
  n: Negotiation,
  { amount, final }: { readonly amount: Cents | undefined; readonly final: boolean },
  given: Approval | undefined,
): Way {
  const counter = askCardOf(n);
  const weighed = counter?.amount ?? null;
  const ourLast = n.offers.findLast((o) => o.from === "us" && o.state === "standing");
  const { limit, stopped, messagesToday, messagesADay } = n.authority;
  return wayOf({
    ...{ amount, suggested: centsOrNull(weighed) ?? undefined, needs: counter?.needs ?? [], limit: centsOf(limit) },
    ...{ stopped, messagesToday, messagesADay, final, given: given !== undefined },
    floor: centsOrNull(n.zone?.floor ?? null) ?? undefined,
    ourLast: ourLast === undefined ? undefined : centsOf(ourLast.amount),
  });
}

/** The draft, as it was kept or as Parley suggests it. */
function useDraft(n: Negotiation) {
  const me = useMe()?.person.id ?? "";
  const [kept, setKept] = useState(() => readDraft(me, n.case));
  const [draft, set] = useState<Draft>(() => kept ?? startOf(n));
  return {
    ...{ draft, kept, set },
    keep: () => {
      keepDraft(me, n.case, draft);
      setKept(draft);
    },
    drop: () => {
      forgetDraft(me, n.case);
      setKept(undefined);
    },
  };
}

/** Goes to the amount. A form that stands in its place goes first. */
function useGoTo() {
  const { open } = useDesk();
  const field = useRef<HTMLInputElement>(null);
  const goTo = () => {
    open(undefined);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.scrollIntoView({ block: "center" });
    });
  };
  return { field, goTo };
}

/** What is being written as our next offer: its figures, what stands before it, and how it leaves. */
export function useComposer(n: Negotiation): Composer {
  const { send } = useDesk();
  const { draft, kept, set, keep, drop } = useDraft(n);
  const { field, goTo } = useGoTo();
  const amount = centsTyped(draft.amount);
  const given = givenFor(n, "make offer", amount, draft);
  const make = () => {
    const offer = offerOf(n, draft);
    if (offer === undefined) return;
    const request = given === undefined ? {} : { ...approvedOf(given), request: given.event };
    void send({ type: "make offer", ...offer, ...request } as Act, "Offer made.").then((went) => went && drop());
  };
  const ask = () => {
    const offer = offerOf(n, draft);
    if (offer === undefined) return;
    keep();
    const asks = { type: "ask approval", act: { type: "make offer", ...offer } } as Act;
    void send(asks, "Asked. It waits under Approvals for a second person.");
  };
  return {
    ...{
      draft,
      amount,
      given,
      field,
      goTo,
      make,
      ask,
      way: wayBefore(n, { amount, final: draft.final ?? false }, given),
    },
    put: (change) => set((d) => ({ ...d, ...change })),
    prepare: (wanted) => {
      set((d) => ({ ...d, amount: written(wanted) }));
      goTo();
    },
    use: ({ amount: approved, asks }) => {
      const { reasons, terms, expires, way } = asks;
      set((d) => ({
        amount: approved === null ? d.amount : written(centsOf(approved)),
        reasons,
        terms: terms ?? {},
        expires: expires ?? "",
        way: way ?? d.way,
        ...(asks.final ? { final: true } : {}),
      }));
      goTo();
    },
    keep: () => {
      keep();
      toast({ text: "Draft kept on this machine. Its free words stay only while this window is open." });
    },
    forget:
      kept === undefined
        ? undefined
        : () => {
            drop();
            set(startOf(n));
          },
  };
}
