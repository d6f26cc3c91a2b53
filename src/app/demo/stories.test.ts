import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeDemo } from "#app/demo.ts";
import { FEDERAL } from "#base/calendar.ts";
import { day, daysBetween, readDay } from "#base/day.ts";
import { OCOTILLO } from "./cast.ts";
import { STORIES } from "./stories.ts";
import { checksOf, claimsOf, total, type WeighedClaim, type WeighedPayment } from "./weigh.ts";

/** What each story is made of, in the segments themselves: the map's own test asserts what Parley makes of it. */

const DAYS = ["2026-11-23", "2026-11-21", "2023-01-01", "2030-07-04"] as const;

function tell(asOf: string) {
  const files = makeDemo({ asOf: day(asOf), seed: 7 });
  const claims = files.filter((f) => f.path.startsWith("claims/")).flatMap((f) => claimsOf(f.text));
  const remittances = files.filter((f) => f.path.startsWith("remittances/"));
  const checks = remittances.flatMap((f) => checksOf(f.text));
  const payments = checks.flatMap((c) => c.payments);
  const last = FEDERAL.nthFrom(day(asOf), 1);
  return {
    sent: (id: string): readonly WeighedClaim[] => claims.filter((c) => c.claim === id),
    answers: (id: string): readonly WeighedPayment[] => payments.filter((p) => p.claim === id),
    filesWith: (id: string): number => remittances.filter((f) => f.text.includes(`*${id}*`)).length,
    plb: (reference: string) =>
      files.flatMap((f) => f.text.match(new RegExp(`PLB[^~]*:${reference}\\*[^~]*`, "g")) ?? []),
    /** Business days from the payment to today, or to the next business day. */
    ago: (p: WeighedPayment | undefined): number => FEDERAL.countAfter(readDay(p?.day ?? "") ?? day(asOf), last),
    text: (path: string): string => files.find((f) => f.path === path)?.text ?? "",
  };
}

const codes = (p: WeighedPayment | undefined): ReadonlySet<string> =>
  new Set(p?.lines.flatMap((l) => l.adjustments.map(([code]) => code)));
const remarks = (p: WeighedPayment | undefined): ReadonlySet<string> => new Set(p?.lines.flatMap((l) => l.remarks));
const stateOf = (c: WeighedClaim | undefined): string | undefined =>
  c?.segments.filter((s) => s[0] === "N4").at(-1)?.[2];

describe("the table of stories", () => {
  test("has a claim number, a title and a tale for each, none twice", () => {
    expect(STORIES.length).toBeGreaterThanOrEqual(14);
    expect(new Set(STORIES.map((s) => s.claim)).size).toBe(STORIES.length);
    expect(new Set(STORIES.map((s) => s.title)).size).toBe(STORIES.length);
    for (const s of STORIES) expect(s.claim).toMatch(/^[A-Z]{2}-1\d{3}$/);
  });

  test("names every claim of the thousand in the files, and no other", () => {
    const { sent, answers } = tell("2026-11-23");
    for (const s of STORIES) expect(sent(s.claim).length + answers(s.claim).length, s.claim).toBeGreaterThan(0);
    const told = new Set(
      makeDemo({ asOf: day("2026-11-23"), seed: 7 }).flatMap((f) => f.text.match(/\b[A-Z]{2}-1\d{3}\b/g) ?? []),
    );
    expect(told).toEqual(new Set(STORIES.map((s) => s.claim)));
  });
});

