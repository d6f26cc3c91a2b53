import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Money } from "#web/kit/money.tsx";
import { Said } from "#web/kit/said.tsx";
import { ProblemState } from "#web/kit/states.tsx";

interface Typed {
  readonly code: string;
  readonly modifier: string;
  readonly place: string;
}

const lookUp = ({ code, modifier, place, client }: Typed & { readonly client: string | undefined }) =>
  answered(
    api.GET("/v1/expected", {
      params: {
        query: { client, code, ...(modifier === "" ? {} : { modifier }), ...(place === "" ? {} : { place }) },
      },
    }),
  );

type Found = Awaited<ReturnType<typeof lookUp>>;
type Range = Found["rows"][number]["expected"];

/** A range with where it is from: an estimate where it is pooled. */
export function RangeCells({ of, name }: { readonly of: Range; readonly name: string }) {
  const state = of.assumed ? ({ state: "modelled" } as const) : {};
  const cell = (what: string, amount: string) => (
    <td className="n">
      <Money cents={centsOf(amount)} {...state} source={{ of: `${name}, ${what}`, from: of.says }} />
    </td>
  );
  return (
    <>
      {cell("10th percentile", of.low)}
      {cell("middle", of.middle)}
      {cell("90th percentile", of.high)}
      <td className="n">{of.n}</td>
      <td className="sm t2">{of.assumed ? <span className="k-fact kc">{of.says}</span> : of.says}</td>
    </>
  );
}

export const RANGE_HEADS = ["10%", "Middle", "90%", "Own lines", "Where from"] as const;

function Shown({ found, code }: { readonly found: Found; readonly code: string }) {
  if (found.rows.length === 0)
    return (
      <p className="sm mt2" role="status">
        {found.choose ? found.says : `No payer of yours has allowed ${code.toUpperCase()} in a file you imported.`}
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="figure-room" tabIndex={0} aria-label="Expected allowed, by payer">
      <table className="flush mt2">
        <caption className="vh">Expected allowed for one unit, by payer</caption>
        <thead>
          <tr>
            <th scope="col">Payer</th>
            {RANGE_HEADS.map((h, i) => (
              <th key={h} scope="col" className={i < 4 ? "n" : undefined}>
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.rows.map((r) => (
            <tr key={r.payer}>
              <th scope="row">{r.name}</th>
              <RangeCells of={r.expected} name={r.name} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="xs t3 mt2">{found.says}</p>
    </section>
  );
}

/** What each payer is to be expected to allow for a code, from the practice's own remittances. */
export function ExpectedLookUp() {
  const client = useClient();
  const [typed, setTyped] = useState<Typed>({ code: "", modifier: "", place: "" });
  const look = useMutation({ mutationFn: lookUp });
  const put = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  return (
    <section className="sec" aria-label="Expected allowed">
      <div className="h2row">
        <h2>
          Expected <Said word="allowed" />
        </h2>
        <span className="sm">What each payer allowed you for one unit; under five lines it is assumed</span>
      </div>
      <form
        className="look-up"
        onSubmit={(event) => {
          event.preventDefault();
          look.mutate({ ...typed, client });
        }}
      >
        <TextField
          label="Code"
          required
          maxLength={10}
          value={typed.code}
          onChange={(e) => put({ code: e.target.value })}
        />
        <TextField
          label="Modifier"
          maxLength={2}
          value={typed.modifier}
          onChange={(e) => put({ modifier: e.target.value })}
        />
        <TextField
          label="Place of service"
          maxLength={2}
          inputMode="numeric"
          value={typed.place}
          onChange={(e) => put({ place: e.target.value })}
        />
        <Button type="submit" busy={look.isPending} disabled={typed.code.trim() === ""}>
          Show
        </Button>
      </form>
      {look.isError && <ProblemState thrown={look.error} />}
      {look.data !== undefined && <Shown found={look.data} code={look.variables?.code ?? ""} />}
    </section>
  );
}
