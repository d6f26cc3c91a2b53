import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { useMe } from "#web/data/me.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ProblemState } from "#web/kit/states.tsx";

interface Asked {
  readonly code: string;
  readonly modifier: string;
  readonly date: string;
  readonly zip: string;
  /** A surgery center's labor market. */
  readonly cbsa: string;
  readonly setting: "facility" | "nonfacility" | "center";
}

const SETTINGS = [
  { value: "nonfacility", name: "Office" },
  { value: "facility", name: "Facility" },
  { value: "center", name: "Surgery center" },
] as const;

const lookUp = ({ code, modifier, date, zip, cbsa, setting }: Asked) =>
  answered(
    api.GET("/v1/rates/lookup", {
      params: {
        query: {
          code,
          date,
          setting,
          ...(modifier === "" ? {} : { modifier }),
          ...(zip === "" ? {} : { zip: zip.replace("-", "") }),
          ...(cbsa === "" || setting !== "center" ? {} : { cbsa }),
        },
      },
    }),
  );

type Found = Awaited<ReturnType<typeof lookUp>>;

function Shown({ found, code }: { readonly found: Found; readonly code: string }) {
  return (
    <div className="looked-up" role="status">
      <p className="verdict">
        {found.price === null ? (
          <NotKnown>No price: {found.because}</NotKnown>
        ) : (
          <>
            <span className="mono">{code.toUpperCase()}</span>: <b>{showMoney(centsOf(found.price), "exact")}</b>
          </>
        )}
      </p>
      {found.price !== null && <p className="sm t2">{found.because}</p>}
      {found.working.length > 0 && (
        <ol className="formula num mt2">
          {found.working.map((w) => (
            <li key={w}>{w}</li>
          ))}
        </ol>
      )}
      {found.book !== null && <p className="xs t3 mt2">From {found.book}.</p>}
    </div>
  );
}

const EMPTY: Asked = { code: "", modifier: "", date: "", zip: "", cbsa: "", setting: "nonfacility" };

/** What Medicare pays for a code on a day at a place, step by step. */
export function LookUp({ canPrice }: { readonly canPrice: boolean }) {
  const me = useMe();
  const [asked, setAsked] = useState<Asked>(EMPTY);
  const look = useMutation({ mutationFn: lookUp });
  const date = asked.date === "" ? (me?.today ?? "") : asked.date;
  const put = (change: Partial<Asked>) => setAsked({ ...asked, ...change });
  return (
    <section className="sec" aria-label="Look up a price">
      <div className="h2row">
        <h2>Look up a price</h2>
        <span className="sm">What Medicare pays, with its working</span>
      </div>
      <form
        className={asked.setting === "center" ? "look-up at-center" : "look-up"}
        onSubmit={(event) => {
          event.preventDefault();
          look.mutate({ ...asked, date });
        }}
      >
        <TextField
          label="Code"
          required
          maxLength={10}
          value={asked.code}
          onChange={(e) => put({ code: e.target.value })}
        />
        <TextField
          label="Modifier"
          maxLength={2}
          value={asked.modifier}
          onChange={(e) => put({ modifier: e.target.value })}
        />
        <TextField
          label="Day of service"
          type="date"
          required
          value={date}
          onChange={(e) => put({ date: e.target.value })}
        />
        <TextField
          label="ZIP code"
          inputMode="numeric"
          maxLength={10}
          value={asked.zip}
          onChange={(e) => put({ zip: e.target.value })}
        />
        {asked.setting === "center" && (
          <TextField
            label="CBSA"
            title="The center's labor market, five digits, where the ZIP code does not say it; without either the rate stays national"
            inputMode="numeric"
            maxLength={5}
            value={asked.cbsa}
            onChange={(e) => put({ cbsa: e.target.value })}
          />
        )}
        <SelectField
          label="Setting"
          value={asked.setting}
          onChange={(e) => put({ setting: SETTINGS.find((s) => s.value === e.target.value)?.value ?? "nonfacility" })}
          options={SETTINGS}
        />
        <Button type="submit" busy={look.isPending} disabled={!canPrice || asked.code.trim() === ""}>
          Look up
        </Button>
      </form>
      {look.isError && <ProblemState thrown={look.error} />}
      {look.data !== undefined && <Shown found={look.data} code={look.variables?.code ?? ""} />}
    </section>
  );
}
