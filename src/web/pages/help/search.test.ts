import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import { GLOSSARY } from "#web/kit/glossary.ts";
import { makeRouter } from "#web/routes.ts";
import { GROUPS } from "./articles/article.ts";
import { ARTICLES, articlesWith, wordsWith } from "./search.ts";

describe("a search of the articles", () => {
  test.each([
    ["first import", "first-import"],
    ["EOB", "typing-an-eob"],
    ["business days", "rights-and-days"],
    ["BUSINESS   days", "rights-and-days"],
    ["backup key", "backup"],
    ["passcode", "rooms"],
    ["self-funded", "facts"],
    ["self funded", "facts"],
    ["bearer token", "api-keys"],
    ["snoozing", "queue"],
    ["proof of delivery", "papers"],
    ["fee schedule cms", "books-of-rates"],
    ["patient's consent", "facts"],
  ])("%j finds %s first", (typed, id) => {
    expect(articlesWith(typed)[0]?.id).toBe(id);
  });

  test.each(["zebra", "backup zebra", "@@"])("%j finds nothing", (typed) => {
    expect(articlesWith(typed)).toEqual([]);
  });

  test("nothing typed finds all of them in the order they are read", () => {
    expect(articlesWith("  ")).toEqual(ARTICLES);
  });
});

describe("a search of the glossary", () => {
  test.each([
    ["ucr", "UCR"],
    ["qualifying payment", "QPA"],
    ["deductible", "deductible"],
    ["asking the patient", "balance billing"],
    ["non-emergency plan zebra", undefined],
  ])("%j finds %s first", (typed, word) => {
    expect(wordsWith(typed)[0]).toBe(word);
  });
});

describe.each(ARTICLES)("$title", ({ id, group, paragraphs, links, terms }) => {
  const pages = Object.keys(makeRouter(new QueryClient()).routesByPath);

  test("has an address, a group and something to read", () => {
    expect(id).toMatch(/^[a-z0-9-]{1,60}$/);
    expect(ARTICLES.filter((a) => a.id === id)).toHaveLength(1);
    expect(GROUPS).toContain(group);
    expect(paragraphs.length).toBeGreaterThan(1);
  });

  test("leads to pages that exist, and says words that the glossary has", () => {
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((l) => !pages.includes(l.to))).toEqual([]);
    expect(terms.filter((t) => !(t in GLOSSARY))).toEqual([]);
  });
});
