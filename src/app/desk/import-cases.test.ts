import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeDemo } from "#app/demo-write.ts";
import { runMap } from "#app/map.ts";
import { day } from "#base/day.ts";
import { decide } from "#case/decider.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { eventJson, instant } from "#case/event.ts";
import { evolve } from "#case/evolve.ts";
import { findingOf } from "#case/finding.ts";
import { initial } from "#case/state.ts";
import type { MatchedClaim } from "#claim/match.ts";
import { BY_IMPORT, type Found, isSure, openedState, openingOf } from "./import-cases.ts";

const ON = day("2026-11-20");
const STAMP = { by: BY_IMPORT, at: instant("2026-11-20T09:00:00.000Z"), on: ON };
const matched: MatchedClaim = { remittances: [], fates: [], standing: [], apart: [], by: "none", lines: [], notes: [] };

/** As every other event of a case is decided. */
function decided({ evaluation: e }: Found) {
  const act = {
    type: "open",
    claim: e.claim,
    number: "HR-1",
    payer: e.payer,
    payerKey: e.payerKey,
    counted: [],
  } as const;
  const events = decide(initial, { ...STAMP, saw: 0, act }, { finding: findingOf(e, ON) });
  return events.ok ? events.value.reduce(evolve, initial) : undefined;
}

describe("a case that an import opens", () => {
  let folder: string;
  const all: ClaimEvaluation[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "parley-demo-"));
    await writeDemo(folder, { asOf: ON, seed: 7 });
    const onCase = ({ evaluation }: { readonly evaluation: ClaimEvaluation }): void => void all.push(evaluation);
    const booksDir = join(folder, ".no-books");
    (await runMap({ paths: [folder], asOf: ON, home: folder, booksDir, json: false, onCase })).close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is the one that a decision would open, to the letter, though hardly one is read back", () => {
    let sure = 0;
    for (const evaluation of all) {
      const found = { claim: "", matched, evaluation };
      const is = openedState(found, "HR-1", STAMP);
      expect(is).toEqual(decided(found));
      expect(is && JSON.stringify(is.log.map(eventJson))).toBe(JSON.stringify(decided(found)?.log.map(eventJson)));
      if (isSure(openingOf(found, "HR-1", ON))) sure += 1;
    }
    expect(all.length).toBeGreaterThan(200);
    expect(sure).toBeGreaterThan(all.length * 0.9);
  });

  test.each([
    ["an amount beyond any", (e: ClaimEvaluation) => ({ ...e, billed: (10n ** 19n) as typeof e.billed })],
    [
      "a code of two thousand letters",
      (e: ClaimEvaluation) => ({ ...e, lines: e.lines.map((l) => ({ ...l, code: "x".repeat(2000) })) }),
    ],
  ])("is none where %s cannot be kept", (_, change) => {
    const [some] = all.filter((e) => e.lines.length > 0);
    const found = { claim: "", matched, evaluation: change(some!) };
    expect(openedState(found, "HR-1", STAMP)).toBeUndefined();
  });
});
