import { showUsd } from "#base/money.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import type { Case, Eob, TimelineEntry } from "#web/data/words.ts";
import type { Entry } from "#web/kit/timeline.tsx";

/** What happened before there was a case, read from the claim and its remittances. */

const usd = (text: string): string => showUsd(centsOf(text));

/** A payment that came while the case was open is an event of the case already. */
const isTold = (eob: Eob, events: readonly TimelineEntry[]): boolean =>
  eob.trace !== null && events.some((e) => e.kind === "payment" && e.detail?.includes(eob.trace ?? "") === true);

const answer = (eob: Eob): string =>
  centsOf(eob.paid) === 0n
    ? "Plan answered and paid nothing"
    : centsOf(eob.paid) < 0n
      ? `Plan took back ${showUsd(centsOf(eob.paid.replace("-", "")))}`
      : `Plan paid ${usd(eob.paid)}`;

type Told = Omit<Entry, "when"> & { readonly day: Entry["day"] };

/** Care and the plan's answers as entries of the timeline, newest first. */
export function recordEntries(
  evaluation: Pick<Case["evaluation"], "dateOfService" | "billed">,
  eobs: readonly Eob[],
  events: readonly TimelineEntry[],
): readonly Told[] {
  const answers = eobs
    .filter((eob) => eob.paidOn !== null && !isTold(eob, events))
    .map(
      (eob): Told => ({
        key: `eob ${eob.remittance}`,
        day: dayOf(eob.paidOn ?? ""),
        side: "they",
        what: answer(eob),
        detail: [eob.trace === null ? undefined : `trace ${eob.trace}`, eob.status].filter((t) => t).join("; "),
      }),
    );
  const { dateOfService: service, billed } = evaluation;
  const care: readonly Told[] =
    service === null
      ? []
      : [{ key: "care", day: dayOf(service), side: "other", what: "Care was given", detail: `${usd(billed)} charged` }];
  return [...answers, ...care].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}
