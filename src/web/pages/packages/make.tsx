import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Empty, Loading, ProblemState } from "#web/kit/states.tsx";
import { toast } from "#web/shell/toast.tsx";
import { BASES, type Basis, MoveFields, useMove } from "./move-form.tsx";
import { type Sheet, SheetTable } from "./sheet.tsx";
import { InTheWay, isAskable, TermsWorth } from "./stands.tsx";

type Kind = "package" | "single case agreement";

interface Is {
  readonly sheet: Sheet;
  readonly name: string;
  readonly setName: (name: string) => void;
  readonly kind: Kind;
  readonly setKind: (kind: Kind) => void;
  readonly basis: Basis;
  readonly setBasis: (basis: Basis) => void;
}

/** What the deal is called, what it is, and what it is split by. */
function WhatItIs({ sheet, name, setName, kind, setKind, basis, setBasis }: Is) {
  return (
    <div className="form">
      <p className="sm t2">
        {sheet.cases.length} {sheet.cases.length === 1 ? "case" : "cases"} of {sheet.payer}. Parley sends nothing: write
        down what was said.
      </p>
      <TextField label="Name" required maxLength={200} value={name} onChange={(e) => setName(e.target.value)} />
      {sheet.cases.length === 1 && (
        <SelectField
          label="Kind"
          options={[
            { value: "package", name: "Package" },
            { value: "single case agreement", name: "Single case agreement" },
          ]}
          value={kind}
          onChange={(e) => setKind(e.target.value as typeof kind)}
        />
      )}
      <SelectField label="Split by" options={BASES} value={basis} onChange={(e) => setBasis(e.target.value as Basis)} />
    </div>
  );
}

/** A deal made of carried cases: the split is shown as it is typed, and nothing is kept before it is written down. */
export function MakePackage({ cases, today }: { readonly cases: readonly string[]; readonly today: string }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [basis, setBasis] = useState<Basis>("stake");
  const [kind, setKind] = useState<Kind>("package");
  const moving = useMove(today, "us");
  const weighed = useQuery({
    queryKey: ["packages", "weigh", cases, basis, moving.asked, moving.sent],
    queryFn: () =>
      answered(
        api.POST("/v1/packages/weigh", {
          body: {
            ...{ cases: [...cases], basis },
            ...(moving.asked === undefined ? {} : { asked: moving.asked }),
            ...(moving.sent === undefined ? {} : { terms: moving.sent }),
          },
        }),
      ),
    enabled: cases.length > 0,
    placeholderData: (before) => before,
  });
  const make = useMutation({
    mutationFn: (ask: boolean) => {
      if (moving.move === undefined) throw new Error("Parley bug: a deal without a figure is made");
      const of = { kind, name: name.trim(), cases: [...cases], basis, move: moving.move };
      const body = ask ? { ...of, ask: {} } : of;
      return answered(api.POST("/v1/packages", { params: { header: newKey() }, body }));
    },
    onSuccess: (deal) => {
      void client.invalidateQueries({ queryKey: ["packages"] });
      void client.invalidateQueries({ queryKey: ["approvals"] });
      toast({
        text:
          deal.row.state === "draft" ? `Asked a second person for ${deal.row.name}.` : `Wrote down ${deal.row.name}.`,
      });
      void navigate({ to: "/packages", search: { deal: deal.row.id } });
    },
  });
  if (cases.length === 0)
    return (
      <Empty
        says="No cases were chosen."
        more="Select cases of one payer in the queue and choose Package, or take a suggestion."
      />
    );
  if (weighed.isPending) return <Loading />;
  if (weighed.isError) return <ProblemState thrown={weighed.error} retry={() => void weighed.refetch()} />;
  const sheet = weighed.data;
  const ours = moving.side === "us";
  const asks = ours && isAskable(sheet);
  const barred = ours && !asks && sheet.refused.length > 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(asks);
      }}
    >
      <div className="pad pk-two">
        <WhatItIs {...{ sheet, name, setName, kind, setKind, basis, setBasis }} />
        <MoveFields of={moving} sheet={sheet} />
      </div>
      {sheet.fault !== null && (
        <p className="sm k-denied kc pad" role="alert">
          {sheet.fault}
        </p>
      )}
      {ours && (
        <div className="pad">
          <InTheWay sheet={sheet} what="saying this" />
        </div>
      )}
      <div className="pad">
        <TermsWorth worth={sheet.worth} />
      </div>
      <SheetTable sheet={sheet} />
      <div className="pad row wrap">
        <Button
          type="submit"
          kind="primary"
          busy={make.isPending}
          disabled={moving.move === undefined || name.trim() === "" || sheet.fault !== null || barred}
        >
          {asks ? "Ask a second person" : "Write down the proposal"}
        </Button>
      </div>
      {make.isError && <ProblemState thrown={make.error} />}
    </form>
  );
}
