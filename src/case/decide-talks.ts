import { ok } from "#base/result.ts";
import { type Decide, type Deliberation, isBlank, thing } from "./deliberation.ts";
import { happened } from "./event.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Calls with the other side and papers written to it, each by what it is about, so that they are read as one thread. */

/** Whether a call may be about an event: an offer or a paper of this case. */
function aboutFault({ view }: Deliberation, event: number | undefined): Refusal | undefined {
  if (event === undefined || [...view.offers, ...view.letters].some((x) => x.event === event)) return undefined;
  return { code: "not-there", message: "A call is about an offer or a letter of this case, and this is neither." };
}

/** What the other side promised becomes a task that waits for it on the day it named. */
export const logCall: Decide<"log call"> = (d, { type: _, ...call }) => {
  const { who, promise, answers } = call;
  if (isBlank(who)) return refuse("reason-missing", 'Say who was spoken to; "no name given" is an answer.');
  if (promise !== undefined && promise.by < d.stamp.on)
    return refuse("day", `The promised day ${promise.by} has passed; write the day that was named.`);
  const fault = aboutFault(d, answers);
  if (fault !== undefined) return refuse(fault.code, fault.message);
  const logged = happened(d.stamp, "call logged", call);
  if (promise === undefined) return ok([logged]);
  const task = { title: promise.what, due: promise.by, waits: "payer" as const, call: d.state.version + 1 };
  return ok([logged, happened(d.stamp, "task added", task)]);
};

/**
 * Keeps a paper of ours: its PDF among the files, and the writing of it among calls and offers. The same paper twice is
 * kept once, so that what was sent can be told from what was printed again.
 */
export const keepLetter: Decide<"keep letter"> = (d, { type: _, name, bytes, ...letter }) => {
  const { view, stamp } = d;
  if (isBlank(letter.to)) return refuse("reason-missing", "Say whom the paper goes to.");
  const isThere = (file: string): boolean => view.files.some((f) => f.file === file && f.removed === undefined);
  if (view.letters.some((l) => l.sha256 === letter.sha256 && isThere(l.file)))
    return refuse("already-so", "This very paper is kept on the case already.");
  const offer = letter.offer === undefined ? undefined : thing(view.offers, letter.offer, "offer");
  if (offer?.ok === false) return offer;
  const agreement = letter.agreement === undefined ? undefined : thing(view.agreements, letter.agreement, "agreement");
  if (agreement?.ok === false) return agreement;
  const kind = letter.paper === "dispute" ? ("dispute filing" as const) : ("own letter" as const);
  const written = happened(stamp, "letter written", letter);
  const { file } = letter;
  return ok(isThere(file) ? [written] : [happened(stamp, "file attached", { file, name, kind, bytes }), written]);
};
