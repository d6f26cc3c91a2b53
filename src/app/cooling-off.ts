import type { Day } from "#base/day.ts";
import { lastDay } from "#law/deadline.ts";
import { BATCHED_COOLING_OFF, COOLING_OFF } from "#law/federal/dispute.ts";
import { COOLING_OFF_CHECK } from "./batch.ts";
import type { Requirement } from "./filing.ts";

/** The pause after a federal determination, from the disputes of this practice with this payer that Parley holds. */

export interface EarlierDispute {
  /** The number of its case, and the number its filing was given. */
  readonly number: string;
  readonly reference: string;
  readonly filed: Day;
  /** Procedure codes that it shares with the claim at hand. */
  readonly codes: readonly string[];
  /** When it was decided, and what says so; absent while it is not, as far as the case knows. */
  readonly determined?: { readonly on: Day; readonly source: string };
  /** It ended without a determination: no pause follows from it. */
  readonly isSettled: boolean;
}

const CITE = [COOLING_OFF, BATCHED_COOLING_OFF].flatMap((r) => r.cites.map((c) => c.text)).join("; ");

const said = (d: EarlierDispute): string => `${d.reference} on case ${d.number} (${d.codes.join(", ")})`;

type Of = Pick<Requirement, "state" | "says"> & Partial<Pick<Requirement, "day" | "todo">>;

const requirement = (of: Of): Requirement => ({
  ...{ id: "cooling-off", what: COOLING_OFF_CHECK.what, day: null, todo: null, cite: CITE },
  ...of,
});

/**
 * Whether a determination bars a new dispute on a day: ninety days after it for the same side on the same item. That of a
 * batch whose talks began on or after November 1, 2026 bars for thirty business days; no filing says that it was one, so the
 * longer pause is counted and the shorter told. Of disputes that no case here holds nobody knows.
 */
export function coolingOff(earlier: readonly EarlierDispute[], on: Day): Requirement {
  const decided = earlier.flatMap((d) =>
    d.determined === undefined ? [] : [{ d, ...d.determined, until: lastDay(COOLING_OFF, d.determined.on) }],
  );
  const last = decided.reduce<(typeof decided)[number] | undefined>(
    (m, x) => (m === undefined || x.until > m.until ? x : m),
    undefined,
  );
  if (last !== undefined && on <= last.until) {
    const batched = lastDay(BATCHED_COOLING_OFF, last.on);
    return requirement({
      state: "missing",
      says: `${said(last.d)} was determined on ${last.on} (${last.source}): no new dispute on the same item through ${last.until}, or through ${batched} if it was a batch whose talks began on or after 2026-11-01`,
      day: last.until,
      todo: `Wait until the day after ${last.until}, or leave those lines out; a batch may be sooner.`,
    });
  }
  const open = earlier.find((d) => d.determined === undefined && !d.isSettled);
  if (open !== undefined)
    return requirement({
      state: "not known",
      says: `${said(open)} was filed on ${open.filed} and no determination is written down; once there is one, a pause follows`,
      todo: "Answer on that case on what day the determination was issued.",
    });
  return last === undefined
    ? requirement({ state: "not known", says: `no determination is recorded here; ${COOLING_OFF_CHECK.says}` })
    : requirement({
        state: "met",
        says: `the last pause recorded here, after ${said(last.d)}, ended on ${last.until}`,
      });
}
