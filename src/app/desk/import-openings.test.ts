import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { largeClaims, largeRemittances } from "#app/demo/large.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { imported } from "#test/imported.ts";
import { verifyImports } from "./import-verify.ts";

describe("imports whose claims meet those of earlier ones", () => {
  let at: TestDesk;
  beforeAll(async () => {
    at = await openTestDesk();
  });
  afterAll(() => at.close());

  const files = (seed: number) => {
    const large = { claims: 30, seed, asOf: TODAY };
    return {
      [`${seed}.837`]: [...largeClaims(large)].join(""),
      [`${seed}.835`]: [...largeRemittances(large)].join(""),
    };
  };

  // Cases of older claims get their numbers when they are found to need one, those of new claims some pieces ahead.
  test("are verified, though their cases are not numbered in the order they are opened in", async () => {
    const client = at.clients[0]!;
    for (const seed of [3, 5, 7, 9, 11]) await imported(at, client, files(seed));
    const { rows } = await at.desk.store.as(at.owner, ({ session }) =>
      session.query(
        "SELECT 1 FROM case_row r JOIN claim c ON c.id = r.claim JOIN source_file f ON f.id = c.file WHERE f.batch <> r.batch",
      ),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(await at.desk.store.as(at.owner, verifyImports)).toEqual({ imports: 5, findings: [] });
  });

  test("name an opening that was changed", async () => {
    await at.desk.store.asOwner(({ session }) =>
      session.script(`ALTER TABLE case_opening DISABLE TRIGGER USER;
        UPDATE case_opening SET body = replace(body, 'open', 'Open') WHERE case_id = (SELECT max(case_id::text)::uuid FROM case_opening)`),
    );
    const { findings } = await at.desk.store.as(at.owner, verifyImports);
    expect(findings.map((f) => f.fault)).toEqual(["Openings of its cases were changed, removed or added."]);
  });
});
