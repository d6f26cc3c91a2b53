import { type Day, day } from "#base/day.ts";
import type { Source, Statement } from "./sourced.ts";

/**
 * What the departments of insurance say on their own pages of a complaint: whether a provider may file, with what papers, and of
 * which plans. Each sentence names the page it was read on. Of a page long enough only its beginning was read, and where that
 * speaks to consumers alone it is said so: who else may file is then not known.
 */

const READ: Day = day("2026-11-24");

/** Sentences read on one page. */
export interface Page {
  readonly title: string;
  readonly url: Source["url"];
  readonly dated?: Day;
  /** It speaks to consumers and names no providers. */
  readonly consumers?: true;
  readonly says: readonly string[];
}

const CONSUMERS =
  "What was read of this page is for consumers and names no providers: ask before filing as one, or let the patient file.";

export const page = (title: string, url: Source["url"], ...says: readonly string[]): Page => ({ title, url, says });
export const forConsumers = (title: string, url: Source["url"], ...says: readonly string[]): Page => ({
  ...page(title, url, ...says),
  consumers: true,
});
export const dated = (on: string, of: Page): Page => ({ ...of, dated: day(on) });

export const statementsOf = (p: Page): readonly Statement[] => {
  const source: Source = {
    ...{ title: p.title, url: p.url, read: READ },
    ...(p.dated === undefined ? {} : { dated: p.dated }),
  };
  return [...p.says, ...(p.consumers === true ? [CONSUMERS] : [])].map((text) => ({
    ...{ text, source, confidence: "known" as const },
  }));
};
