import { showUsd } from "#base/money.ts";
import { type Decide, isBlank, one } from "./deliberation.ts";
import { inForce, receivableOf } from "./expected.ts";
import { rightsEnding } from "./finding.ts";
import { refuse } from "./refusal.ts";

/** No snooze passes the last safe day of a right: the case is back by then at the latest. */
export const snooze: Decide<"snooze"> = (d, { until, reason }) => {
  if (isBlank(reason)) return refuse("reason-missing", "Say why the case can wait.");
  if (until <= d.stamp.on) return refuse("day", "Snooze until a day after today.");
  const [first] = rightsEnding(d.view.finding, d.stamp.on);
  if (first !== undefined && first.last < until)
    return refuse(
      "past-deadline",
      `The last safe day for "${first.label}" is ${first.last}. Snooze until then at the latest.`,
      { cite: first.cite, day: first.last },
    );
  return one(d, "snoozed", { until, reason, ...(first !== undefined && { before: first }) });
};

export const wake: Decide<"wake"> = (d, { why }) => {
  const snoozed = d.view.phase.is === "open" ? d.view.phase.snooze : undefined;
  if (snoozed === undefined) return refuse("already-so", "The case is not snoozed.");
  if (why === "the day came" && d.stamp.on < snoozed.until)
    return refuse("day", `The case is snoozed until ${snoozed.until}.`, { day: snoozed.until });
  return one(d, "woken", { why });
};

export const hold: Decide<"hold"> = (d, { reason }) => {
  if (d.view.phase.is === "open" && d.view.phase.hold !== undefined)
    return refuse("already-so", "The case is on hold already.");
  if (isBlank(reason)) return refuse("reason-missing", "Say why the case is held. Its deadlines run on.");
  return one(d, "held", { reason });
};

export const release: Decide<"release"> = (d, { reason }) => {
  if (d.view.phase.is !== "open" || d.view.phase.hold === undefined)
    return refuse("already-so", "The case is not on hold.");
  return one(d, "released", reason === undefined ? {} : { reason });
};

/** What an outcome says must be so in the case. */
const NEEDS = { "agreed and paid": "agreement", "awarded and paid": "award" } as const;

/** Closing over an open right or money still owed is allowed, and says why and what was given up. */
export const close: Decide<"close"> = (d, { outcome, amount, reason }) => {
  if (amount < 0n) return refuse("amount", "What was recovered is nothing or more.");
  const open = rightsEnding(d.view.finding, d.stamp.on);
  const { owed } = receivableOf(d.view, d.stamp.on);
  const [first] = open;
  if (outcome === "right expired" && first !== undefined)
    return refuse("outcome", `"${first.label}" is open until ${first.last}: it has not expired.`, {
      cite: first.cite,
      day: first.last,
    });
  const kind = outcome === "agreed and paid" || outcome === "awarded and paid" ? NEEDS[outcome] : undefined;
  if (kind !== undefined && !inForce(d.view).some((a) => a.kind === kind))
    return refuse("outcome", `No ${kind} is in force on this case. Enter it first.`);
  const stakes = first !== undefined && d.view.finding.stake > 0n;
  if (isBlank(reason) && owed > 0n)
    return refuse("reason-missing", `${showUsd(owed)} is still owed. Say why the case is closed without it.`);
  if (isBlank(reason) && stakes)
    return refuse(
      "reason-missing",
      `"${first.label}" is open until ${first.last} and ${showUsd(d.view.finding.stake)} is at stake. Say why it is given up.`,
      { cite: first.cite, day: first.last },
    );
  return one(d, "closed", { outcome, amount, open, owed, ...(reason !== undefined && { reason }) });
};

export const reopen: Decide<"reopen"> = (d, { reason }) => {
  if (d.view.phase.is !== "closed") return refuse("not-closed", "The case is open.");
  if (isBlank(reason)) return refuse("reason-missing", "Say why the case is opened again.");
  return one(d, "reopened", { reason });
};
