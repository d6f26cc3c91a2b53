import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, dayFromNumber, dayNumber } from "#base/day.ts";
import { readX12 } from "#x12/read.ts";
import {
  checksOf,
  claimsOf,
  split,
  total,
  type WeighedCheck,
  type WeighedClaim,
  type WeighedPayment,
} from "./demo/weigh.ts";
import { type DemoFile, makeDemo } from "./demo.ts";

/** A Monday, a Saturday, Thanksgiving, leap day, and both ends of the years the law of the demo is written for. */
const DAYS = ["2026-11-23", "2026-11-21", "2026-11-26", "2024-02-29", "2023-01-01", "2030-12-31"] as const;

const is837 = (f: DemoFile): boolean => /\.837(\.gz)?$/.test(f.path);
const is835 = (f: DemoFile): boolean => f.path.endsWith(".835");

interface Weighed {
  readonly files: readonly DemoFile[];
  readonly claims: readonly WeighedClaim[];
  readonly checks: readonly WeighedCheck[];
  readonly payments: readonly WeighedPayment[];
}

function weigh(asOf: string, seed = 7): Weighed {
  const files = makeDemo({ asOf: day(asOf), seed });
  const checks = files.filter(is835).flatMap((f) => checksOf(f.text));
  return {
    files,
    claims: files.filter(is837).flatMap((f) => claimsOf(f.text)),
    checks,
    payments: checks.flatMap((c) => c.payments),
  };
}

describe.each(DAYS)("the envelopes, as of %s", (asOf) => {
  const { files } = weigh(asOf);
  const edi = files.filter((f) => is837(f) || is835(f));

  test("count what they hold and close with the number they opened with", () => {
    for (const f of edi) {
      const segments = split(f.text);
      const [isa, gs] = segments;
      expect(f.text.indexOf("~")).toBe(105);
      expect(segments.at(-1)).toEqual(["IEA", "1", isa?.[13]]);
      const sets = segments.filter((s) => s[0] === "ST").length;
      expect(segments.at(-2)).toEqual(["GE", String(sets), gs?.[6]]);
      segments.forEach((s, i) => {
        if (s[0] !== "SE") return;
        const opened = segments.slice(0, i).findLastIndex((x) => x[0] === "ST");
        expect(s).toEqual(["SE", String(i - opened + 1), segments[opened]?.[2]]);
      });
    }
  });

  test("name the guide in GS08, and every interchange has a number of its own", () => {
    for (const f of edi) expect(split(f.text)[1]?.[8]).toBe(is837(f) ? "005010X222A1" : "005010X221A1");
    expect(new Set(edi.map((f) => split(f.text)[0]?.[13])).size).toBe(edi.length);
  });

  test("are read by Parley's own reader without a single Problem", () => {
    for (const f of edi) {
      const reader = readX12(f.path, {});
      reader.push(Buffer.from(f.text, "latin1"));
      expect(reader.end().problems, f.path).toEqual([]);
    }
  });
});

describe.each(DAYS)("the money, as of %s", (asOf) => {
  const { claims, checks, payments } = weigh(asOf);

  test("of every claim is the sum of its lines", () => {
    for (const c of claims) expect(total(c.lines.map((l) => l.charge)), c.claim).toBe(c.charge);
  });

  test("of every paid line is charge less adjustments, to the cent", () => {
    for (const p of payments)
      for (const l of p.lines) expect(l.charge - total(l.adjustments.map(([, a]) => a)), p.claim).toBe(l.paid);
  });

  test("of every CLP is that of its lines, and CLP05 is its PR", () => {
    for (const p of payments) {
      expect(total(p.lines.map((l) => l.charge))).toBe(p.charge);
      expect(total(p.lines.map((l) => l.paid))).toBe(p.paid);
      const share = p.lines.flatMap((l) => l.adjustments).filter(([code]) => code.startsWith("PR"));
      if (p.status !== "22") expect(total(share.map(([, a]) => a))).toBe(p.patient);
    }
  });

  test("of every check is its claims less its PLB, never negative, under a trace of its own", () => {
    for (const c of checks) {
      expect(total(c.payments.map((p) => p.paid)) - total(c.adjustments.map(([, a]) => a))).toBe(c.amount);
      expect(c.amount).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(checks.map((c) => c.trace)).size).toBe(checks.length);
  });

  test("carried forward (FB) comes back: what is left owing is less than one check", () => {
    const carried = checks.flatMap((c) => c.adjustments).filter(([reason]) => reason === "FB");
    expect(Math.abs(total(carried.map(([, a]) => a)))).toBeLessThan(100_000);
  });

  test("lies in the past: no payment, batch or service after today", () => {
    const today = asOf.replaceAll("-", "");
    for (const p of payments) expect(p.day <= today, p.claim).toBe(true);
    for (const c of claims) for (const l of c.lines) expect(l.day < today && l.day >= "20220101", c.claim).toBe(true);
  });
});

describe("the business", () => {
  test("has 150 to 250 claims of five practices in three states, and dollars to match", () => {
    const { claims, payments } = weigh("2026-11-23");
    const ids = new Set(claims.map((c) => c.claim));
    expect(ids.size).toBeGreaterThanOrEqual(150);
    expect(ids.size).toBeLessThanOrEqual(250);
    expect(new Set([...ids].map((id) => id.slice(0, 2)))).toEqual(new Set(["ED", "SC", "AN", "LB", "CD"]));
    const billed = total(claims.map((c) => c.charge));
    expect(billed).toBeGreaterThan(50_000_000);
    expect(total(payments.map((p) => p.paid))).toBeLessThan(billed / 2);
  });

  test("is the same bytes for the same day and seed, and other business for another seed with the same stories", () => {
    const [one, same, other] = [weigh("2026-11-23"), weigh("2026-11-23"), weigh("2026-11-23", 8)];
    expect(one.files).toEqual(same.files);
    expect(one.files).not.toEqual(other.files);
    const stories = (w: Weighed): unknown =>
      w.payments.filter((p) => /-1\d{3}$/.test(p.claim)).map((p) => [p.claim, p.charge, p.paid]);
    expect(stories(other)).toEqual(stories(one));
  });

  test("stands on any day and seed: balanced, and never a Problem", () => {
    const days = fc.integer({ min: dayNumber(day("2023-01-01")), max: dayNumber(day("2030-12-31")) });
    fc.assert(
      fc.property(days, fc.nat(), (n, seed) => {
        for (const f of makeDemo({ asOf: dayFromNumber(n), seed }).filter((x) => is837(x) || is835(x))) {
          const reader = readX12(f.path, {});
          reader.push(Buffer.from(f.text, "latin1"));
          expect(reader.end().problems).toEqual([]);
        }
      }),
      { numRuns: 8 },
    );
  });

  test("shows no delimiter, lower case or digit run that could be a real person's", () => {
    for (const f of weigh("2026-11-23").files.filter((x) => is837(x) || is835(x))) {
      for (const s of split(f.text)) {
        if (s[0] === "NM1" && ["IL", "QC"].includes(s[1] ?? "")) expect(s[3]).toBe("TESTPATIENT");
        if (s[0] === "PER") expect(s[4]).toMatch(/^\d{3}555\d{4}$/);
      }
      expect(f.text).not.toMatch(/[a-z]/);
    }
  });
});