describe.each(DAYS)("as of %s", (asOf) => {
  const t = tell(asOf);
  const one = (id: string): WeighedPayment | undefined => {
    expect(t.answers(id), id).toHaveLength(1);
    return t.answers(id)[0];
  };

  test.each([
    ["ED-1001", 22, "AZ", ["N877", "N864"]],
    ["ED-1002", 45, "AZ", ["N877", "N864"]],
    ["ED-1019", 29, "AZ", ["N877", "N864"]],
    ["ED-1008", 20, "TX", ["N877"]],
    ["ED-1009", 20, "TX", ["N830"]],
    ["ED-1010", 18, "NY", ["N830"]],
    ["ED-1011", 18, "NY", ["N877"]],
    ["SC-1023", 15, "AZ", ["N882"]],
  ])("%s was paid %i business days ago in %s with %j, low, out of network", (id, ago, state, expected) => {
    const p = one(id);
    expect(t.ago(p)).toBe(ago);
    expect(stateOf(t.sent(id)[0])).toBe(state);
    expect(remarks(p)).toEqual(new Set(expected));
    expect(codes(p)).toEqual(new Set(["PI-242"]));
    expect(p?.paid).toBeGreaterThan(0);
  });

  test("emergency visits are so at POS 23 and by SV109", () => {
    for (const s of STORIES.filter((x) => x.claim.startsWith("ED-"))) {
      const [claim] = t.sent(s.claim);
      expect(claim?.place).toBe("23");
      expect(claim?.lines.every((l) => l.emergency)).toBe(true);
    }
  });

  test("ED-1003 asserts a discount: CO-45, CO-131, a rented network in REF CE, and no contract in the profile", () => {
    const p = one("ED-1003");
    expect(codes(p)).toEqual(new Set(["CO-45", "CO-131"]));
    expect(p?.segments.some((s) => s[0] === "REF" && s[1] === "CE")).toBe(true);
    const profile: { contracts: readonly { payer: string }[]; contractsComplete: boolean } = JSON.parse(
      t.text("practice.json"),
    );
    expect(profile.contractsComplete).toBe(true);
    expect(profile.contracts.map((c) => c.payer)).not.toContain(p?.payer);
  });

  test("ED-1004 is paid, reversed to the cent and paid again, in three files under one payer number", () => {
    const [first, reversal, last] = [...t.answers("ED-1004")].sort((a, b) => (a.day < b.day ? -1 : 1));
    expect([first?.status, reversal?.status, last?.status]).toEqual(["1", "22", "1"]);
    expect(reversal?.paid).toBe(-(first?.paid ?? 0));
    expect(reversal?.charge).toBe(-(first?.charge ?? 0));
    expect(last?.paid).toBeGreaterThan(first?.paid ?? 0);
    expect(new Set(t.answers("ED-1004").map((p) => p.payerNumber)).size).toBe(1);
    expect(t.filesWith("ED-1004")).toBe(3);
  });

  test.each([
    ["CD-1005", "CO-50", 22],
    ["ED-1006", "CO-197", 8],
  ])("%s is denied whole with %s, %i business days ago", (id, code, ago) => {
    const p = one(id);
    expect(p?.paid).toBe(0);
    expect(codes(p)).toEqual(new Set([code]));
    expect(t.ago(p)).toBe(ago);
  });

  test("CD-1027 was denied 200 days ago, past the 180 of an appeal", () => {
    expect(daysBetween(readDay(one("CD-1027")?.day ?? "") ?? day(asOf), day(asOf))).toBe(200);
  });

  test("ED-1007 is paid 0.00 because everything allowed went to the deductible", () => {
    const p = one("ED-1007");
    expect(p?.paid).toBe(0);
    expect(p?.status).toBe("1");
    expect(p?.patient).toBeGreaterThan(0);
    expect(codes(p)).toEqual(new Set(["PI-242", "PR-1"]));
  });

  test("facts answer for ED-1008, ED-1009 and ED-1011, and leave ED-1010 and SC-1028 open", () => {
    const facts = t.text("facts.csv");
    const plan = (id: string): string => `plan,${t.sent(id)[0]?.payer}|${t.sent(id)[0]?.group},plan_funding`;
    expect(facts).toContain(`${plan("ED-1008")},self_funded_erisa`);
    expect(facts).toContain("claim,ED-1009,plan_funding,fully_insured");
    expect(facts).toContain(`${plan("ED-1011")},self_funded_erisa`);
    expect(facts).not.toContain(plan("ED-1010"));
    expect(facts).not.toContain(OCOTILLO.npi);
    expect(t.sent("SC-1028")[0]?.segments.some((s) => s[9] === OCOTILLO.npi)).toBe(true);
  });

  test("ED-1012 is reversed without a correction; PLB WO first gives the money back and then takes it", () => {
    const [paid, reversal] = [...t.answers("ED-1012")].sort((a, b) => (a.day < b.day ? -1 : 1));
    expect([paid?.status, reversal?.status]).toEqual(["1", "22"]);
    expect(t.answers("ED-1012")).toHaveLength(2);
    const amounts = t.plb(paid?.payerNumber ?? "").map((s) => s.split("*").at(-1) ?? "");
    expect(amounts).toHaveLength(2);
    expect(new Set(amounts.map((a) => a.replace("-", ""))).size).toBe(1);
    expect(amounts.filter((a) => a.startsWith("-"))).toHaveLength(1);
  });

  test("LB-1024 is reversed, and PLB 72 acknowledges the practice's own check", () => {
    const [paid, reversal] = [...t.answers("LB-1024")].sort((a, b) => (a.day < b.day ? -1 : 1));
    expect(reversal?.paid).toBe(-(paid?.paid ?? 0));
    expect(t.plb(paid?.payerNumber ?? "").map((s) => s.split("*")[3]?.slice(0, 3))).toEqual(["72:"]);
  });

  test("ED-1013 was sent in two files, paid once and refused once with OA-18", () => {
    expect(t.sent("ED-1013")).toHaveLength(2);
    const [first, second] = [...t.answers("ED-1013")].sort((a, b) => (a.day < b.day ? -1 : 1));
    expect(first?.paid).toBeGreaterThan(0);
    expect(codes(second)).toEqual(new Set(["OA-18"]));
  });

  test.each([
    ["CD-1014", "16", "16"],
    ["CD-1022", "WC", "WC"],
    ["ED-1025", "AM", "AM"],
    ["ED-1001", "CI", "12"],
  ])("%s is filed under SBR09 %s and CLP06 %s", (id, sbr, clp) => {
    expect(t.sent(id)[0]?.filing).toBe(sbr);
    expect(one(id)?.filing).toBe(clp);
  });

  test("SC-1015 has no answer and SC-1016 no claim", () => {
    expect([t.sent("SC-1015").length, t.answers("SC-1015").length]).toEqual([1, 0]);
    expect([t.sent("SC-1016").length, t.answers("SC-1016").length]).toEqual([0, 1]);
  });

  test("SC-1017 and CD-1018 are paid far above the invented fee, the second under CO-45 by contract", () => {
    expect((one("SC-1017")?.paid ?? 0) / (one("SC-1028")?.paid ?? 1)).toBeCloseTo(360 / 45, 1);
    expect(codes(one("CD-1018"))).toEqual(new Set(["CO-45"]));
    const profile: { contracts: readonly { payer: string }[] } = JSON.parse(t.text("practice.json"));
    expect(profile.contracts.map((c) => c.payer)).toContain(one("CD-1018")?.payer);
  });

  test("AN-1020 is billed in minutes", () => {
    expect(t.sent("AN-1020")[0]?.lines[0]?.unit).toBe("MJ");
    expect(one("AN-1020")?.lines[0]?.segments[0]?.[5]).toBe("95");
  });

  test("SC-1021 answers one line in two pieces under one control number, and bundles another", () => {
    const lines = one("SC-1021")?.lines ?? [];
    const controls = lines.map((l) => l.segments.find((s) => s[0] === "REF")?.[2]);
    expect(controls).toEqual(["SC-1021L1", "SC-1021L1", "SC-1021L2", "SC-1021L3"]);
    expect(total(lines.slice(0, 2).map((l) => l.charge))).toBe(t.sent("SC-1021")[0]?.lines[0]?.charge);
    expect(lines[3]?.adjustments.map(([code]) => code)).toEqual(["CO-97"]);
  });

  test("ED-1026 pays 99283 for the 99285 that SVC06 still names", () => {
    const [line] = one("ED-1026")?.lines ?? [];
    expect(line?.code).toBe("99283");
    expect(line?.segments[0]?.[6]).toBe("HC:99285:25");
    expect(t.sent("ED-1026")[0]?.lines[0]?.code).toBe("99285");
  });
});

test("docs/demo.md tells every story as the table does", () => {
  const page = readFileSync("docs/demo.md", "utf8");
  for (const s of STORIES) expect(page).toContain(`| ${s.claim} | ${s.title} | ${s.tells} | ${s.expect.class} |\n`);
});
