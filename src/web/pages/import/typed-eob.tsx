import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMe, useOneClient } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { MoneyField, SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ProblemState } from "#web/kit/states.tsx";
import { useKeys } from "#web/shell/keys.ts";
import { type EobSent, type EobTyped, emptyEob, emptyLine, eobSent } from "./typed-form.ts";
import { TypedLines } from "./typed-lines.tsx";

const TYPING_MS = 250;

/** How what is typed so far balances; asked while typing, nothing is kept by it. */
function useBalance(sent: EobSent | undefined) {
  const [asked] = useDebouncedValue(sent, TYPING_MS);
  return useQuery({
    queryKey: ["balance", asked],
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    queryFn: ({ signal }) => answered(api.POST("/v1/remittances/balance", { body: asked as EobSent, signal })),
  });
}

/** The practice of what is typed: the one chosen, or the only one; asked where there are several. */
export function usePracticeOf() {
  const me = useMe();
  const chosen = useClient();
  const [picked, pick] = useState("");
  const clients = me?.clients ?? [];
  const one = useOneClient();
  const client = one ?? (picked === "" ? undefined : picked);
  const field =
    chosen === undefined && clients.length > 1 ? (
      <SelectField
        label="For which practice"
        value={picked}
        onChange={(event) => pick(event.target.value)}
        options={[{ value: "", name: "Choose" }, ...clients.map((c) => ({ value: c.id, name: c.name }))]}
      />
    ) : null;
  return { client, field };
}

interface HeadProps {
  readonly typed: EobTyped;
  readonly put: (change: Partial<EobTyped>) => void;
  readonly practice: React.ReactNode;
}

function Head({ typed, put, practice }: HeadProps) {
  const text = (name: keyof Omit<EobTyped, "lines">) => ({
    value: typed[name],
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => put({ [name]: event.target.value }),
  });
  return (
    <fieldset>
      <legend>At the head of the EOB</legend>
      <div className="heads">
        {practice}
        <TextField label="Claim number, ours" autoFocus {...text("claim")} />
        <TextField label="Payer" {...text("payer")} />
        <TextField label="Payer's claim number" {...text("payerNumber")} />
        <TextField label="Paid on" type="date" {...text("paidOn")} />
        <TextField
          label="Received on"
          type="date"
          help="It starts the clock; leave open if unknown."
          {...text("receivedOn")}
        />
        <TextField label="Check or EFT number" {...text("trace")} />
        <MoneyField label="Plan paid, in all" {...text("paid")} />
        <TextField label="Remark codes" placeholder="N830 MA01" {...text("remarks")} />
      </div>
    </fieldset>
  );
}

/** What was kept, and what comes next. */
function Kept({
  said,
  caseId,
  again,
}: {
  readonly said: string;
  readonly caseId: string | null;
  readonly again: () => void;
}) {
  return (
    <div className="pad" role="status">
      <p className="verdict">
        <Glyph name="check" /> {said === "" ? "Kept." : said}
      </p>
      <div className="row wrap mt4">
        <Button kind="primary" onClick={again}>
          Type the next
        </Button>
        {caseId !== null && (
          <Link to="/cases/$case" params={{ case: caseId }} className={buttonClass()}>
            Open the case
          </Link>
        )}
      </div>
    </div>
  );
}

/** An EOB typed from paper. It is balanced while it is typed and kept only to the cent. */
export function TypedEob() {
  const queries = useQueryClient();
  const { client, field } = usePracticeOf();
  const [typed, setTyped] = useState(emptyEob);
  const sent = eobSent(client, typed);
  const balance = useBalance(sent);
  const keep = useMutation({
    mutationFn: (body: EobSent) => answered(api.POST("/v1/remittances", { params: { header: newKey() }, body })),
    onSuccess: () => {
      for (const key of ["map", "queue", "payments", "imports"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const found = sent === undefined ? undefined : balance.data;
  const mayKeep = sent !== undefined && found?.balances === true && !balance.isPlaceholderData && !keep.isPending;
  useKeys({ send: () => mayKeep && keep.mutate(sent) });
  const out = new Map(
    (found?.lines ?? [])
      .filter((l) => centsOf(l.out) !== 0n)
      .map((l) => [l.line, `out by ${showMoney(centsOf(l.out), "exact")}`]),
  );
  if (keep.data !== undefined)
    return (
      <Kept
        said={keep.data.said}
        caseId={keep.data.case}
        again={() => {
          keep.reset();
          setTyped(emptyEob());
        }}
      />
    );
  const known = found?.claim;
  return (
    <form
      className="pad typing"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayKeep) keep.mutate(sent);
      }}
    >
      <Head typed={typed} put={(change) => setTyped({ ...typed, ...change })} practice={field} />
      <TypedLines of="eob" lines={typed.lines} out={out} change={(lines) => setTyped({ ...typed, lines })} />
      {known !== null && known !== undefined && known.lines.length > typed.lines.length && (
        <p className="sm">
          Claim <span className="mono">{known.number}</span> has {known.lines.length} lines.{" "}
          <button
            type="button"
            className="plain-link"
            onClick={() => setTyped({ ...typed, lines: withLinesOf(typed, known.lines) })}
          >
            Fill in its services
          </button>
        </p>
      )}
      {keep.isError && <ProblemState thrown={keep.error} />}
      {balance.isError && <ProblemState thrown={balance.error} />}
      <div className="balance-bar">
        <p className={found === undefined ? "sm t3" : found.balances ? "sm k-paid kc" : "sm k-denied kc"} role="status">
          {found === undefined ? (
            "The balance stands here while you type."
          ) : (
            <>
              <Glyph name={found.balances ? "check" : "warn"} s /> {found.text}
            </>
          )}
          {found !== undefined && found.problems.length > 0 && <span className="sub">{found.problems.join(" ")}</span>}
        </p>
        <span className="push row">
          <Link to="/import" className={buttonClass({ kind: "quiet" })}>
            Leave it
          </Link>
          <Button type="submit" kind="primary" busy={keep.isPending} disabled={!mayKeep} keys="Ctrl Enter">
            Keep EOB
          </Button>
        </span>
      </div>
    </form>
  );
}

type Known = NonNullable<NonNullable<ReturnType<typeof useBalance>["data"]>["claim"]>["lines"];

/** The services of the claim, each with what was typed for it so far. */
function withLinesOf(typed: EobTyped, known: Known) {
  return known.map((k, i) => {
    const was = typed.lines.find((l) => l.code.trim().toUpperCase() === k.code) ?? emptyLine(0);
    return {
      ...was,
      key: i + 1,
      date: k.date,
      code: k.code,
      modifiers: k.modifiers.join(" "),
      units: k.units,
      charge: k.charge,
    };
  });
}
