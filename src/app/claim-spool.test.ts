import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { bytesOf } from "#base/json-bytes.ts";
import { cents, usd } from "#base/money.ts";
import { ClaimSpool } from "./claim-spool.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-claim-spool-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (s: ClaimSpool): string =>
  Buffer.concat(Array.from(s.inOrder(), (piece) => Buffer.from(piece))).toString();

test("claims come back by loss, then by stake, then as they were added", () => {
  const s = new ClaimSpool(folder);
  s.add(bytesOf("small"), usd("1.00"), usd("9.00"));
  s.add(bytesOf("tie more"), usd("5.00"), usd("8.00"));
  s.add(bytesOf("tie less"), usd("5.00"), usd("7.00"));
  s.add(bytesOf("tie less later"), usd("5.00"), usd("7.00"));
  s.add(bytesOf("größer"), usd("6.00"), usd("6.00"));
  expect(read(s)).toBe("größer,tie more,tie less,tie less later,small");
  s.close();
});

test("more than memory holds goes to a private file that is gone afterwards", () => {
  const s = new ClaimSpool(folder);
  const text = "x".repeat(100_000);
  for (let i = 0; i < 30; i++) s.add(bytesOf(`${i}:${text}`), cents(BigInt(i)), cents(0n));
  s.add(bytesOf(`${"é".repeat(700_000)}`), cents(99n), cents(0n));
  const texts = read(s).split(",");
  expect(texts[0]).toBe("é".repeat(700_000));
  expect(texts.slice(1).map((t) => t.split(":")[0])).toEqual(Array.from({ length: 30 }, (_, i) => String(29 - i)));
  s.close();
  expect(readdirSync(folder)).toEqual([]);
});

test("nothing added, nothing read", () => {
  const s = new ClaimSpool(folder);
  expect(read(s)).toBe("");
  s.close();
});
