import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import { CASE_TABS } from "#web/pages/case/tab-list.ts";
import { PARTS } from "#web/pages/settings/parts.ts";
import { makeRouter } from "#web/routes.ts";
import { GUIDES, guideOf } from "./guides.ts";
import { ARTICLES } from "./search.ts";

const PATHS: readonly string[] = Object.keys(makeRouter(new QueryClient()).routesByPath);
/** Doors, the kit of parts, and the help itself. */
const WITHOUT = ["/", "/$", "/sign-in", "/join", "/room", "/kit", "/help"];

describe("every page has a guide", () => {
  const pages = PATHS.filter((p) => !WITHOUT.includes(p)).map((p) => [p, undefined] as const);
  const tabs = CASE_TABS.map(({ tab }) => ["/cases/$case", tab] as const);
  const parts = PARTS.map(({ part }) => ["/settings", part] as const);

  test.each([...pages, ...tabs, ...parts])("%s %s", (path, part) => {
    expect(guideOf(path, part).length).toBeGreaterThan(0);
  });
});

test("a part without a guide of its own has that of its page, and a page without has none", () => {
  expect(guideOf("/settings", "organization")).toEqual(guideOf("/settings", undefined));
  expect(guideOf("/kit", undefined)).toEqual([]);
});

test("guides name pages, parts and articles that exist", () => {
  const parts = [...CASE_TABS.map((t) => `/cases/$case ${t.tab}`), ...PARTS.map((p) => `/settings ${p.part}`)];
  expect(Object.keys(GUIDES).filter((k) => !PATHS.includes(k) && !parts.includes(k))).toEqual([]);
  const ids = new Set(ARTICLES.map((a) => a.id));
  expect(Object.values(GUIDES).flatMap((g) => g.filter((id) => !ids.has(id)))).toEqual([]);
});

test("every article is the guide of some page", () => {
  const used = new Set(Object.values(GUIDES).flat());
  expect(ARTICLES.filter((a) => !used.has(a.id)).map((a) => a.id)).toEqual([]);
});
