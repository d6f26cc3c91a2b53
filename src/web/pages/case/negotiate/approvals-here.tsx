import { useMe } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { type Approval, type ApprovalActs, ApprovalCard } from "#web/pages/approvals/approval-card.tsx";
import { useDesk } from "#web/pages/case/desk.ts";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import type { Negotiation } from "./negotiation-data.ts";
import type { Composer } from "./use-composer.ts";

/** What this case waits for, or was given: decided here by a second person, used here by whoever asked. */

function Use({ of, n, composer }: { readonly of: Approval; readonly n: Negotiation; readonly composer: Composer }) {
  const { open, may } = useDesk();
  if (of.state !== "given" || of.amount === null) return null;
  const offer = n.offers.findLast((o) => o.from === "them" && o.state === "standing" && o.amount === of.amount);
  const use =
    of.act === "make offer" && may("make offer")
      ? { name: "Go to the offer", run: () => composer.use(of) }
      : of.act === "accept offer" && offer !== undefined && may("accept offer")
        ? { name: "Go on accepting", run: () => open({ of: "accept", offer: offer.event }) }
        : of.act === "set floor" && may("set floor")
          ? { name: "Go to the floor", run: () => open({ of: "floor" }) }
          : undefined;
  return use === undefined ? null : (
    <div>
      <Button size="small" onClick={use.run}>
        {use.name}
      </Button>
    </div>
  );
}

function One({ of, n, composer }: { readonly of: Approval; readonly n: Negotiation; readonly composer: Composer }) {
  const { send, today, busy, failed, may } = useDesk();
  const me = useMe()?.person.id;
  const request = of.event;
  const acts: ApprovalActs = {
    approve: (attested) => send({ type: "approve", request, attested: [...attested] }, "Approved."),
    refuse: (reason) => send({ type: "refuse approval", request, reason }, "Refused."),
    withdraw:
      of.askedBy.id === me && may("withdraw approval")
        ? () => send({ type: "withdraw approval", request }, "Request taken back.")
        : undefined,
    busy,
  };
  const mine =
    failed !== undefined &&
    "request" in failed.act &&
    failed.act.request === request &&
    failed.act.type !== "make offer";
  return (
    <ApprovalCard of={of} today={today} acts={acts}>
      <Use of={of} n={n} composer={composer} />
      {mine && <FormProblem />}
    </ApprovalCard>
  );
}

export function ApprovalsHere({ n, composer }: { readonly n: Negotiation; readonly composer: Composer }) {
  const open = n.approvals.filter((a) => a.state === "waiting" || a.state === "given");
  const last = n.approvals.findLast((a) => a.state === "refused");
  const shown = [...open, ...(open.length === 0 && last !== undefined ? [last] : [])];
  if (shown.length === 0) return null;
  return (
    <section className="stack" aria-label="Approvals of this case">
      {shown.map((a) => (
        <One key={a.id} of={a} n={n} composer={composer} />
      ))}
    </section>
  );
}
