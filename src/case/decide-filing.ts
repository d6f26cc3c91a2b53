import { showUsd } from "#base/money.ts";
import type { Result } from "#base/result.ts";
import type { FactId } from "#law/fact.ts";
import { endedBecause } from "./approval.ts";
import type { ActOf } from "./command.ts";
import { stated, stating } from "./decide-papers.ts";
import { type Decide, type Deliberation, isBlank, one, thing } from "./deliberation.ts";
import { happened } from "./event.ts";
import type { FilingRoad } from "./event-lists.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Approval } from "./state.ts";

/** Filings: a dispute, an appeal or a suit that was begun outside, on the word of two people. */

/** The fact that a filing answers. */
export const FACT_FILED: { readonly [R in FilingRoad]?: FactId } = { "federal IDR": "initiated" };

/** What a second person is asked for: a suit is counsel's decision, everything else a filing. */
export const askedFor = (road: FilingRoad): "sue" | "file" => (road === "suit" ? "sue" : "file");

/**
 * Another person's approval of this very filing, which stood on the day it was filed: writing it down may come later, the
 * filing itself may not.
 */
function approvalFor(d: Deliberation, act: ActOf<"record filing">): Result<Approval, Refusal> {
  const found = thing(d.view.approvals, act.request, "approval");
  if (!found.ok) return found;
  const { act: asked, state, decided } = found.value;
  const no = (message: string): Result<never, Refusal> => refuse("approval", message);
  if (asked.type !== askedFor(act.road) || (asked.forum !== undefined && asked.forum !== act.road))
    return no(`That approval is for ${asked.forum ?? asked.type}, not for the ${act.road}.`);
  if (state === "used") return refuse("already-so", "That approval was used before.");
  if (state !== "given" || decided === undefined)
    return no(state === "waiting" ? "Another person has not approved it yet." : `That approval was ${state}.`);
  if (decided.by.id === found.value.by.id) return refuse("same-person", "Whoever asks does not approve.");
  if (act.day < decided.on) return no(`It was approved on ${decided.on}, after the day of filing.`);
  const ended = endedBecause(d.view, found.value, act.day);
  if (ended !== undefined) return no(`It stands no more: ${ended}. It has to be asked for again.`);
  if (asked.amount !== undefined && asked.amount !== act.finalOffer)
    return no(`The final offer that was approved is ${showUsd(asked.amount)}.`);
  return found;
}

export const recordFiling: Decide<"record filing"> = (d, act) => {
  const { type: _, ...filing } = act;
  const { road, day, fee, finalOffer } = filing;
  if (day > d.stamp.on) return refuse("day", `${day} has not come yet; write down what was filed when it was.`);
  if (isBlank(filing.reference)) return refuse("reason-missing", "Write down the number the filing was given.");
  if ((fee !== undefined && fee < 0n) || (finalOffer !== undefined && finalOffer <= 0n))
    return refuse("amount", "A fee is not below nothing, and an offer is above it.");
  const before = d.view.filings.find((f) => f.road === road && f.reference === filing.reference);
  if (before !== undefined) return refuse("already-so", `The filing ${before.reference} was written down before.`);
  const approval = approvalFor(d, act);
  if (!approval.ok) return approval;
  const fact = FACT_FILED[road];
  if (fact === undefined) return one(d, "filing recorded", filing);
  const said = stated(d, fact, day, `filed as ${filing.reference} on ${day}`);
  if (!said.ok) return said;
  const body = { ...filing, ...(said.value !== undefined && { stated: said.value }) };
  return stating(d, happened(d.stamp, "filing recorded", body));
};

/** What counsel says of a suit stands until counsel says otherwise; it decides nothing, because a suit is counsel's to choose. */
export const recordCounsel: Decide<"record counsel"> = (d, { type: _, ...said }) => {
  if (said.day > d.stamp.on) return refuse("day", `${said.day} has not come yet.`);
  if (isBlank(said.by)) return refuse("reason-missing", "Say who of counsel said it.");
  if (said.amount <= 0n || said.cost < 0n)
    return refuse("amount", "What a suit would win is above nothing, and what it costs is not below it.");
  return one(d, "counsel said", said);
};
