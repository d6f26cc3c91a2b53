import { useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { MoneyField, TextField } from "#web/kit/fields.tsx";
import { amountTyped } from "#web/pages/case/amount-typed.ts";
import { type Act, useDesk } from "#web/pages/case/desk.ts";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import type { Negotiation } from "./negotiation-data.ts";

const NOTHING = { chance: "", amount: "", cost: "", months: "", by: "" };

const whole = (text: string, least: number, most: number): number | undefined => {
  const n = /^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : -1;
  return n >= least && n <= most ? n : undefined;
};

/** What was typed as an act; undefined while something of it is missing or no figure. */
function actOf(typed: typeof NOTHING, day: string): Act | undefined {
  const chance = whole(typed.chance, 0, 100);
  const months = whole(typed.months, 1, 240);
  const amount = amountTyped(typed.amount);
  const cost = amountTyped(typed.cost);
  const by = typed.by.trim();
  if (chance === undefined || months === undefined || amount === undefined || cost === undefined || by === "")
    return undefined;
  return { type: "record counsel", chance, months, amount, cost, by, day };
}

const wrongUnless = (typed: string, is: unknown, says: string): string | undefined =>
  typed.trim() !== "" && is === undefined ? says : undefined;

/** What counsel says a lawsuit would take: it gets a row of figures with its source, and is never advised by Parley. */
export function CounselForm({ n }: { readonly n: Negotiation }) {
  const { may, past, today, send, busy, failed } = useDesk();
  const [open, setOpen] = useState(false);
  const [typed, set] = useState(NOTHING);
  const [day, setDay] = useState<string>(today);
  const isSaid = n.waysOut.some((w) => w.id === "lawsuit" && w.open);
  if (past || !may("record counsel")) return null;
  if (!open)
    return (
      <div className="mt2">
        <Button size="small" onClick={() => setOpen(true)}>
          {isSaid ? "Counsel says otherwise" : "Write down what counsel says of a lawsuit"}
        </Button>
      </div>
    );
  const act = actOf(typed, day);
  const put = (change: Partial<typeof NOTHING>) => set({ ...typed, ...change });
  return (
    <form
      className="form mt2"
      aria-label="What counsel says of a lawsuit"
      onSubmit={(event) => {
        event.preventDefault();
        if (act !== undefined)
          void send(act, "Counsel’s figures are written down.").then((went) => {
            if (went) setOpen(false);
          });
      }}
    >
      <h3>What counsel says of a lawsuit</h3>
      <div className="pair">
        <TextField
          label="Chance to win, percent"
          required
          inputMode="numeric"
          value={typed.chance}
          wrong={wrongUnless(typed.chance, whole(typed.chance, 0, 100), "A whole number from 0 to 100.")}
          onChange={(e) => put({ chance: e.target.value })}
        />
        <TextField
          label="Months until the money"
          required
          inputMode="numeric"
          value={typed.months}
          wrong={wrongUnless(typed.months, whole(typed.months, 1, 240), "A whole number from 1 to 240.")}
          onChange={(e) => put({ months: e.target.value })}
        />
      </div>
      <div className="pair">
        <MoneyField
          label="Allowed amount it would win"
          required
          value={typed.amount}
          wrong={wrongUnless(typed.amount, amountTyped(typed.amount), "Write an amount such as 1250.00.")}
          onChange={(e) => put({ amount: e.target.value })}
        />
        <MoneyField
          label="Cost, whatever comes of it"
          required
          value={typed.cost}
          wrong={wrongUnless(typed.cost, amountTyped(typed.cost), "Write an amount such as 1250.00.")}
          onChange={(e) => put({ cost: e.target.value })}
        />
      </div>
      <div className="pair">
        <TextField
          label="Who of counsel said it"
          required
          maxLength={200}
          value={typed.by}
          onChange={(e) => put({ by: e.target.value })}
        />
        <TextField label="On" type="date" required max={today} value={day} onChange={(e) => setDay(e.target.value)} />
      </div>
      {failed?.act.type === "record counsel" && <FormProblem />}
      <div className="row">
        <Button type="submit" kind="primary" busy={busy} disabled={act === undefined}>
          Write down
        </Button>
        <Button kind="quiet" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
