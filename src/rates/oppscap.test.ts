import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ImportReport, importFiles } from "./import.ts";

const HEADER = "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\n";
/** What the invented books of 2025D give: the technical part capped, the professional part of a locality not. */
const GOOD = "Z0003,,A,99992,01,190.27,190.27\nZ0003,26,A,99992,01,58.86,58.86\nZ0008,TC,C,99992,01,5.00,5.00\n";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-oppscap-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function run(name: string, content: string, books = "fixtures/rates/2025D"): Promise<ImportReport> {
  const path = join(dir, name);
  writeFileSync(path, content);
  return importFiles({ paths: [path, books], booksDir: join(dir, "books"), now: "2026-01-02" });
}

const checkOf = (r: ImportReport) => r.files.find((f) => f.check !== undefined)?.check;
const toldOf = (r: ImportReport): readonly string[] => r.problems.map((p) => `${p.severity} ${p.code} ${p.message}`);

describe("an OPPSCAP file is compared with the books of its release, even those imported after it", () => {
  test.each([
    ["as published", GOOD, 0, 2],
    ["a cent off in one setting", GOOD.replace("190.27\n", "190.28\n"), 1, 2],
    ["an amount that is none", GOOD.replace("190.27\n", "n/a\n"), 1, 2],
    ["a code the release does not have", `${GOOD}Z9999,,A,99992,01,1.00,1.00\n`, 1, 3],
    ["a locality without its leading zeros", GOOD.replace("99992,01,190.27", "99992,1,190.27"), 0, 2],
  ])("%s", async (_, rows, differ, compared) => {
    const r = await run("OPPSCAP_RVU25D.csv", HEADER + rows);
    expect(checkOf(r)).toEqual({ release: "2025D", reconciles: differ === 0, compared, differ, capsOnly: 1 });
    const [told] = toldOf(r);
    expect(told).toContain(
      differ === 0
        ? "warning book-not-an-input"
        : `does not reconcile with release 2025D: ${differ} of ${compared} status A rows differ`,
    );
    expect(r.files[r.files.length - 1]?.outcome).toBe("skipped");
  });

  test.each([
    ["its release is not imported", "OPPSCAP_RVU24D.csv", GOOD],
    ["nothing tells its release", "OPPSCAP.csv", GOOD],
  ])("not compared when %s", async (_, name, rows) => {
    const r = await run(name, HEADER + rows);
    expect(checkOf(r)).toEqual({ release: null, reconciles: null, compared: 0, differ: 0, capsOnly: 1 });
    expect(toldOf(r)[0]).toContain("It was not compared");
  });

  test("caps alone reconcile with nothing", async () => {
    const r = await run("OPPSCAP_RVU25D.csv", `${HEADER}Z0008,TC,C,99992,01,5.00,5.00\n`);
    expect(checkOf(r)).toMatchObject({ reconciles: null, compared: 0, capsOnly: 1 });
    expect(toldOf(r)[0]).toContain("no status A row to compare");
  });

  test("no Problem repeats a cell of the file", async () => {
    const r = await run("OPPSCAP_RVU25D.csv", HEADER + GOOD.replace("Z0003", "SECRT"));
    expect(checkOf(r)?.differ).toBe(1);
    expect(toldOf(r).join()).not.toContain("SECRT");
  });
});
