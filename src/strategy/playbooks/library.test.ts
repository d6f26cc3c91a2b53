import { describe, expect, test } from "vitest";
import { day, plusDays, readDay } from "#base/day.ts";
import { placeOf } from "#codes/place.ts";
import { specialtyOf } from "#codes/specialty.ts";
import { dayOf, type Statement, shownOn } from "#strategy/sourced.ts";
import { isInRange, PLAYBOOKS, playbookOn, playbooksFor, statementsOf } from "./library.ts";
import { CMS_TIPS } from "./sources.ts";

const TODAY = day("2026-11-23");
const ALL = PLAYBOOKS.flatMap((p) => statementsOf(p).map((s) => [p.id, s.text, s] as const));

describe("every statement of every playbook", () => {
  test("there are ten specialties, each with evidence, arguments, channels and batching", () => {
    expect(PLAYBOOKS.map((p) => p.id)).toEqual([
      "emergency",
      "surgery-center",
      "anesthesia",
      "radiology",
      "pathology",
      "cardiology",
      "neurology",
      "behavioral",
      "air-ambulance",
      "ancillary",
    ]);
    for (const p of PLAYBOOKS)
      for (const part of ["evidence", "arguments", "channels", "batching"] as const)
        expect(p[part].length, `${p.id} ${part}`).toBeGreaterThanOrEqual(2);
    expect(ALL.length).toBeGreaterThanOrEqual(150);
  });

  test.each(ALL)("%s: %s names a source that can be opened, and its day", (_, __, s) => {
    expect(s.source.title.length).toBeGreaterThan(5);
    expect(new URL(s.source.url).hostname).toMatch(/\.[a-z]+$/);
    expect(readDay(s.source.read)).toBeDefined();
    expect(s.source.read <= TODAY).toBe(true);
    expect(dayOf(s.source) <= s.source.read, "a document is dated before it was read").toBe(true);
    expect(["verified", "known", "unsure"]).toContain(s.confidence);
    expect(s.text).toMatch(/[.?]$/);
  });

  test.each(ALL)("%s: %s holds no price", (_, __, s) => {
    expect(s.text).not.toMatch(/\$|USD|dollars? \d/);
  });

  test("no two sources of one address go by different names or days", () => {
    const byUrl = new Map<string, string>();
    for (const [, , { source }] of ALL) {
      const said = `${source.title} ${source.dated ?? ""} ${source.read}`;
      expect(byUrl.get(source.url) ?? said, source.url).toBe(said);
      byUrl.set(source.url, said);
    }
    expect(byUrl.size).toBeGreaterThanOrEqual(40);
  });

  test("of each specialty at least one piece of evidence says which file of a case shows it", () => {
    for (const p of PLAYBOOKS) expect(p.evidence.flatMap((e) => e.shownBy ?? []).length, p.id).toBeGreaterThan(0);
  });

  test("what leans on charges or public rates is marked, so that it stays out of a federal file", () => {
    const leaning = ALL.filter(([, text]) =>
      /\bMedicare's (share|rate|indicator)|invoice amount|declared: Medicare/.test(text),
    );
    expect(leaning.length).toBeGreaterThan(3);
    for (const [id, text, s] of leaning) expect(s.keepFromFederal, `${id}: ${text}`).toBe(true);
  });
});

describe("code lists", () => {
  const ranges = PLAYBOOKS.flatMap((p) => p.codes.map((r) => ({ id: p.id, ...r })));

  test.each(ranges.map((r) => [r.id, r.from, r.to, r] as const))("%s %s to %s is well formed", (_, from, to, r) => {
    for (const end of [from, to]) expect(end).toMatch(/^(\d{5}|[A-Z]\d{4}|\d{4}U)$/);
    expect(from <= to).toBe(true);
    expect(isInRange(from, r) && isInRange(to, r)).toBe(true);
    expect(r.what.length).toBeGreaterThan(3);
    expect(r.source.url).toMatch(/^https?:/);
  });

  /** Critical care is given by emergency physicians and by intensivists: both playbooks speak of it. */
  const SHARED = [["ancillary", "emergency", "99291"]];

  test("no code is in two playbooks but those that are meant to be", () => {
    const over: string[][] = [];
    for (const [i, a] of ranges.entries())
      for (const b of ranges.slice(i + 1))
        if (isInRange(b.from, a) || isInRange(a.from, b)) over.push([...[a.id, b.id].sort(), b.from]);
    expect(over).toEqual(SHARED);
  });

  test.each(PLAYBOOKS.map((p) => [p.id, p] as const))(
    "%s: places and specialties are ones that claims can have",
    (_, p) => {
      for (const place of p.places) expect(placeOf(place), place).toBeDefined();
      const known = new Set(SPECIALTIES);
      for (const s of p.specialties) expect(known.has(s), s).toBe(true);
    },
  );

  const SPECIALTIES = [
    "207L00000X",
    "367500000X",
    "207P00000X",
    "261QE0002X",
    "261QU0200X",
    "261QA1903X",
    "2085R0202X",
    "2085R0001X",
    "207U00000X",
    "207ZP0101X",
    "291U00000X",
    "207RC0000X",
    "2084N0400X",
    "2084P0800X",
    "103T00000X",
    "104100000X",
    "101Y00000X",
    "283Q00000X",
    "3416A0800X",
    "246ZC0007X",
    "208M00000X",
    "207RC0200X",
    "2080N0001X",
    "332B00000X",
    "363A00000X",
  ].map((t) => specialtyOf(t));

  test.each([
    ["99283", "99281", "99285", true, "inside"],
    ["99281", "99281", "99285", true, "at the first"],
    ["99286", "99281", "99285", false, "past the last"],
    [" 99283 ", "99281", "99285", true, "with blanks as files have them"],
    ["g0381", "G0380", "G0384", true, "in small letters"],
    ["9928", "99281", "99285", false, "shorter"],
    ["A0430", "00100", "01999", false, "a letter where the range has none"],
    ["0101U", "00100", "01999", false, "a laboratory's own code beside anesthesia's numbers"],
    ["", "99281", "99285", false, "empty"],
  ])("%s in %s to %s is %s: %s", (code, from, to, is) => {
    expect(isInRange(code, { from, to })).toBe(is);
  });
});

