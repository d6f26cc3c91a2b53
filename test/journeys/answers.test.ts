import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write837 } from "#app/invented-x12.ts";
import { claim } from "#claim/invented.ts";
import { ofSets, set } from "#test/answers-x12.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import { beginAsOwner, HOOK, type Journey, journey } from "./journey.ts";

/** From a set of claims that was sent back to the task on each case, and to whoever hears a complaint. */

describe.skipIf(chromiumPath === undefined)("answers to claims that were sent", () => {
  let j: Journey;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), "parley-answers-"));

  beforeAll(async () => {
    writeFileSync(join(folder, "claims.837"), write837(["A-1", "A-2"].map((n) => claim(n, ["99285 800.00"]))));
    const error = ["IK3*SV1*19*2400*8", "IK4*2*782*7"];
    writeFileSync(join(folder, "ack.999"), ofSets([set("R*5", ...error)], { verdict: "AK9*R*1*1*0" }));
    j = await journey();
    page = await (await j.context()).newPage();
    await beginAsOwner(j, page);
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the import says how many claims the answer reached", async () => {
    await page.goto("/import");
    await page.getByLabel("Folder to import").setInputFiles(folder);
    await page.waitForURL(/import=/);
    await page.getByText("set 1 of group 1: rejected, 2 claims").waitFor();
    await page.getByRole("link", { name: "Rejected claims without an open case" }).click();
    await page.getByText(/^0 rows/).waitFor();
  });

  test("each case has its task, the place of the error, and who hears a complaint", async () => {
    const { rows } = await (await page.request.get("/v1/queue?limit=200&tab=team")).json();
    expect(rows).toHaveLength(2);
    await page.goto(`/cases/${rows[0].id}`);
    await page
      .getByText(/Correct and resubmit: rejected on 2026-04-03, 999 .*ack\.999/)
      .first()
      .waitFor();
    await page.getByText("Rejected, not looked at").first().waitFor();
    await page
      .getByText(/^In (this|another) claim.*: SV1, segment 19 from the ST, element 2: its code is not on the list/)
      .waitFor();
    await page.goto(`/cases/${rows[0].id}?tab=channel`);
    const heard = page.getByRole("region", { name: "Who hears a complaint" });
    await heard.getByRole("heading", { name: "No Surprises Help Desk (CMS)" }).waitFor();
    await heard.getByRole("heading", { name: "Texas Department of Insurance" }).waitFor();
    await settled(page);
    expect(j.complaints).toEqual([]);
  });
});
