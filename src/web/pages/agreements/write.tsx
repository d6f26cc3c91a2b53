import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMe, useOneClient } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { Empty, Loading, ProblemState } from "#web/kit/states.tsx";
import { useAgreement } from "#web/pages/case/agreement-fields.tsx";
import { agreementQuery, useWrite, type Whole, type Words } from "./agreement-data.ts";
import { useRates } from "./rate-fields.tsx";

const orNull = (typed: string): string | null => (typed.trim() === "" ? null : typed.trim());

type Typed = ReturnType<typeof typedOf>;

const typedOf = (w: Words | undefined) => ({
  ...{ payer: w?.payer ?? "", patient: w?.patient ?? "", member: w?.member ?? "", planPerson: w?.planPerson ?? "" },
  ...{ payWithin: String(w?.payWithin ?? 30), days: w?.days ?? ("calendar" as Words["days"]) },
  ...{ because: w?.because ?? "", note: w?.note ?? "" },
});

interface Set {
  readonly typed: Typed;
  readonly put: (part: Partial<Typed>) => void;
}

/** Who agrees, and for whom. */
function Who({ typed, put }: Set) {
  return (
    <>
      <TextField
        label="Plan or issuer"
        help="Its name or id as claims name it: later claims are found by it."
        required
        maxLength={200}
        value={typed.payer}
        onChange={(e) => put({ payer: e.target.value })}
      />
      <TextField
        label="Who speaks for the plan (optional)"
        maxLength={200}
        value={typed.planPerson}
        onChange={(e) => put({ planPerson: e.target.value })}
      />
      <TextField
        label="Patient"
        help="As claims name the patient. It stands on the paper, and finds claims without an authorization."
        required
        maxLength={200}
        autoComplete="off"
        value={typed.patient}
        onChange={(e) => put({ patient: e.target.value })}
      />
      <TextField
        label="Member number (optional)"
        maxLength={80}
        autoComplete="off"
        value={typed.member}
        onChange={(e) => put({ member: e.target.value })}
      />
    </>
  );
}

function Pay({ typed, put }: Set) {
  return (
    <>
      <TextField
        label="Days from a claim to its payment"
        inputMode="numeric"
        required
        value={typed.payWithin}
        onChange={(e) => put({ payWithin: e.target.value })}
      />
      <SelectField
        label="Days are counted as"
        options={[
          { value: "calendar", name: "Calendar days" },
          { value: "business", name: "Business days" },
        ]}
        value={typed.days}
        onChange={(e) => put({ days: e.target.value as Words["days"] })}
      />
      <TextArea
        label="What else shows that the network has nobody"
        rows={2}
        maxLength={4000}
        value={typed.because}
        onChange={(e) => put({ because: e.target.value })}
      />
      <TextArea
        label="Anything else that is agreed (optional)"
        rows={2}
        maxLength={2000}
        value={typed.note}
        onChange={(e) => put({ note: e.target.value })}
      />
    </>
  );
}

interface Before {
  readonly whole: Whole;
  readonly renews: boolean;
}

/** Words of an agreement that continues another: everything but its days and its number. */
function startOf(before: Before | undefined): Words | undefined {
  if (before === undefined) return undefined;
  const { words } = before.whole;
  return before.renews ? { ...words, from: "", to: "", authorization: null } : words;
}

/** An agreement as it is written; nothing is kept before it is saved, and nothing is sent at all. */
function Write({ client, before }: { readonly client: string; readonly before: Before | undefined }) {
  const navigate = useNavigate();
  const start = startOf(before);
  const [typed, setTyped] = useState(() => typedOf(start));
  const put = (part: Partial<Typed>): void => setTyped({ ...typed, ...part });
  const rates = useRates(start?.rates);
  const more = useAgreement(
    start === undefined
      ? undefined
      : {
          ...{ from: start.from, to: start.to, searches: start.searches },
          ...(start.authorization !== null && { authorization: start.authorization }),
          ...(start.claimsTo !== null && { claimsTo: start.claimsTo }),
          ...(start.fileWithin !== null && { fileWithin: start.fileWithin }),
        },
  );
  const write = useWrite(
    client,
    before === undefined ? undefined : { row: before.whole.row, renews: before.renews },
    (whole) => void navigate({ to: "/agreements", search: { agreement: whole.row.id } }),
  );
  const { from, to, authorization, claimsTo, fileWithin, searches } = more.agreement;
  const payWithin = /^[1-9]\d{0,2}$/.test(typed.payWithin.trim()) ? Number(typed.payWithin) : undefined;
  const wrong =
    more.wrong ??
    (rates.rates === undefined
      ? "Finish each service: a code, and what it is paid."
      : from === undefined || to === undefined
        ? "Say the first and the last day of service."
        : payWithin === undefined
          ? "Days to payment is a whole number."
          : undefined);
  const send = (): void => {
    if (rates.rates === undefined || from === undefined || to === undefined || payWithin === undefined) return;
    write.mutate({
      ...{ payer: typed.payer.trim(), patient: orNull(typed.patient), member: orNull(typed.member), from, to },
      ...{ authorization: authorization ?? null, claimsTo: claimsTo ?? null, fileWithin: fileWithin ?? null },
      ...{ planPerson: orNull(typed.planPerson), payWithin, days: typed.days, because: orNull(typed.because) },
      ...{ note: orNull(typed.note), rates: [...rates.rates], searches: [...(searches ?? [])] },
    });
  };
  return (
    <form
      className="pad ag-form"
      onSubmit={(e) => {
        e.preventDefault();
        send();
      }}
    >
      <div className="form">
        <Who typed={typed} put={put} />
        {more.fields}
      </div>
      <div className="form">
        {rates.fields}
        <Pay typed={typed} put={put} />
        {wrong !== undefined && <p className="sm t3">{wrong}</p>}
        <div className="row wrap">
          <Button
            type="submit"
            kind="primary"
            busy={write.isPending}
            disabled={wrong !== undefined || typed.payer.trim() === ""}
          >
            Save the draft
          </Button>
          <span className="xs t3">Parley sends nothing.</span>
        </div>
        {write.isError && <ProblemState thrown={write.error} />}
      </div>
    </form>
  );
}

/** A new agreement, one that continues another, or a draft that is changed. */
export function WriteAgreement({ of, renews }: { readonly of: string | undefined; readonly renews: boolean }) {
  const one = useOneClient();
  const clients = useMe()?.clients ?? [];
  const before = useQuery({ ...agreementQuery(of ?? ""), enabled: of !== undefined });
  if (of !== undefined && before.data === undefined)
    return before.isError ? <ProblemState thrown={before.error} retry={() => void before.refetch()} /> : <Loading />;
  const client = before.data?.row.client ?? one;
  if (client === undefined || clients.length === 0)
    return <Empty says="Whose agreement is it?" more="Choose one client at the top, then write it." />;
  return <Write client={client} before={before.data === undefined ? undefined : { whole: before.data, renews }} />;
}