describe("a claim finds its playbooks", () => {
  const line = (code: string, modifiers: readonly string[] = [], place?: string) => ({ code, modifiers, place });
  const ids = (claim: Parameters<typeof playbooksFor>[0]) => playbooksFor(claim).map((f) => f.playbook.id);

  test.each([
    ["an emergency visit", { lines: [line("99285")], place: "23", specialties: ["emergency_medicine"] }, "emergency"],
    ["an urgent care visit by its place alone", { lines: [line("99203")], place: "20", specialties: [] }, "emergency"],
    ["anesthesia in a center", { lines: [line("00790", ["QZ"])], place: "24", specialties: [] }, "anesthesia"],
    [
      "a center's facility claim",
      { lines: [line("29881")], bill: "831", specialties: ["surgery_center"] },
      "surgery-center",
    ],
    ["a reading", { lines: [line("71046", ["26"])], specialties: ["radiology"] }, "radiology"],
    [
      "a heart scan read by a cardiologist",
      { lines: [line("93306", ["26"])], specialties: ["cardiology"] },
      "cardiology",
    ],
    ["monitoring during surgery", { lines: [line("95941"), line("95938", ["26"])], specialties: [] }, "neurology"],
    ["a program", { lines: [line("H0015")], place: "57", specialties: [] }, "behavioral"],
    ["a helicopter", { lines: [line("A0431"), line("A0436")], specialties: [] }, "air-ambulance"],
    ["an assistant", { lines: [line("63047", ["AS"])], specialties: [] }, "ancillary"],
    ["a proprietary test", { lines: [line("0242U")], specialties: [] }, "pathology"],
  ])("%s", (_, claim, first) => {
    expect(ids(claim)[0]).toBe(first);
  });

  test("critical care is emergency's in the emergency room, and ancillary's for an intensivist", () => {
    expect(ids({ lines: [line("99291")], place: "23", specialties: ["emergency_medicine"] })[0]).toBe("emergency");
    expect(ids({ lines: [line("99291")], place: "21", specialties: ["intensivist"] })[0]).toBe("ancillary");
  });

  test("it says why, by code, provider and place, and how many lines", () => {
    const [first] = playbooksFor({
      lines: [line("99285", [], "23"), line("12001", [], "23")],
      specialties: ["emergency_medicine"],
    });
    expect(first?.lines).toBe(1);
    expect(first?.because).toEqual([
      "Codes 99285.",
      "The provider's specialty: emergency medicine.",
      "Place of service 23.",
    ]);
  });

  test("a claim that says nothing fits nothing", () => {
    expect(playbooksFor({ lines: [], specialties: [] })).toEqual([]);
    expect(playbooksFor({ lines: [line("")], specialties: ["dermatology"] })).toEqual([]);
  });
});

describe("what may be shown on a day", () => {
  const said = (change: Partial<Statement>): Statement => ({
    text: "Said.",
    source: CMS_TIPS,
    confidence: "known",
    ...change,
  });

  test.each([
    ["on its last day", { until: TODAY }, true],
    ["on the day after", { until: plusDays(TODAY, -1) }, false],
    ["on its first day", { from: TODAY }, true],
    ["on the day before", { from: plusDays(TODAY, 1) }, false],
    ["without a title of its source", { source: { ...CMS_TIPS, title: " " } }, false],
    ["without an address", { source: { ...CMS_TIPS, url: "https://" as const } }, false],
    ["without a day", { source: { ...CMS_TIPS, read: "" as never } }, false],
    ["without words", { text: " " }, false],
    ["with all of it", {}, true],
  ])("%s: shown is %s", (_, change, is) => {
    expect(shownOn([said(change)], TODAY).length === 1).toBe(is);
  });

  test("batching by one range of codes is told from the day the rule began", () => {
    const before = playbookOn(PLAYBOOKS.find((p) => p.id === "radiology") as never, day("2026-10-31"));
    const after = playbookOn(PLAYBOOKS.find((p) => p.id === "radiology") as never, day("2026-11-01"));
    const says = (p: typeof before) => p.batching.some((s) => /one range/.test(s.text));
    expect([says(before), says(after)]).toEqual([false, true]);
  });

  test("an exchange whose answer lapsed is not told by half", () => {
    const p = PLAYBOOKS[0] as (typeof PLAYBOOKS)[number];
    const first = p.arguments[0] as (typeof p.arguments)[number];
    const old = { ...p, arguments: [{ ...first, answer: { ...first.answer, until: day("2020-01-01") } }] };
    expect(playbookOn(old, TODAY).arguments).toEqual([]);
  });
});
