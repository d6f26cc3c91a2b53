import type { Article } from "./articles/article.ts";
import { ARTICLES } from "./search.ts";

/**
 * Which articles are the guide of a page: by its path and, where a page has parts, by the part. The first is the one a
 * newcomer needs there.
 */
export const GUIDES: Readonly<Record<string, readonly string[]>> = {
  "/map": ["money-map", "first-import"],
  "/queue": ["queue", "rights-and-days", "keys"],
  "/board": ["queue", "team"],
  "/team": ["team", "queue"],
  "/cases": ["a-case", "queue"],
  "/cases/$case": ["a-case"],
  "/cases/$case eob": ["a-case", "typing-an-eob", "reasons-of-denial"],
  "/cases/$case benchmarks": ["benchmarks", "books-of-rates"],
  "/cases/$case channel": ["channel-proof", "facts", "rights-and-days"],
  "/cases/$case plan": ["negotiating", "portfolio", "playbooks"],
  "/cases/$case negotiate": ["negotiating", "other-side", "rooms", "approvals"],
  "/cases/$case documents": ["papers", "disputes"],
  "/cases/$case payments": ["expected-received"],
  "/cases/$case activity": ["a-case", "papers"],
  "/portfolio": ["portfolio", "negotiating"],
  "/approvals": ["approvals"],
  "/packages": ["packages", "negotiating"],
  "/agreements": ["agreements-ahead", "expected-received"],
  "/batch": ["disputes"],
  "/calendar": ["rights-and-days"],
  "/payments": ["expected-received"],
  "/dashboard": ["dashboard"],
  "/month-end": ["dashboard"],
  "/lists": ["dashboard"],
  "/denials": ["reasons-of-denial"],
  "/law": ["channel-proof", "rights-and-days"],
  "/rates": ["books-of-rates", "benchmarks"],
  "/directory": ["other-side"],
  "/scorecard": ["other-side"],
  "/playbooks": ["playbooks"],
  "/practice": ["practice-games"],
  "/backtest": ["practice-games"],
  "/import": ["first-import", "typing-an-eob"],
  "/settings": ["people", "profile"],
  "/settings authority": ["approvals"],
  "/settings security": ["security", "people"],
  "/settings keys": ["api-keys"],
  "/settings profile": ["profile"],
  "/settings learning": ["learning"],
  "/settings data": ["backup"],
  "/settings audit": ["backup", "rooms"],
};

/** The guide of a page: of its part where that has one, else of the page; none of a page without. */
export function guideOf(path: string, part: string | undefined): readonly Article[] {
  const ids = GUIDES[`${path} ${part ?? ""}`] ?? GUIDES[path] ?? [];
  return ids.flatMap((id) => ARTICLES.find((a) => a.id === id) ?? []);
}
