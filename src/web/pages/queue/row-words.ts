import { centsOf, centsOrNull, dayOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { showDate, showDay } from "#web/kit/day-words.ts";
import type { Deadline } from "#web/kit/deadline.tsx";
import type { Source } from "#web/kit/money.tsx";
import { percentOf, showMoney } from "#web/kit/money-words.ts";

/** What a row says, in words; the row and its narrow entry show the same. */

/** Who it is about: the patient as this role may see them, else the claim. */
export const rowName = (row: QueueRow): string => row.patient ?? `Claim ${row.claim}`;

export const planLine = (row: QueueRow): string =>
  [row.plan, row.usState].filter((part) => part !== null && part !== "").join(" · ") || "Plan not known";

export const stepLine = (row: QueueRow): string => {
  const text = row.step === "" ? "Nothing to do" : row.step;
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Why a row waits, where it does. */
export function restLine(row: QueueRow): string | undefined {
  const why = row.because === null ? "" : `: ${row.because}`;
  if (row.state === "snoozed")
    return `Snoozed${row.snoozedUntil === null ? "" : ` until ${showDay(dayOf(row.snoozedUntil))}`}${why}`;
  if (row.state === "held") return `On hold${why}`;
  return row.state === "closed" ? `Closed${why}` : undefined;
}

export const serviceLine = (row: QueueRow): string | undefined =>
  row.service === null ? undefined : `for service ${showDate(dayOf(row.service))}`;

export function deadlineOf(row: QueueRow): Deadline | undefined {
  const { due } = row;
  if (due === null) return undefined;
  return {
    what: due.what,
    due: dayOf(due.day),
    starts: due.starts === null ? undefined : dayOf(due.starts),
    because: due.assumed ? "Counted from an assumed day; the day of receipt is not confirmed." : undefined,
    rule: due.cite === "" ? undefined : due.cite,
  };
}

/** What is asked: our last offer, else the benchmark. */
export function askOf(row: QueueRow) {
  if (row.lastOffer?.from === "us") return centsOf(row.lastOffer.amount);
  return centsOrNull(row.benchmark);
}

/** "188%" of the benchmark. */
export function anchorLine(row: QueueRow): string | undefined {
  if (row.lastOffer === null || row.benchmark === null) return undefined;
  const share = percentOf(centsOf(row.lastOffer.amount), centsOf(row.benchmark));
  return share === undefined ? undefined : `${share}%`;
}

export const TURN = { ours: "Our turn", theirs: "Plan’s turn", records: "Records’ turn" } as const;

/** The working of dollars at risk. */
export function riskSource(row: QueueRow): Source {
  const show = (text: string) => showMoney(centsOf(text), "exact");
  const { benchmark, allowed } = row;
  return {
    of: `At stake, ${row.number}`,
    from: "Benchmark less allowed, between zero and the charge, over its lines",
    statedAs: `Charge ${show(row.billed)}, paid ${show(row.paid)}`,
    ...(benchmark === null
      ? { missing: "A benchmark: load a price book, or five own payments for the same code" }
      : {
          formula: `${show(benchmark)} benchmark, ${allowed === null ? "nothing allowed yet" : `${show(allowed)} allowed`}`,
        }),
    checked: `${show(row.loss)} of it is lost on average if nobody touches it today`,
  };
}
