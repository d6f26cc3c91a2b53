import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { cents, usd } from "#base/money.ts";
import { ClaimSpool } from "./claim-spool.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-claim-spool-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (s: ClaimSpool): string[] => [...s.inOrder()].map((b) => b.toString());

test("claims come back by loss, then by stake, then as they were added", () => {
  const s = new ClaimSpool(folder);
  s.add("small", usd("1.00"), usd("9.00"));
  s.add("tie, more at stake", usd("5.00"), usd("8.00"));
  s.add("tie, less at stake", usd("5.00"), usd("7.00"));
  s.add("tie, as much, later", usd("5.00"), usd("7.00"));
  s.add("largest, größer", usd("6.00"), usd("6.00"));
  expect(read(s)).toEqual([
    "largest, größer",
    "tie, more at stake",
    "tie, less at stake",
    "tie, as much, later",
    "small",
  ]);
  s.close();
});

test("more than memory holds goes to a private file that is gone afterwards", () => {
  const s = new ClaimSpool(folder);
  const text = "x".repeat(100_000);
  for (let i = 0; i < 30; i++) s.add(`${i}:${text}`, cents(BigInt(i)), cents(0n));
  expect(read(s).map((t) => t.split(":")[0])).toEqual(Array.from({ length: 30 }, (_, i) => String(29 - i)));
  s.close();
  expect(readdirSync(folder)).toEqual([]);
});

test("nothing added, nothing read", () => {
  const s = new ClaimSpool(folder);
  expect(read(s)).toEqual([]);
  s.close();
});
