import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Empty, Loading, ProblemState } from "#web/kit/states.tsx";
import { toast } from "#web/shell/toast.tsx";
import { BASES, type Basis, MoveFields, useMove } from "./move-form.tsx";
import { SheetTable } from "./sheet.tsx";

/** A deal made of carried cases: the split is shown as it is typed, and nothing is kept before it is written down. */
export function MakePackage({ cases, today }: { readonly cases: readonly string[]; readonly today: string }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [basis, setBasis] = useState<Basis>("stake");
  const [kind, setKind] = useState<"package" | "single case agreement">("package");
  const moving = useMove(today, "us");
  const weighed = useQuery({
    queryKey: ["packages", "weigh", cases, basis, moving.asked],
    queryFn: () =>
      answered(
        api.POST("/v1/packages/weigh", {
          body: { cases: [...cases], basis, ...(moving.asked === undefined ? {} : { asked: moving.asked }) },
        }),
      ),
    enabled: cases.length > 0,
    placeholderData: (before) => before,
  });
  const make = useMutation({
    mutationFn: () => {
      if (moving.move === undefined) throw new Error("Parley bug: a deal without a figure is made");
      const body = { kind, name: name.trim(), cases: [...cases], basis, move: moving.move };
      return answered(api.POST("/v1/packages", { params: { header: newKey() }, body }));
    },
    onSuccess: (deal) => {
      void client.invalidateQueries({ queryKey: ["packages"] });
      toast({ text: `Wrote down ${deal.row.name}.` });
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
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className="pad pk-two">
        <div className="form">
          <p className="sm t2">
            {sheet.cases.length} {sheet.cases.length === 1 ? "case" : "cases"} of {sheet.payer}. Parley sends nothing:
            write down what was said.
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
          <SelectField
            label="Split by"
            options={BASES}
            value={basis}
            onChange={(e) => setBasis(e.target.value as Basis)}
          />
        </div>
        <MoveFields of={moving} sheet={sheet} />
      </div>
      {sheet.fault !== null && (
        <p className="sm k-denied kc pad" role="alert">
          {sheet.fault}
        </p>
      )}
      <SheetTable sheet={sheet} />
      <div className="pad row wrap">
        <Button
          type="submit"
          kind="primary"
          busy={make.isPending}
          disabled={moving.move === undefined || name.trim() === "" || sheet.fault !== null}
        >
          Write down the proposal
        </Button>
      </div>
      {make.isError && <ProblemState thrown={make.error} />}
    </form>
  );
}
