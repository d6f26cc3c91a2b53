import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChainHead, CLIENT_DELETED, type StoredEvent, verifyChain } from "./audit.ts";
import { bodyDigest, CHAIN_START, chainHash, type Json } from "./chain.ts";

const ORG = "11111111-1111-4111-8111-111111111111";
const SALT = "00112233445566778899aabbccddeeff";

interface Told {
  readonly type?: string;
  readonly client?: string | null;
  readonly body?: Json;
}

/** A chain as a store writes it. */
function chainOf(told: readonly Told[]): StoredEvent[] {
  let previous = CHAIN_START;
  return told.map(({ type = "note-added", client = "client_1", body = { n: 1 } }, i) => {
    const fields = {
      org: ORG,
      seq: i + 1,
      at: `2026-11-23T14:05:${String(i % 60).padStart(2, "0")}.000Z`,
      actor: "person_1",
      client,
      subject: "case_1",
      type,
      digest: bodyDigest(SALT, body),
    };
    const hash = chainHash(previous, fields);
    const event = { ...fields, body, salt: SALT, previous, hash };
    previous = hash;
    return event;
  });
}

const rehashed = (e: StoredEvent): StoredEvent => ({ ...e, hash: chainHash(e.previous, e) });

async function* stream(events: readonly StoredEvent[]): AsyncGenerator<StoredEvent> {
  yield* events;
}

const headOf = (events: readonly StoredEvent[]): ChainHead => ({
  seq: events.length,
  hash: events.at(-1)?.hash ?? CHAIN_START,
});

const SIX = chainOf(Array.from({ length: 6 }, (_, i) => ({ body: { n: i } })));
const verify = (events: readonly StoredEvent[], head = headOf(SIX), noted?: ChainHead) =>
  verifyChain(ORG, stream(events), head, noted);
const told = async (events: readonly StoredEvent[], head?: ChainHead) =>
  (await verify(events, head)).findings.map((f) => `${f.kind} ${f.seq}${f.to === undefined ? "" : `-${f.to}`}`);

/** Changes made to the six, each row by its number. */
const change = (seq: number, how: (e: StoredEvent) => StoredEvent) => SIX.map((e) => (e.seq === seq ? how(e) : e));
const byNumber = (events: readonly StoredEvent[]) => events.toSorted((a, b) => a.seq - b.seq);

describe("a chain as it was written", () => {
  test.each([0, 1, 6, 200])("of %i events has no findings", async (n) => {
    const events = chainOf(Array.from({ length: n }, (_, i) => ({ body: [i] })));
    expect(await verify(events, headOf(events))).toEqual({
      org: ORG,
      events: n,
      erased: 0,
      head: headOf(events),
      findings: [],
      faults: 0,
    });
  });

  test("verifies after it grew, against a head noted earlier", async () => {
    expect((await verify(SIX, headOf(SIX), { seq: 3, hash: SIX[2]!.hash })).faults).toBe(0);
  });
});

