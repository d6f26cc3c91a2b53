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
import { type Approval, type Negotiation, suggestedOf } from "./negotiation-data.ts";
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
    reasons: n.reasons.filter((r) => r.admissible).map((r) => r.id),
    terms: last?.terms ?? FIRST_TERMS,
    expires: "",
    way: last?.way ?? "email",
  };
}

/** An approval that is there for an act of just this amount and, where they are given, just these terms. */
export const givenFor = (
  n: Negotiation,
  act: Approval["act"],
  amount: Cents | undefined,
  terms?: Terms,
): Approval | undefined =>
  n.approvals.find(
    (a) =>
      a.state === "given" &&
      a.act === act &&
      a.amount !== null &&
      centsOf(a.amount) === amount &&
      (terms === undefined || sameTerms(a.asks.terms, terms)),
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

/** What is being written as our next offer: its figures, what stands before it, and how it leaves. */
export function useComposer(n: Negotiation): Composer {
  const { send } = useDesk();
  const me = useMe()?.person.id ?? "";
  const [kept, setKept] = useState(() => readDraft(me, n.case));
  const [draft, set] = useState<Draft>(() => kept ?? startOf(n));
  const field = useRef<HTMLInputElement>(null);
  const amount = centsTyped(draft.amount);
  const given = givenFor(n, "make offer", amount, draft.terms);
  const counter = n.cards.find((c) => c.move === "counter");
  const ourLast = n.offers.findLast((o) => o.from === "us" && o.state === "standing");
  const way = wayOf({
    amount,
    suggested: suggestedOf(n),
    needs: counter?.needs ?? [],
    limit: centsOf(n.authority.limit),
    floor: centsOrNull(n.zone?.floor ?? null) ?? undefined,
    ourLast: ourLast === undefined ? undefined : centsOf(ourLast.amount),
    stopped: n.authority.stopped,
    messagesToday: n.authority.messagesToday,
    messagesADay: n.authority.messagesADay,
    given: given !== undefined,
  });
  const drop = () => {
    forgetDraft(me, n.case);
    setKept(undefined);
  };
  const make = () => {
    const offer = offerOf(n, draft);
    if (offer === undefined) return;
    const request = given === undefined ? {} : { ...approvedOf(given), request: given.event };
    void send({ type: "make offer", ...offer, ...request } as Act, "Offer made.").then((went) => went && drop());
  };
  const ask = () => {
    const offer = offerOf(n, draft);
    if (offer === undefined) return;
    keepDraft(me, n.case, draft);
    setKept(draft);
    void send(
      { type: "ask approval", act: { type: "make offer", ...offer } } as Act,
      "Asked. It waits under Approvals for a second person.",
    );
  };
  return {
    draft,
    put: (change) => set((d) => ({ ...d, ...change })),
    amount,
    way,
    given,
    field,
    prepare: (wanted) => {
      set((d) => ({ ...d, amount: written(wanted) }));
      field.current?.focus();
      field.current?.scrollIntoView({ block: "center" });
    },
    use: ({ amount: approved, asks }) => {
      const { reasons, terms, expires, way: by } = asks;
      set((d) => ({
        amount: approved === null ? d.amount : written(centsOf(approved)),
        reasons,
        terms: terms ?? {},
        expires: expires ?? "",
        way: by ?? d.way,
      }));
      field.current?.focus();
      field.current?.scrollIntoView({ block: "center" });
    },
    make,
    ask,
    keep: () => {
      keepDraft(me, n.case, draft);
      setKept(draft);
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
