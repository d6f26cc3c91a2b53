import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ClaimAnswer, GroupAnswer, SetAnswer } from "./model.ts";
import { readX12 } from "./read.ts";

interface Read {
  readonly sets: readonly SetAnswer[];
  readonly groups: readonly GroupAnswer[];
  readonly claims: readonly ClaimAnswer[];
  readonly problems: readonly string[];
}

const textOf = (name: string): string => readFileSync(new URL(`../../fixtures/x12/${name}`, import.meta.url), "utf8");

function read(text: string): Read {
  const sets: SetAnswer[] = [];
  const groups: GroupAnswer[] = [];
  const claims: ClaimAnswer[] = [];
  const reader = readX12("f.edi", {
    setAnswer: (a) => sets.push(a),
    groupAnswer: (a) => groups.push(a),
    claimAnswer: (a) => claims.push(a),
  });
  reader.push(new TextEncoder().encode(text));
  const problems = reader.end().problems.map((p) => p.code);
  return { sets, groups, claims, problems: problems.filter((c) => c !== "count") };
}

describe("a 999", () => {
  const text = textOf("acknowledgment-999.edi");
  const { sets, groups, problems } = read(text);

  test("has no Problem", () => expect(problems).toEqual([]));

  test("says of each set whether it was taken, and where it was wrong", () => {
    expect(sets.map((s) => [s.kind, s.group, s.control, s.status, s.outcome, s.errors])).toEqual([
      ["837", "11", "0001", "A", "accepted", []],
      ["837", "11", "0002", "R", "rejected", ["5", "I5"]],
      ["837", "11", "0003", "E", "accepted", []],
    ]);
    expect(sets[1]?.segments).toEqual([
      {
        segment: "CLM",
        position: 12,
        loop: "2300",
        error: "8",
        elements: [
          { element: 5, component: 3, error: "7" },
          { element: 2, component: undefined, error: "6" },
        ],
      },
      { segment: "NM1", position: 15, loop: "2310", error: "3", elements: [] },
    ]);
  });

  test("says of the group what was sent, received and accepted; in part is neither accepted nor rejected", () => {
    expect(groups).toMatchObject([
      {
        kind: "HC",
        control: "11",
        guide: "005010X222A1",
        said: 3,
        received: 3,
        accepted: 2,
        errors: ["1"],
        status: "P",
      },
    ]);
    expect(groups[0]?.outcome).toBeUndefined();
  });

  test("spans reach from AK2 to IK5", () => {
    expect(sets.map((s) => text.slice(s.span.from, s.span.to).split("~\n").at(-1))).toEqual([
      "IK5*A~",
      "IK5*R*5*I5~",
      "IK5*E~",
    ]);
  });

  test("what stood in the wrong element is not kept", () => {
    expect(JSON.stringify([sets, groups])).not.toContain("OMEGA");
  });

  test.each<[string, string, string, readonly string[]]>([
    ["no verdict on a set", "IK5*A~\n", "", ["segment-missing"]],
    ["no verdict on the group", "AK9*P*3*3*2*1~\n", "", ["segment-missing"]],
    ["a verdict nobody knows", "IK5*A~", "IK5*Q~", ["code"]],
    ["an element error outside a segment error", "IK5*A~", "IK4*1**1~\nIK5*A~", ["segment-unexpected"]],
  ])("%s", (_, from, to, expected) => {
    const changed = read(text.replace(from, to));
    expect([changed.problems, changed.sets.length]).toEqual([expected, 3]);
  });
});

describe("a 277CA", () => {
  const text = textOf("acknowledgment-277ca.edi");
  const { claims, problems } = read(text);

  test("has no Problem", () => expect(problems).toEqual([]));

  test("says of a sending, a provider and each claim what became of it", () => {
    expect(claims.map((c) => [c.about, c.id, c.outcome, c.patient?.name, c.provider?.id, c.payer?.id])).toEqual([
      ["receiver", "BATCH1", "accepted", undefined, undefined, "99001"],
      ["provider", "0", "accepted", undefined, "1000000004", "99001"],
      ["claim", "A-1001", "accepted", "ROWAN", "1000000004", "99001"],
      // Its STC03 says accept, its category says rejected.
      ["claim", "A-1002", "rejected", "MAPLE", "1000000004", "99001"],
      ["claim", "A-1003", "accepted", "MAPLE", "1000000004", "99001"],
    ]);
  });

  test("keeps statuses, numbers and lines", () => {
    expect(claims[0]).toMatchObject({
      quantities: [
        ["90", "2"],
        ["AA", "1"],
      ],
      amounts: [
        { kind: "YU", amount: 189100n },
        { kind: "YY", amount: 125000n },
      ],
    });
    expect(claims[2]).toMatchObject({
      statuses: [{ category: "A2", code: "20", entity: "PR", day: "2026-01-05", action: "WQ", amount: 64100n }],
      refs: [{ kind: "1K", value: "ICN00001" }],
      dates: [{ kind: "472", from: "2025-11-03" }],
    });
    expect(claims[3]?.statuses.map((s) => `${s.category} ${s.code} ${s.entity}`)).toEqual(["A7 562 85", "A7 145 82"]);
    expect(claims[3]?.lines).toMatchObject([
      {
        procedure: { code: "99284", modifiers: ["25"] },
        charge: 125000n,
        revenue: "0450",
        statuses: [{ category: "A7", code: "454", action: "U" }],
        refs: [{ kind: "FJ", value: "L-1" }],
      },
    ]);
  });

  test.each<[string, string, string, string | undefined]>([
    ["only an action: accept", "A2:20:PR*20260105*WQ", "F1:20:PR*20260105*WQ", "accepted"],
    ["only an action: reject", "A2:20:PR*20260105*WQ", "F1:20:PR*20260105*U", "rejected"],
    ["neither", "A2:20:PR*20260105*WQ", "A4:35:PR*20260105*", undefined],
  ])("%s", (_, from, to, outcome) => {
    expect(read(text.replace(from, to)).claims[2]?.outcome).toBe(outcome);
  });

  test("a status without its day, or with an amount that is none, is told", () => {
    const changed = read(text.replace("STC*A2:20:PR*20260105*WQ*641", "STC*A2:20:PR*2026010X*WQ*6A1"));
    expect(changed.problems).toEqual(["date", "amount"]);
  });
});