describe("what was done to a chain is named", () => {
  test.each<[string, readonly StoredEvent[], readonly string[]]>([
    ["a body", change(3, (e) => ({ ...e, body: { n: 99 } })), ["changed 3"]],
    ["a body and its digest", change(3, (e) => ({ ...e, body: 1, digest: bodyDigest(SALT, 1) })), ["changed 3"]],
    ["who did it", change(3, (e) => ({ ...e, actor: "person_2" })), ["changed 3"]],
    ["when", change(3, (e) => ({ ...e, at: "2026-11-23T14:05:09.999Z" })), ["changed 3"]],
    ["a moment that is none", change(3, (e) => ({ ...e, at: "yesterday" })), ["changed 3"]],
    ["the client", change(3, (e) => ({ ...e, client: null })), ["changed 3"]],
    ["the hash alone", change(3, (e) => ({ ...e, hash: "f".repeat(64) })), ["changed 3"]],
    ["an event and its hash", change(3, (e) => rehashed({ ...e, actor: "x" })), ["changed 3"]],
    ["the last event and its hash", change(6, (e) => rehashed({ ...e, actor: "x" })), ["head 6"]],
    ["an event of another organization", change(3, (e) => rehashed({ ...e, org: "o" })), ["changed 3"]],
    ["one missing", SIX.filter((e) => e.seq !== 3), ["missing 3-3"]],
    ["three missing", SIX.filter((e) => e.seq < 2 || e.seq > 4), ["missing 2-4"]],
    ["the first missing", SIX.slice(1), ["missing 1-1"]],
    ["the last two missing", SIX.slice(0, 4), ["missing 5-6"]],
    ["all missing", [], ["missing 1-6"]],
    [
      "two numbers swapped",
      byNumber(SIX.map((e) => ({ ...e, seq: e.seq === 3 ? 4 : e.seq === 4 ? 3 : e.seq }))),
      ["reordered 3", "reordered 4"],
    ],
    ["an event twice", SIX.flatMap((e) => (e.seq === 3 ? [e, e] : [e])), ["added 3"]],
    ["one added at the end", chainOf(Array.from({ length: 7 }, (_, i) => ({ body: { n: i } }))), ["added 7-7"]],
    ["a body erased for no reason", change(3, (e) => ({ ...e, body: null, salt: null })), ["erased 3"]],
    ["a salt erased and the body left", change(3, (e) => ({ ...e, salt: null })), ["changed 3"]],
  ])("%s", async (_, events, findings) => {
    expect(await told(events)).toEqual(findings);
  });

  test("one removed and the rest numbered anew", async () => {
    const closed = SIX.filter((e) => e.seq !== 3).map((e, i) => ({ ...e, seq: i + 1 }));
    expect(await told(closed)).toEqual(["reordered 3", "reordered 4", "changed 5", "missing 6-6"]);
  });

  test("all written anew: told by a head that was noted elsewhere, and only by that", async () => {
    const forged = chainOf(Array.from({ length: 6 }, () => ({ body: "forged" })));
    expect((await verify(forged, headOf(forged))).faults).toBe(0);
    const report = await verify(forged, headOf(forged), { seq: 3, hash: SIX[2]!.hash });
    expect(report.findings.map((f) => `${f.kind} ${f.seq}`)).toEqual(["head 3"]);
  });

  test("cut back to an earlier state, head and all: told by a head noted later", async () => {
    const cut = SIX.slice(0, 4);
    const report = await verify(cut, headOf(cut), headOf(SIX));
    expect(report.findings.map((f) => `${f.kind} ${f.seq}`)).toEqual(["head 6"]);
  });

  test("a thousand faults are counted, and the first hundred shown", async () => {
    const many = chainOf(Array.from({ length: 1000 }, () => ({}))).map((e) => ({ ...e, actor: "x" }));
    const report = await verify(many, headOf(many));
    expect([report.faults, report.findings.length]).toEqual([1000, 100]);
  });

  test("findings speak of numbers and never of what events say", async () => {
    const report = await verify(change(3, (e) => ({ ...e, body: "CANARY PATIENT", actor: "CANARY" })));
    expect(JSON.stringify(report)).not.toContain("CANARY");
  });
});

describe("a client deleted", () => {
  const events = chainOf([
    { client: "a" },
    { client: "b" },
    { client: "a" },
    { client: "a", type: CLIENT_DELETED },
    {},
  ]);
  const erase = (...seqs: readonly number[]) =>
    events.map((e) => (seqs.includes(e.seq) ? { ...e, body: null, salt: null } : e));

  test("its bodies are erased, and the chain still verifies", async () => {
    expect(await verify(erase(1, 3), headOf(events))).toMatchObject({ erased: 2, faults: 0 });
  });

  test("another client's body erased with them is told", async () => {
    const report = await verify(erase(1, 2, 3), headOf(events));
    expect(report.findings.map((f) => `${f.kind} ${f.seq}`)).toEqual(["erased 2"]);
  });

  test("a body erased after the deletion is told", async () => {
    const later = chainOf([{ client: "a", type: CLIENT_DELETED }, { client: "a" }]);
    const bad = later.map((e) => (e.seq === 2 ? { ...e, body: null, salt: null } : e));
    expect((await verify(bad, headOf(later))).findings.map((f) => `${f.kind} ${f.seq}`)).toEqual(["erased 2"]);
  });
});

test("any one field of any one event changed is always found", async () => {
  const fields = ["org", "at", "actor", "client", "subject", "type", "digest", "previous", "hash"] as const;
  await fc.assert(
    fc.asyncProperty(fc.nat(5), fc.constantFrom(...fields), fc.string(), async (i, field, value) => {
      fc.pre(SIX[i]![field] !== value);
      expect((await verify(change(i + 1, (e) => ({ ...e, [field]: value })))).faults).toBeGreaterThan(0);
    }),
  );
});
