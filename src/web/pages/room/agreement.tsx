import { useMutation } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { download } from "#web/pages/case/download.ts";
import { Refusal } from "#web/pages/sign-in/gate.tsx";
import { type Agreement, type GuestRoom, useInRoom } from "./room-data.ts";
import { Signatures, type Signer, SignForm } from "./sign-form.tsx";

/** What comes next, and whose it is. */
function nextSaid({ host, speaks }: GuestRoom, { sha256, signatures, due }: Agreement): string {
  const by = showDateOfYear(dayOf(due));
  if (sha256 === null)
    return `Next: ${host} signs; then ${speaks ? "you read the paper and sign it" : "the plan signs it"} here.`;
  if (signatures.some((s) => s.side === "them")) return `Both sides have signed. Next: the plan pays by ${by}.`;
  return speaks ? "Next: read the paper, then sign it here." : "Next: the plan reads the paper and signs it here.";
}

/** What was agreed, its paper by its hash, and the payer's signature under it. */
export function AgreementSection({ room }: { readonly room: GuestRoom }) {
  const { agreement } = room;
  if (agreement === null) return null;
  const basis = agreement.basis === "total payment" ? "in all" : "beside what was paid";
  const of = agreement.of ?? agreement.amount;
  const shared = agreement.basis === "total payment" && centsOf(of) > centsOf(agreement.amount);
  return (
    <section aria-labelledby="room-agreement" className="stack room-agreement">
      <h2 id="room-agreement">The agreement</h2>
      <p>
        Agreed on {showDateOfYear(dayOf(agreement.agreed))}: {shared ? `of ${showMoney(centsOf(of), "exact")} ` : ""}
        the plan pays <b>{showMoney(centsOf(agreement.amount), "exact")}</b> {basis} by{" "}
        {showDateOfYear(dayOf(agreement.due))}
        {shared && (
          <>
            , and <Said word="patient share">the patient owes</Said> the rest
          </>
        )}
        .
      </p>
      <Signatures signatures={agreement.signatures} host={room.host} />
      <p className="sm t2">{nextSaid(room, agreement)}</p>
      {agreement.sha256 !== null && <Paper room={room} agreement={agreement} sha256={agreement.sha256} />}
    </section>
  );
}

function Paper({
  room,
  agreement,
  sha256,
}: {
  readonly room: GuestRoom;
  readonly agreement: Agreement;
  readonly sha256: string;
}) {
  const save = useMutation({ mutationFn: () => download("/v1/room/agreement", "settlement-agreement.pdf") });
  const sign = useInRoom(
    (signer: Signer) =>
      answered(api.POST("/v1/room/signature", { body: { agreement: agreement.event, sha256, ...signer } })),
    "Signed.",
  );
  const isSigned = agreement.signatures.some((s) => s.side === "them");
  return (
    <>
      <p className="xs t3 room-hash">
        Hash of the paper <span className="mono">{sha256}</span>
      </p>
      <div>
        <Button busy={save.isPending} onClick={() => save.mutate()}>
          {isSigned ? "Save the signed agreement" : "Save the agreement to read"}
        </Button>
      </div>
      <Refusal thrown={save.error} />
      {room.speaks && !isSigned && (
        <SignForm busy={sign.isPending} wrong={sign.error} name={room.guest.name} sign={(s) => sign.mutate(s)} />
      )}
    </>
  );
}
