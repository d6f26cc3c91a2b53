import { today } from "#app/clock.ts";
import { type Day, readDay } from "#base/day.ts";
import { dayOf, type Statement } from "#strategy/sourced.ts";
import type { Invocation } from "./command.ts";
import { type Io, print } from "./io.ts";
import { paint } from "./style.ts";

/** How statements with their sources are printed. */

/** The day asked for, or today. */
export const dayAsked = (typed: Invocation): Day => readDay(typed.values["as-of"] ?? "") ?? today();

export async function heading(io: Io, text: string): Promise<void> {
  await print(io, "");
  await print(io, paint(io.look, "strong", text));
}

/** A statement and, under it, where it is from. */
export async function tell(io: Io, s: Statement, lead = "- "): Promise<void> {
  const blank = " ".repeat(lead.length);
  const keep = s.keepFromFederal === true ? "; keep out of a federal file" : "";
  await print(io, `${lead}${s.text}`);
  await print(io, paint(io.look, "quiet", `${blank}${s.source.title}, ${dayOf(s.source)} (${s.confidence}${keep})`));
  await print(io, paint(io.look, "quiet", `${blank}${s.source.url}`));
}

/** A statement as JSON. */
export const statementJson = (s: Statement) => ({
  text: s.text,
  source: { title: s.source.title, url: s.source.url, day: dayOf(s.source), read: s.source.read },
  confidence: s.confidence,
  from: s.from ?? null,
  until: s.until ?? null,
  keepFromFederal: s.keepFromFederal === true,
});
