import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { JURISDICTIONS } from "#law/jurisdiction.ts";
import { complaintsFor, SUPPORT, supportFor } from "./support.ts";

const TODAY = day("2026-11-24");
const ids = (state: string | undefined): readonly string[] => supportFor(state, TODAY).map((b) => b.id);

describe("public bodies that hear a complaint", () => {
  test.each<[string | undefined, readonly string[], string]>([
    [undefined, [], "no state: the federal bodies alone"],
    ["TX", ["texas-tdi"], "Texas"],
    ["ca", ["california-dmhc", "ca-insurance"], "California, in any case of letters"],
    ["WY", ["wy-insurance"], "a state of which the department alone is known"],
    ["RI", ["rhode-island-ohic", "ri-insurance"], "Rhode Island, whose office for health insurance is one of its own"],
    ["PR", [], "a territory: nothing is guessed of it"],
  ])("of %s are the federal ones and %j: %s", (state, more) => {
    expect(ids(state)).toEqual(["no-surprises-help-desk", "ebsa", ...more]);
  });

  test("all say their source at an address of government, and the day it was read", () => {
    for (const { statements } of SUPPORT)
      for (const { source, text } of statements) {
        // The departments of Florida, New Mexico and North Carolina stand under names of their own.
        expect(new URL(source.url).hostname).toMatch(
          /\.gov$|^(?:www\.)?myfloridacfo\.com$|^www\.osi\.state\.nm\.us$|^ncdoi\.com$/,
        );
        expect(text.endsWith("."), text).toBe(true);
        expect(["2026-11-23", "2026-11-24"]).toContain(source.read);
      }
  });

  test("are known of every state that the law knows", () => {
    const states = Object.keys(JURISDICTIONS).filter((s) => !SUPPORT.some((b) => b.state === s));
    expect(states).toEqual([]);
  });

  test("have an id each", () => {
    expect(new Set(SUPPORT.map((b) => b.id)).size).toBe(SUPPORT.length);
  });
});

const sayings = (state: string): string =>
  SUPPORT.filter((b) => b.state === state)
    .flatMap((b) => b.statements.map((s) => s.text))
    .join(" ");

describe("what the department of a state says of a complaint", () => {
  test.each<[string, RegExp]>([
    ["AL", /among the things it cannot do/],
    ["AZ", /clean claims within 30 days.*names no providers/],
    ["CA", /45 working days.*PPOs of insurance companies/],
    ["DE", /non-network providers of emergency care/],
    ["FL", /up to five of them.*no authority over .* self-insured ERISA plans/],
    ["GA", /no jurisdiction over self-insured employers.*names no providers/],
    ["IL", /one form for each patient's claim.*insurance card/],
    ["KY", /more than one insured person is closed at once/],
    ["MD", /doctors and hospitals.*Department of Labor/],
    ["ME", /groups of at most six.*independent dispute resolution/],
    ["MI", /Generally takes no complaints of providers.*written authorization.*FIS 2369/],
    ["NC", /call 855-408-1212.*Department of Labor.*58-3-225/],
    ["NE", /opens no investigation/],
    ["NJ", /N\.J\.A\.C\. 11:22-1\.8/],
    ["OK", /45 days after they were sent.*36 O\.S\. § 1219/],
    ["PA", /45 days.*was not read/],
    ["RI", /after 45 days.*30 calendar days.*What it asks of a provider was not read/],
    ["VA", /policies issued in Virginia.*names no providers/],
    ["WA", /signed consent.*self-funded plan/],
  ])("of %s matches %s", (state, said) => {
    expect(sayings(state)).toMatch(said);
  });

  test.each(["HI", "ID", "LA", "MT", "VT", "WV"])("of %s is that it was not read", (state) => {
    expect(sayings(state)).toBe(
      "Regulates insurers of the state; the address is its own site. What it asks of a provider was not read for Parley.",
    );
  });

  test("is never both said and called unread of one body", () => {
    const both = SUPPORT.filter((b) => b.statements.length > 1 && b.statements.some((s) => /for Parley/.test(s.text)));
    expect(both).toEqual([]);
  });

  test("says each sentence once of a body", () => {
    const twice = SUPPORT.filter((b) => new Set(b.statements.map((s) => s.text)).size < b.statements.length);
    expect(twice.map((b) => b.id)).toEqual([]);
  });
});

describe("who hears a complaint about a claim", () => {
  const [HELP, EBSA] = ["no-surprises-help-desk", "ebsa"];
  test.each<[string | undefined, string | undefined, readonly string[], RegExp]>([
    ["TX", "fully_insured", [HELP, "texas-tdi"], /fully insured/],
    ["TX", "self_funded_erisa", [HELP, EBSA], /state departments do not hear/],
    ["TX", undefined, [HELP, EBSA, "texas-tdi"], /Nobody has said who funds/],
    [undefined, undefined, [HELP, EBSA], /The state is not known/],
    ["PR", "fully_insured", [HELP], /Of PR no department is known/],
    ["TX", "self_funded_government", [HELP], /no body was read beside/],
    ["TX", "fehb", [HELP], /no body was read beside/],
    ["TX", "medicare", [], /not heard by the bodies/],
  ])("of %s and %s are %j", (state, funding, expected, says) => {
    const found = complaintsFor({ state, funding }, TODAY);
    expect(found.bodies.map((b) => b.id)).toEqual(expected);
    expect(found.says).toMatch(says);
  });

  test("each says why, and with an open question when", () => {
    const why = complaintsFor({ state: "NY", funding: undefined }, TODAY).bodies.map((b) => b.why.split(" ")[0]);
    expect(why).toEqual(["Hears", "If", "If"]);
  });
});
