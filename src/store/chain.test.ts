import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyDigest, CHAIN_START, type ChainEvent, canonicalJson, chainHash, type Json } from "./chain.ts";

const SALT = "00112233445566778899aabbccddeeff";
const EVENT: ChainEvent = {
  org: "org_1",
  seq: 1,
  at: "2026-11-23T14:05:09.000Z",
  actor: "person_1",
  client: "client_1",
  subject: "case_1",
  type: "note-added",
  digest: bodyDigest(SALT, { text: "called", cents: 1250 }),
};

describe("one value has one text", () => {
  test.each<[string, Json, string]>([
    ["keys stand in order", { b: 1, a: { d: 1, c: 2 } }, '{"a":{"c":2,"d":1},"b":1}'],
    ["keys sort by UTF-16 units, not by locale", { é: 1, Z: 2, a: 3 }, '{"Z":2,"a":3,"é":1}'],
    ["lists keep their order", [3, 1, 2], "[3,1,2]"],
    ["minus zero is zero", -0, "0"],
    ["a composed and a taken-apart letter stay two texts", ["\u00e9", "e\u0301"], '["\u00e9","e\u0301"]'],
    ["controls are escaped", "a\n\u0001", '"a\\n\\u0001"'],
    ["the largest whole number", Number.MAX_SAFE_INTEGER, "9007199254740991"],
    ["nothing in something", {}, "{}"],
  ])("%s", (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each<[string, unknown]>([
    ["a fraction", 1.5],
    ["a number past 2^53", 2 ** 53],
    ["not a number", Number.NaN],
    ["an absent value", { a: undefined }],
    ["a bigint", 1n],
    ["an object of a class", new Map()],
    ["half a character", "\ud800"],
    ["half a character in a key", { "\ud800": 1 }],
    ["the character of number zero", "a\u0000"],
    ["a hole in a list", new Array(1)],
    ["a body too deep", Array.from({ length: 70 }).reduce<unknown>((v) => [v], 1)],
  ])("%s is refused", (_, value) => {
    expect(() => canonicalJson(value)).toThrow(/Parley bug/);
  });

  const json = fc.jsonValue().map((v): Json => JSON.parse(JSON.stringify(v), whole));
  test("the order of keys never matters, and the text reads back as the value", () => {
    fc.assert(
      fc.property(json, (value) => {
        const again: Json = JSON.parse(canonicalJson(value));
        expect(again).toEqual(value);
        expect(canonicalJson(backwards(value))).toBe(canonicalJson(value));
      }),
    );
  });
});

/** Whole numbers, and texts without what is refused. */
function whole(_: string, value: unknown): unknown {
  if (typeof value === "number") return Math.trunc(value % 1e9) + 0;
  return typeof value === "string" ? value.toWellFormed().replaceAll("\u0000", "") : value;
}

function backwards(value: Json): Json {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, backwards(v)]),
  );
}

describe("a hash covers every field", () => {
  test("the encoding of version 1, pinned: stored hashes keep their meaning", () => {
    expect(chainHash(CHAIN_START, EVENT)).toBe("b63ca7d5997fa4bb1b3aff2ecd4b5c17e381d84ca3f57b170f5898dd167245c5");
  });

  test.each<[string, Partial<ChainEvent>]>([
    ["organization", { org: "org_2" }],
    ["number", { seq: 2 }],
    ["moment", { at: "2026-11-23T14:05:09.001Z" }],
    ["actor", { actor: "person_2" }],
    ["client", { client: "client_2" }],
    ["client taken away", { client: null }],
    ["subject", { subject: "" }],
    ["subject taken away", { subject: null }],
    ["type", { type: "note-removed" }],
    ["body", { digest: bodyDigest(SALT, { text: "called", cents: 1251 }) }],
    ["a letter moved from one field to the next", { actor: "person_", client: "1client_1" }],
  ])("another %s is another hash", (_, change) => {
    expect(chainHash(CHAIN_START, { ...EVENT, ...change })).not.toBe(chainHash(CHAIN_START, EVENT));
  });

  test("the digest of a body is another under another salt, and does not depend on the order of keys", () => {
    const digest = bodyDigest(SALT, { a: 1, b: 2 });
    expect(bodyDigest(SALT, { b: 2, a: 1 })).toBe(digest);
    expect(bodyDigest(SALT.replace("0", "1"), { a: 1, b: 2 })).not.toBe(digest);
    expect(() => bodyDigest("", {})).toThrow(/Parley bug/);
  });

  test("none and empty are two things", () => {
    expect(chainHash(CHAIN_START, { ...EVENT, subject: null })).not.toBe(
      chainHash(CHAIN_START, { ...EVENT, subject: "" }),
    );
  });

  test.each<[string, string, Partial<ChainEvent>]>([
    ["no hash before it", "abc", {}],
    ["number zero", CHAIN_START, { seq: 0 }],
    ["a moment in another spelling", CHAIN_START, { at: "2026-11-23 14:05:09+00" }],
    ["no digest", CHAIN_START, { digest: "" }],
    ["half a character in its actor", CHAIN_START, { actor: "\udc00" }],
  ])("an event with %s is refused", (_, previous, change) => {
    expect(() => chainHash(previous, { ...EVENT, ...change })).toThrow(/Parley bug/);
  });
});

describe("a chain tells what was done to it", () => {
  const chained = (events: readonly ChainEvent[]): string[] => {
    let previous = CHAIN_START;
    return events.map((e) => {
      previous = chainHash(previous, e);
      return previous;
    });
  };
  const events = fc
    .array(fc.record({ actor: fc.string({ unit: "grapheme-ascii" }), n: fc.integer() }), {
      minLength: 2,
      maxLength: 12,
    })
    .map((rows) =>
      rows.map(({ actor, n }, i): ChainEvent => ({ ...EVENT, seq: i + 1, actor, digest: bodyDigest(SALT, { n }) })),
    );

  test.each<[string, (list: readonly ChainEvent[], at: number) => readonly ChainEvent[]]>([
    ["a change", (l, at) => l.map((e, i) => (i === at ? { ...e, actor: `${e.actor}x` } : e))],
    ["a removal", (l, at) => l.filter((_, i) => i !== at)],
    ["a repetition", (l, at) => l.flatMap((e, i) => (i === at ? [e, e] : [e]))],
    ["a swap", (l, at) => l.map((e, i) => (i === at ? (l[at + 1] ?? e) : i === at + 1 ? (l[at] ?? e) : e))],
    ["a swap that also swaps the numbers", (l, at) => renumbered(l, at)],
  ])("%s gives another hash at the end", (_, spoil) => {
    fc.assert(
      fc.property(events, fc.nat(), (list, n) => {
        const at = n % (list.length - 1);
        const spoilt = spoil(list, at);
        fc.pre(JSON.stringify(spoilt) !== JSON.stringify(list));
        expect(chained(spoilt).at(-1)).not.toBe(chained(list).at(-1));
      }),
    );
  });
});

function renumbered(list: readonly ChainEvent[], at: number): readonly ChainEvent[] {
  const [a, b] = [list[at]!, list[at + 1]!];
  return list.map((e, i) => (i === at ? { ...b, seq: a.seq } : i === at + 1 ? { ...a, seq: b.seq } : e));
}
