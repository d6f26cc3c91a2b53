import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write835 } from "#app/invented-x12.ts";
import { formatUsd, usd } from "#base/money.ts";
import type { Remittance } from "#claim/claim.ts";
import { remittance, reversalOf } from "#claim/invented.ts";
import { remittanceOf } from "#claim/remittance-from-x12.ts";
import { openTestDesk, type TestDesk } from "#test/desk.ts";
import { readX12 } from "#x12/read.ts";
import { balanceOfEob, eobOf } from "./eob.ts";
import { readerOf } from "./eob-file.ts";
import { rawRemittance } from "./eob-raw.ts";

const LINES = ["99285 800.00 paid=320.00 CO45=400.00 PR1=80.00", "93010 100.00 paid=60.00 PI99=40.00"];
const R = remittance("A-1", LINES, { remarks: ["N877", "ZZZ9"] });

describe("a remittance as a paper EOB", () => {
  test("says each adjustment in our words, and who owes it", () => {
    const { lines, remarks } = eobOf(R);
    expect(lines.map((l) => [l.charge, l.takenOff, l.allowed, l.patient, l.paid].map(formatUsd))).toEqual([
      ["800.00", "400.00", "400.00", "80.00", "320.00"],
      ["100.00", "40.00", "60.00", "0.00", "60.00"],
    ]);
    expect(lines[0]?.adjustments).toMatchObject([
      { code: "CO-45", owes: "nobody, says the payer" },
      { code: "PR-1", owes: "the patient" },
    ]);
    expect(lines.flatMap((l) => l.adjustments).every((a) => a.meaning !== "")).toBe(true);
    expect(remarks[1]?.meaning).toBe("Not in our list; ask the payer what it means.");
  });

  test.each<[string, Partial<Remittance>, boolean, string]>([
    ["as it is", {}, true, "Balances to the cent"],
    ["with less paid than its lines", { paid: usd("361.60") }, false, "Out by $18.40 over the claim"],
    [
      "with a line that is out",
      { lines: remittance("A-1", [LINES[0] ?? "", "93010 100.00 paid=60.00 PI99=21.60"]).lines },
      false,
      "Out by $18.40 on line 2",
    ],
    [
      "with an amount taken off the claim as a whole",
      { paid: usd("370.00"), adjustments: [{ group: "OA", reason: "23", amount: usd("10.00") }] },
      true,
      "Balances to the cent",
    ],
    ["without lines", { lines: [], paid: usd("900.00") }, true, "Balances to the cent"],
    ["without lines, and out", { lines: [], paid: usd("881.60") }, false, "Out by $18.40 over the claim"],
  ])("%s: %s", (_, more, balances, text) => expect(balanceOfEob({ ...R, ...more })).toMatchObject({ balances, text }));

  test("a reversal balances below zero and says its fate", () => {
    const back = eobOf(reversalOf(R, "2026-05-01"), { what: "reversal", because: "it takes back the first" });
    expect(back.balance.balances).toBe(true);
    expect([back.status, back.fate.what, formatUsd(back.paid)]).toEqual([
      "Reversal of an earlier payment",
      "reversal",
      "-380.00",
    ]);
  });
});

describe("the segments of a remittance", () => {
  let at: TestDesk;
  beforeAll(async () => {
    at = await openTestDesk(1);
  });
  afterAll(() => at.close());

  const OTHER = { element: "|", component: "^", end: "'\r\n" };
  const written = (text: string) => {
    const found: Remittance[] = [];
    const nothing = (): void => {};
    const reader = readX12("paid.835", { claimPayment: (r) => found.push(remittanceOf(r, "paid.835", nothing)) });
    reader.push(Buffer.from(text));
    reader.end();
    return found;
  };
  const kept = async (bytes: Uint8Array): Promise<string> => {
    const put = await (await at.desk.vault(at.org)).put(
      (async function* () {
        yield bytes;
      })(),
    );
    if (!put.ok) throw new Error(put.error.sentence);
    return put.value.sha256;
  };

  test.each([
    ["plain", undefined, (b: Buffer) => b, "paid.835"],
    ["with other delimiters", OTHER, (b: Buffer) => b, "paid.835"],
    [
      "with words before its first segment",
      undefined,
      (b: Buffer) => Buffer.concat([Buffer.from("\n\n"), b]),
      "paid.835",
    ],
    ["in an archive", undefined, (b: Buffer) => gzipSync(b), "paid.835.gz"],
  ])("are read from the kept file, %s", async (_, delimiters, pack, name) => {
    const all = Array.from({ length: 40 }, (_x, i) => remittance(`A-${i}`, LINES));
    const text = write835(all, [], delimiters);
    const found = written(name.endsWith(".gz") ? text : pack(Buffer.from(text)).toString());
    const sha256 = await kept(pack(Buffer.from(text)));
    const reader = await readerOf(at.desk, at.org, { name, sha256 }, name);
    const third = found[33];
    const raw = third && (await rawRemittance(reader.read, third.source));
    reader.close();
    const e = delimiters?.element ?? "*";
    expect(raw?.claim[0]?.text.startsWith(`CLP${e}A-33${e}`)).toBe(true);
    expect(raw?.claim[0]?.segment).toBe(third?.source.segment);
    expect(raw?.lines.map((l) => l[0]?.text.split(e).slice(0, 2).join(" ").slice(0, 3))).toEqual(["SVC", "SVC"]);
    expect(raw?.lines.flat().some((s) => s.text.includes("A-34"))).toBe(false);
  });

  test.each([
    ["no X12", "hello, world", 0],
    ["another place than a claim", write835([R]), 3],
    ["nothing", "", 0],
  ])("are none in %s", async (_, text, byte) => {
    const bytes = Buffer.from(text);
    const read = async (from: number, length: number) => bytes.subarray(from, from + length);
    expect(await rawRemittance(read, { file: "x", byte, segment: 1 })).toBeUndefined();
  });
});
