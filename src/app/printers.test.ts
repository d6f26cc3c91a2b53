import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents } from "#base/money.ts";
import { noticeOf } from "#document/notice.ts";
import { openPress } from "#document/typst.ts";
import { Printers } from "./printers.ts";

const home = mkdtempSync(join(tmpdir(), "parley-printers-"));
afterAll(() => rmSync(home, { recursive: true }));

const notice = (i: number) =>
  noticeOf({
    sentOn: day("2026-11-23"),
    claim: `MANY-${i}`,
    payerClaimNumber: `P-${i}`,
    provider: { name: "Invented Practice", npi: "1000000004", tin: "000000001" },
    sender: { letterhead: ["Invented Practice", "1 Invented Street"], signer: "A. Signer", title: "Director" },
    recipient: { name: "Invented Payer", address: ["1 Invented Plaza"], contacts: ["telephone (800) 555-0199"] },
    planFunding: "self_funded_erisa",
    group: "GRP1",
    kind: "emergency",
    place: "Place of service 23, Emergency room, AZ",
    firstAnswer: { day: day("2026-11-02"), assumed: true, trace: `T${i}` },
    items: [
      {
        ...{
          line: 1,
          code: "99285",
          modifiers: [],
          day: day("2026-10-03"),
          units: "1",
          refused: false,
          qpa: undefined,
        },
        ...{ firstPaid: cents(BigInt(12_000 + i)), offer: cents(48_000n) },
      },
    ],
    costSharing: cents(5_000n),
    exhibits: [],
  });

/** Prints so many papers and answers all files by their names. */
async function printed(count: number, threads: 1 | 2): Promise<Record<string, string>> {
  const dir = join(home, `${count} on ${threads}`);
  const printers = new Printers(await openPress(), threads);
  for (let i = 0; i < count; i++) printers.write("notice", notice(i), join(dir, `${i}`));
  await printers.end();
  return Object.fromEntries(readdirSync(dir).map((f) => [f, readFileSync(join(dir, f), "latin1")]));
}

test.each([[3], [45]])("%i papers: two threads write the files of one, and all of them stand at the end", async (n) => {
  const one = await printed(n, 1);
  expect(Object.keys(one)).toHaveLength(2 * n);
  expect(await printed(n, 2)).toEqual(one);
});

test("a disk that fails in the thread is told at the end, and the rest is printed", async () => {
  const printers = new Printers(await openPress(), 2);
  for (let i = 0; i < 20; i++) printers.write("notice", notice(i), join(home, "whole", `${i}`));
  // The thread starts now and is asked these three, whose folder is a file.
  for (let i = 0; i < 3; i++) printers.write("notice", notice(i), join(home, "whole", "0.json", `${i}`));
  await expect(printers.end()).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(readdirSync(join(home, "whole")).length).toBeGreaterThanOrEqual(40);
});
