import { showUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Act } from "#case/command.ts";
import type { Actor, CaseEvent, Change } from "#case/event.ts";
import type { Refusal } from "#case/refusal.ts";
import { isOfClaim } from "#case/undo.ts";
import { channelName } from "#document/words.ts";
import type { Principal } from "#store/principal.ts";
import { type Acted, actOnCases, tellChanged } from "./act.ts";
import { decideFact, FACT_ACTS, type FactAct } from "./case-fact.ts";
import { loadCase } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { decideGuarded, isGuarded } from "./negotiation-act.ts";
import type { NotNow } from "./refused.ts";
import { sayEvent } from "./timeline-words.ts";

/** One act of one person on one case, and what is said about it. */

export interface Done {
  /** Numbers of the events it made. */
  readonly events: readonly number[];
  /** What it changed, in a sentence or two; empty when nothing. */
  readonly said: string;
}

const SINCE_MOST = 20;

/** A refusal of the decider as a person is told it. Of a stale version it says what happened since, in words. */
export async function refusalSaid(
  desk: Desk,
  principal: Principal,
  caseId: string,
  { code, message, cite, since = [] }: Refusal,
): Promise<NotNow> {
  if (code === "not-opened") return { code: "not-found", sentence: message };
  if (code === "not-authorized" || code === "same-person")
    return { code: "not-allowed", sentence: `${message} Nothing was changed.` };
  if (code !== "stale") return { code: "not-now", sentence: `${message} Nothing was changed.`, cite };
  const logged = await desk.store.as(principal, (tx) => loadCase(tx, caseId));
  const told = since.slice(-SINCE_MOST).map(({ event, type, by, at }) => {
    const is = logged?.state.log[event - 1];
    return { what: is === undefined ? type : sayEvent(is, (logged as NonNullable<typeof logged>).state).what, by, at };
  });
  return { code: "stale-version", sentence: `${message} Nothing was changed.`, since: told };
}

const MONEY = new Set(["stake", "allowed", "paid", "billed", "patient"]);

/** One change in words: "Channel set to federal open negotiation." */
function changeSaid({ what, from, to }: Change): string | undefined {
  if (what === "channel" && to !== undefined)
    return to === "undetermined" ? "Channel not decided any more." : `Channel set to ${channelName(to).toLowerCase()}.`;
  if (what === "class" && to !== undefined) return `Now ${to}.`;
  if (what === "question") return to === undefined ? undefined : `Asks for ${to.replaceAll("_", " ")}.`;
  if (what === "payment") return undefined;
  if (MONEY.has(what))
    return `${what === "stake" ? "Stake" : `What is ${what}`} ${from ?? "unknown"} to ${to ?? "unknown"}.`;
  return to === undefined
    ? `${what}: no longer.`
    : from === undefined
      ? `${what}: until ${to}.`
      : `${what}: ${to} instead of ${from}.`;
}

const changesOf = (event: CaseEvent): readonly Change[] =>
  "changes" in event.body && event.body.changes !== undefined ? event.body.changes : [];

/** How many lines are counted under another class than before. */
function linesMoved({ before, after }: Acted): number {
  const was = new Map(before.view?.finding.lines.map((l) => [l.number, l.class]));
  return after.view?.finding.lines.filter((l) => was.get(l.number) !== l.class).length ?? 0;
}

function woken(event: CaseEvent): string | undefined {
  return event.type === "woken" && event.body.why !== "by hand" ? `${sayEvent(event, { log: [] }).what}.` : undefined;
}

/** What an act changed beside being done. */
export function saidOf(acted: Acted): string {
  const moved = linesMoved(acted);
  const more = acted.events.flatMap((e) => [...changesOf(e).map(changeSaid), woken(e)]);
  if (moved > 0) more.push(`${moved} line${moved === 1 ? "" : "s"} moved.`);
  const owed = acted.events.find((e) => e.type === "closed");
  if (owed?.type === "closed" && owed.body.owed > 0n) more.push(`${showUsd(owed.body.owed)} was still owed.`);
  return more.filter((m) => m !== undefined).join(" ");
}

/** Whether an act changes what is known of a claim, so that it is evaluated again before it is decided. */
async function isOfFacts(desk: Desk, principal: Principal, caseId: string, act: Act): Promise<boolean> {
  if (act.type !== "undo") return (FACT_ACTS as readonly Act["type"][]).includes(act.type);
  const logged = await desk.store.as(principal, (tx) => loadCase(tx, caseId));
  const event = logged?.state.log[act.event - 1];
  return event !== undefined && isOfClaim(event);
}

/** Does one act on a case for a person, on the version they saw, or says why not. */
export async function actOnCase(
  desk: Desk,
  principal: Principal,
  by: Actor,
  asked: { readonly caseId: string; readonly saw: number; readonly act: Act },
): Promise<Result<Done, NotNow>> {
  const { caseId, act } = asked;
  const facts = await isOfFacts(desk, principal, caseId, act);
  const guarded = isGuarded(act);
  const said = facts
    ? await decideFact(desk, principal, by, { ...asked, act: act as FactAct })
    : guarded
      ? await decideGuarded(desk, principal, by, asked)
      : await actOnCases(desk, principal, by, [asked]);
  if (facts || guarded) tellChanged(desk, principal, by, said.done);
  if (facts) for (const { client } of said.done) desk.tell(principal.org, { topic: "evaluated", client });
  const [refused] = said.refused;
  if (refused !== undefined) return err(await refusalSaid(desk, principal, caseId, refused.refusal));
  const acted = said.done.find((d) => d.caseId === caseId);
  if (acted === undefined) return ok({ events: [], said: "" });
  const events = acted.events.map((_, i) => acted.before.version + i + 1);
  return ok({ events, said: saidOf(acted) });
}
