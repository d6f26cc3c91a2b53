import { expect, test } from "vitest";
import { bytesOf, Fixed, JsonBytes } from "./json-bytes.ts";
import { cents, formatUsd } from "./money.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

function written(write: (out: JsonBytes) => void): string {
  const out = new JsonBytes();
  write(out);
  return decoder.decode(out.view());
}

test.each([
  ["plain words", "SYNTHETIC PLAN 7"],
  ["nothing", ""],
  ["a quotation mark", 'say "no"'],
  ["a backslash", "a\\b"],
  ["a line break and a tab", "a\nb\tc"],
  ["a NUL and a DEL", "a\u0000b\u007f"],
  ["accents", "José Ñandú"],
  ["a sign of two units", "claim 𝄞"],
  ["half of such a sign", "a\ud834b"],
  ["right-to-left letters", "שלום"],
  ["an escape at the very end", `${"x".repeat(40)}"`],
])("%s is written as JSON writes it", (_, text) => {
  const json = written((out) => out.text(text));
  expect(JSON.parse(json)).toBe(text);
  if (!text.includes("\u007f")) expect(json).toBe(JSON.stringify(text));
});

test.each([
  0n,
  1n,
  9n,
  10n,
  99n,
  100n,
  101n,
  999n,
  1000n,
  123456n,
  99_999_999n,
  2_147_483_647n,
  2_147_483_648n,
  9_999_999_999_999_999n,
  -1n,
  -305n,
  -123456n,
])("%s cents are written as the amount they are", (n) => {
  expect(written((out) => out.usd(cents(n)))).toBe(`"${formatUsd(cents(n))}"`);
});

test("every amount of up to a hundred thousand cents is written as formatUsd does", () => {
  const out = new JsonBytes();
  for (let n = 0n; n <= 100_000n; n += 7n) {
    out.clear();
    out.usd(cents(n));
    expect(decoder.decode(out.view())).toBe(`"${formatUsd(cents(n))}"`);
  }
});

test("what is unknown is null", () => {
  expect(written((out) => out.usdOrNull(undefined))).toBe("null");
  expect(written((out) => out.textOrNull(undefined))).toBe("null");
  expect(written((out) => out.usdOrNull(cents(5n)))).toBe('"0.05"');
  expect(written((out) => out.textOrNull("x"))).toBe('"x"');
});

test("lists of texts are JSON", () => {
  const list = ["a", 'b"', "ü"];
  expect(JSON.parse(written((out) => out.texts(list)))).toEqual(list);
  expect(written((out) => out.texts([]))).toBe("[]");
});

test("it grows as far as it must and keeps what was written", () => {
  const long = "z".repeat(100_000);
  const json = written((out) => {
    out.raw("[");
    for (let i = 0; i < 5; i++) {
      out.text(long);
      out.comma();
    }
    out.kept(bytesOf(JSON.stringify("é".repeat(50_000))));
    out.raw("]");
  });
  expect(JSON.parse(json)).toEqual([long, long, long, long, long, "é".repeat(50_000)]);
});

test("fixed pieces of any length stand one after the other, past every growing", () => {
  const pieces = Array.from({ length: 18 }, (_, n) => "abcdefghijklmnopqr".slice(0, n));
  const out = new JsonBytes();
  for (let i = 0; i < 300; i++) for (const p of pieces) out.put(new Fixed(p)).quote();
  expect(decoder.decode(out.view())).toBe(
    pieces
      .map((p) => `${p}"`)
      .join("")
      .repeat(300),
  );
});

test("an amount can be a part of a text", () => {
  const json = written((out) => out.quote().amount(cents(-5n)).put(new Fixed(" of ")).amount(cents(1250n)).quote());
  expect(JSON.parse(json)).toBe("-0.05 of 12.50");
});

test("after clear it writes anew", () => {
  const out = new JsonBytes();
  out.text("first");
  out.clear();
  out.usd(cents(1250n));
  expect(decoder.decode(out.view())).toBe('"12.50"');
});
