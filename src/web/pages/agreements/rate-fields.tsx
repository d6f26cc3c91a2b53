import { useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { MoneyField, SelectField, TextField } from "#web/kit/fields.tsx";
import type { Rate } from "./agreement-data.ts";

type Basis = Rate["basis"];

const BASES: readonly { readonly value: Basis; readonly name: string }[] = [
  { value: "per unit", name: "An amount a unit" },
  { value: "per claim", name: "An amount a claim" },
  { value: "percent of billed", name: "A percent of the charge" },
  { value: "percent of Medicare", name: "A percent of Medicare" },
];

const RATE = { code: "", modifiers: "", basis: "per unit" as Basis, price: "", units: "" };
type Typed = typeof RATE & { readonly key: number };
const MOST = 50;
const PERCENTS: readonly Basis[] = ["percent of billed", "percent of Medicare"];

const typedOf = (r: Rate, key: number): Typed => ({
  ...{ key, code: r.code, modifiers: r.modifiers.join(" "), basis: r.basis },
  ...{ price: r.amount ?? r.percent ?? "", units: r.units === null ? "" : String(r.units) },
});

const plain = (price: string): string => price.replaceAll(",", "").trim();

/** The rate as it was typed; undefined while a field of it cannot be read. */
export function rateTyped(t: typeof RATE): Rate | undefined {
  const modifiers = t.modifiers
    .toUpperCase()
    .split(/[\s,-]+/)
    .filter((m) => m !== "");
  const code = t.code.trim().toUpperCase();
  const price = plain(t.price);
  if (!/^[A-Z0-9]{4,5}$/.test(code) || !modifiers.every((m) => /^[A-Z0-9]{2}$/.test(m))) return undefined;
  const isPercent = PERCENTS.includes(t.basis);
  if (!(isPercent ? /^\d{1,3}(\.\d{1,2})?$/ : /^\d{1,13}(\.\d{1,2})?$/).test(price)) return undefined;
  if (t.units.trim() !== "" && !/^[1-9]\d{0,4}$/.test(t.units.trim())) return undefined;
  return {
    ...{ code, modifiers, basis: t.basis, amount: isPercent ? null : price, percent: isPercent ? price : null },
    units: t.units.trim() === "" ? null : Number(t.units),
  };
}

function OneRate({
  n,
  rate: r,
  set,
  remove,
}: {
  readonly n: number;
  readonly rate: Typed;
  readonly set: (part: Partial<typeof RATE>) => void;
  readonly remove: (() => void) | undefined;
}) {
  return (
    <fieldset className="ag-rate">
      <legend className="sm">Service {n}</legend>
      <TextField label="Code" required maxLength={5} value={r.code} onChange={(e) => set({ code: e.target.value })} />
      <TextField
        label="Modifiers (optional)"
        maxLength={12}
        value={r.modifiers}
        onChange={(e) => set({ modifiers: e.target.value })}
      />
      <SelectField
        label="Paid as"
        options={BASES}
        value={r.basis}
        onChange={(e) => set({ basis: e.target.value as Basis })}
      />
      {PERCENTS.includes(r.basis) ? (
        <TextField
          label="Percent"
          required
          inputMode="decimal"
          value={r.price}
          onChange={(e) => set({ price: e.target.value })}
        />
      ) : (
        <MoneyField label="Amount" required value={r.price} onChange={(e) => set({ price: e.target.value })} />
      )}
      <TextField
        label={r.basis === "per claim" ? "Claims covered (optional)" : "Units covered (optional)"}
        inputMode="numeric"
        value={r.units}
        onChange={(e) => set({ units: e.target.value })}
      />
      {remove !== undefined && (
        <Button size="small" kind="quiet" onClick={remove}>
          Remove service {n}
        </Button>
      )}
    </fieldset>
  );
}

/** Codes with their rates, as they are typed; `rates` is undefined while one cannot be read. */
export function useRates(before: readonly Rate[] | undefined) {
  const [all, setAll] = useState<readonly Typed[]>(() =>
    before === undefined ? [{ ...RATE, key: 1 }] : before.map((r, i) => typedOf(r, i + 1)),
  );
  const [next, setNext] = useState((before?.length ?? 1) + 1);
  const read = all.map(rateTyped);
  const rates = read.flatMap((r) => r ?? []);
  const fields = (
    <>
      {all.map((r, i) => (
        <OneRate
          key={r.key}
          n={i + 1}
          rate={r}
          set={(part) => setAll(all.map((o) => (o.key === r.key ? { ...o, ...part } : o)))}
          remove={all.length > 1 ? () => setAll(all.filter((o) => o.key !== r.key)) : undefined}
        />
      ))}
      <div>
        <Button
          size="small"
          kind="quiet"
          disabled={all.length >= MOST}
          onClick={() => {
            setAll([...all, { ...RATE, key: next }]);
            setNext(next + 1);
          }}
        >
          Add a service
        </Button>
      </div>
    </>
  );
  return { fields, rates: rates.length === all.length ? rates : undefined };
}
