import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, settled } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { idOf } from "./invented.ts";
import { LOOKS, Window } from "./open-page.ts";

/** A case as a person works it, in real Chromium, over invented values. */

const CASE = `/cases/${idOf(5)}`;
const TABS = [
  "claim",
  "eob",
  "benchmarks",
  "channel",
  "plan",
  "negotiate",
  "documents",
  "payments",
  "activity",
] as const;

describe.skipIf(chromiumPath === undefined)("a case", () => {
  let window: Window;

  beforeAll(async () => {
    window = await Window.start();
  }, 300_000);
  afterAll(async () => window?.stop());

  test.each(LOOKS)(
    "is read by everybody on every tab: %s at %d",
    async (scheme, width) => {
      const { page, complaints } = await window.open(CASE, { scheme, width });
      for (const [i, tab] of TABS.entries()) {
        await page.getByRole("navigation", { name: "Parts of the case" }).waitFor();
        await page.locator("body").press(String(i + 1));
        await page.waitForFunction(
          (name) => document.title.startsWith(`HR-2041, ${name}`),
          tab === "eob" ? "EOB" : tab,
        );
        await settled(page);
        expect(await violations(page), tab).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), tab).toBeLessThanOrEqual(
          0,
        );
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
    240_000,
  );

  test("says what a 999 found wrong, that of this claim first, and who hears a complaint", async () => {
    const { page } = await window.open(`${CASE}?tab=claim`);
    const errors = page.getByText(/^In (this claim|another claim of the set):/);
    await errors.first().waitFor();
    expect(await errors.allTextContents()).toEqual([
      "In this claim: SV1, segment 21 from the ST, element 2: its code is not on the list (code 7)",
      "In another claim of the set: HI, segment 40 from the ST: its loop comes too often (code 4)",
    ]);
    const card = page.getByRole("region", { name: "How claims reach this payer" });
    await card.getByText("payer id LSH01; file within 95 days; appeal within 180 days; portal.lsh.example").waitFor();
    await page.goto(page.url().replace("tab=claim", "tab=channel"));
    const heard = page.getByRole("region", { name: "Who hears a complaint" });
    await heard.getByRole("heading", { name: "No Surprises Help Desk (CMS)" }).waitFor();
    expect(await heard.textContent()).toContain("Nobody has said who funds the plan");
    await heard.getByRole("link", { name: "Invented Medical Association" }).waitFor();
    await page.close();
  });

  test("has no name in its title or address", async () => {
    const { page } = await window.open(CASE);
    await page.getByText("D. Whitcombe").waitFor();
    expect(await page.title()).toBe("HR-2041, claim · Parley");
    expect(page.url()).not.toMatch(/whitcombe/i);
    await page.close();
  });

  test("every amount opens its source", async () => {
    const { page } = await window.open(CASE);
    const lines = page.getByRole("region", { name: "Lines of the claim" });
    await lines.getByRole("button", { name: "$842.00" }).first().click();
    await page.getByRole("dialog").getByText("own median allowed for this code and payer, 9 lines").waitFor();
    await page.keyboard.press("Escape");
    await lines.getByRole("button", { name: "$398.12" }).first().click();
    await page.getByRole("dialog").getByText("stated (AMT*B6)").waitFor();
    await page.getByRole("button", { name: "See the EOB" }).click();
    await page.waitForURL(/tab=eob/);
    await page.getByText("Segments", { exact: true }).first().click();
    await page.getByText("SVC*HC:99285").waitFor();
    await page.close();
  });

  test("answers a fact in place, says what it changed, and takes it back", async () => {
    const { page, api } = await window.open(CASE);
    await page.getByText("Self funded ERISA").click();
    await page.getByRole("button", { name: "Save answer" }).click();
    await page.getByText("Channel set to federal. 9 lines moved.").first().waitFor();
    expect(api.told[0]?.body).toMatchObject({
      saw: 7,
      act: { type: "answer fact", fact: "plan_funding", value: "self_funded_erisa" },
    });
    await page.locator("body").press("z");
    await page.getByText("Taken back.").first().waitFor();
    expect(api.told[1]?.body).toMatchObject({ act: { type: "undo", event: 8 } });
    await page.close();
  });

  test("logs a call with L, and its promise needs a day", async () => {
    const { page, api } = await window.open(CASE);
    await page.getByText("D. Whitcombe").waitFor();
    await page.locator("body").press("l");
    const form = page.getByRole("form", { name: "Log a call" });
    await form.getByLabel("Who you spoke to").fill("R. Castellan");
    await form.getByLabel("Reference (optional)").fill("C-118");
    await form.getByLabel("What was said").fill("They look at it.");
    await form.getByLabel("What was promised (optional)").fill("An answer");
    await form.getByText("A promise needs both what and by when.").waitFor();
    await form.getByLabel("Promised by").fill("2026-11-30");
    await form.getByRole("button", { name: "Log call" }).click();
    await form.waitFor({ state: "detached" });
    expect(api.told[0]?.body).toEqual({
      saw: 7,
      act: {
        type: "log call",
        who: "R. Castellan",
        reference: "C-118",
        said: "They look at it.",
        promise: { what: "An answer", by: "2026-11-30" },
        direction: "from us",
      },
    });
    await page.close();
  });

  test("says who changed it meanwhile, and keeps what was typed", async () => {
    const { page, api } = await window.open(CASE);
    await page.getByText("D. Whitcombe").waitFor();
    await page.locator("body").press("n");
    await page.getByRole("textbox", { name: "Note" }).fill("Ask again on Monday.");
    api.meanwhile = () => {
      api.rows = api.rows.map((r) => (r.id === idOf(5) ? { ...r, version: 9 } : r));
    };
    await page.getByRole("button", { name: "Keep note" }).click();
    await page.getByText("assigned to M. Lund, M. Lund").waitFor();
    expect(await page.getByRole("textbox", { name: "Note" }).inputValue()).toBe("Ask again on Monday.");
    await page.getByRole("button", { name: "Do it all the same" }).click();
    await page.getByRole("textbox", { name: "Note" }).waitFor({ state: "detached" });
    expect(api.told.at(-1)?.body).toMatchObject({ saw: 9, act: { type: "add note", text: "Ask again on Monday." } });
    await page.close();
  });

  test("enters an agreement split over its lines to the cent, and not otherwise", async () => {
    const { page, api } = await window.open(`${CASE}?tab=payments`);
    await page.getByRole("button", { name: "Enter an agreement" }).click();
    const form = page.getByRole("form", { name: "Enter what was agreed" });
    await form.getByLabel("Amount", { exact: true }).fill("1,000.01");
    await form.getByText("Adds up to the cent").waitFor();
    await form.getByLabel("Share of line 1").fill("1");
    await form.getByText("left to place").waitFor();
    expect(await form.getByRole("button", { name: "Enter agreement" }).isDisabled()).toBe(true);
    await form.getByRole("button", { name: "Split by stake again" }).click();
    await form.getByLabel("Where it is written").fill("Letter of Nov 20");
    await form.getByRole("button", { name: "Enter agreement" }).click();
    await form.waitFor({ state: "detached" });
    const { act } = api.told[0]!.body as { act: { amount: string; lines: { amount: string }[] } };
    expect(act.amount).toBe("1000.01");
    expect(act.lines.reduce((cents, l) => cents + Math.round(Number(l.amount) * 100), 0)).toBe(100_001);
    await page.close();
  });

  test("a notice that lacks facts says which", async () => {
    const { page, api } = await window.open(`${CASE}?tab=documents`);
    api.instead.set(`/v1/cases/${idOf(5)}/notice`, {
      status: 409,
      body: {
        type: "/problems/not-now",
        title: "The notice cannot be written",
        status: 409,
        id: "req-1",
        missing: [{ fact: "plan_address", question: "Where does the plan receive notices?" }],
      },
    });
    await page.getByRole("button", { name: "Save notice" }).click();
    await page.getByText("Where does the plan receive notices?").waitFor();
    await page.close();
  });

  test("attaches a file, and shows another day without letting anybody act in it", async () => {
    const { page, api } = await window.open(`${CASE}?tab=documents`);
    await page
      .getByLabel("File to attach")
      .setInputFiles({ name: "letter.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") });
    await page.getByText("Attached letter.pdf.").first().waitFor();
    expect(api.told[0]?.path).toContain("name=letter.pdf&kind=letter&saw=7");
    await page.goto(page.url().replace("tab=documents", "tab=channel&asOf=2026-10-20"));
    await page.getByText("Nothing can be done to the past.").waitFor();
    expect(await page.getByRole("button", { name: "Log a call" }).count()).toBe(0);
    await page.close();
  });

  test("a case that is not there says so", async () => {
    const { page } = await window.open(`/cases/${idOf(999)}`);
    await page.getByText("There is no case by this key that you may see.").waitFor();
    await page.close();
  });
});
