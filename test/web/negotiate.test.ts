import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, settled } from "#test/browser.ts";
import { idOf } from "./invented.ts";
import { beginning, negotiation, waiting } from "./invented-negotiation.ts";
import { Window } from "./open-page.ts";

/** The desk of a negotiation as a person works it, in real Chromium, over invented values. */

const DESK = `/cases/${idOf(5)}?tab=negotiate`;

describe.skipIf(chromiumPath === undefined)("the desk of a negotiation", () => {
  let window: Window;

  beforeAll(async () => {
    window = await Window.start();
  }, 300_000);
  afterAll(async () => window?.stop());

  const open = async (over: Partial<typeof negotiation> = {}) => {
    const opened = await window.open("/nowhere");
    opened.api.negotiation = { ...negotiation, ...over };
    await opened.page.goto(opened.page.url().replace("/nowhere", DESK));
    await settled(opened.page);
    return opened;
  };
  const composer = (page: Page) => page.getByRole("form", { name: "Counter" });

  test("amounts are shown in dollars, or as a percentage of any anchor, drawn and as a table", async () => {
    const { page } = await open();
    const ladder = page.getByRole("region", { name: "Offers on one money axis" });
    await ladder.getByRole("button", { name: "We asked $1,540" }).waitFor();
    await page.getByText("% of QPA", { exact: true }).first().click();
    await ladder.getByRole("button", { name: "We asked 260%" }).waitFor();
    await page.getByLabel("Amounts as a percentage of another anchor").selectOption("allowed");
    await ladder.getByRole("button", { name: "We asked 289%" }).waitFor();
    await page.getByRole("button", { name: "Table" }).click();
    const table = page.getByRole("table", { name: "Offers, oldest first" });
    expect(await table.locator("tbody tr").allInnerTexts()).toHaveLength(4 + 3 + negotiation.anchors.length);
    await page.close();
  });

  test("an offer opens to who said it, how and on which terms", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "The plan offered $770" }).click();
    const box = page.getByRole("dialog", { name: /The plan offered \$770/ });
    await box.getByText("letter of Nov 16").waitFor();
    await box.getByText("$120 (+19%)").waitFor();
    await page.close();
  });

  test("the slider says what each move brings, and where the advice turns", async () => {
    const { page } = await open();
    const part = page.getByRole("region", { name: "What would change the advice" });
    await part.getByText("Above 86 in 100, going on to the dispute beats a counter.").waitFor();
    const slider = part.getByRole("slider", { name: "Chance to win at arbitration" });
    for (let i = 0; i < 4; i++) await slider.press("ArrowRight");
    expect(await slider.getAttribute("aria-valuetext")).toContain("escalate $1,216");
    await part.getByText("going on to the dispute is advised here").waitFor();
    await part.getByRole("button", { name: "Back to now" }).click();
    await part.getByText("78 in 100").waitFor();
    await page.close();
  });

  test("every way without the plan is listed, and what agreeing leaves to both follows the amount", async () => {
    const { page } = await open();
    const part = page.getByRole("region", { name: "If there is no agreement" });
    await part
      .getByRole("row", { name: /Lawsuit Counsel has not said what it would take/ })
      .getByText("not open")
      .first()
      .waitFor();
    await part.getByText("Agreeing first leaves $480 to share between the two sides, on average.").waitFor();
    await composer(page)
      .getByRole("textbox", { name: /Amount/ })
      .fill("1,200.00");
    await part.getByText(/^At \$1,200.00 we get \$190.00 more .* the plan bears \$290.00 less/).waitFor();
    await page.close();
  });

  test("the last word asks for a second person, and is asked for as such", async () => {
    const { page, api } = await open();
    await composer(page)
      .getByRole("textbox", { name: /Amount/ })
      .fill("1,300.00");
    await composer(page).getByRole("checkbox", { name: "This is our last word" }).check();
    await composer(page)
      .getByRole("button", { name: /Ask for approval/ })
      .click();
    await expect.poll(() => JSON.stringify(api.told.at(-1)?.body ?? {})).toContain('"final":true');
    await page.close();
  });

  test("Ctrl Enter asks for approval with the reasons that are chosen and none that is barred", async () => {
    const { page, api } = await open();
    expect(await composer(page).getByRole("button", { name: "Charges" }).getAttribute("aria-pressed")).toBeNull();
    await composer(page).getByRole("button", { name: "QPA, four lines" }).click();
    await composer(page).getByRole("button", { name: "Acuity record, p. 3" }).click();
    await composer(page)
      .getByLabel(/^Amount/)
      .press("Control+Enter");
    await page.getByText("It waits under Approvals").first().waitFor();
    expect(api.told.at(-1)?.body).toEqual({
      saw: 7,
      act: {
        type: "ask approval",
        act: {
          type: "make offer",
          amount: "1320.00",
          way: "email",
          reasons: ["ownMedian", "acuity"],
          terms: { payWithin: 10, noBalanceBill: true },
          answers: 6,
        },
      },
    });
    await page.close();
  });

  test("an amount within the limit is made at once, and its share of the QPA is said as it is typed", async () => {
    const { page, api } = await open({ authority: { ...negotiation.authority, limit: "5000.00" } });
    await composer(page)
      .getByLabel(/^Amount/)
      .fill("1,300");
    await composer(page).getByText("219% of QPA").waitFor();
    await composer(page).getByRole("button", { name: "Make the offer" }).click();
    await page.getByText("Offer made.").first().waitFor();
    expect(api.told.at(-1)?.body).toMatchObject({ act: { type: "make offer", amount: "1300" } });
    await page.close();
  });

  test("a draft is there after the window was loaded again, under keys that name nobody, without its free words", async () => {
    const { page } = await open();
    await composer(page)
      .getByLabel(/^Amount/)
      .fill("1,250.00");
    await composer(page).getByText("Terms", { exact: true }).click();
    await composer(page).getByLabel("In words (optional)").fill("for Dolores");
    await composer(page).getByRole("button", { name: "Save draft" }).click();
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).toContain("1,250.00");
    expect(kept).not.toMatch(/dolores|whitcombe|HR-2041/i);
    await page.reload();
    await settled(page);
    expect(
      await composer(page)
        .getByLabel(/^Amount/)
        .inputValue(),
    ).toBe("1,250.00");
    await composer(page).getByRole("button", { name: "Drop draft" }).click();
    expect(
      await composer(page)
        .getByLabel(/^Amount/)
        .inputValue(),
    ).toBe("1,320.00");
    await page.close();
  });

  test("what was given is made exactly as it was agreed to", async () => {
    const given = { ...waiting, state: "given" as const, mayDecide: false };
    const { page, api } = await open({ approvals: [{ ...given, asks: { ...given.asks, terms: { payWithin: 20 } } }] });
    await composer(page).getByRole("button", { name: "Ask for approval" }).waitFor();
    await page.getByRole("button", { name: "Go to the offer" }).click();
    await composer(page).getByText("Paid in 20 business days").waitFor();
    await composer(page).getByRole("button", { name: "Make the offer" }).click();
    await page.getByText("Offer made.").first().waitFor();
    expect(api.told.at(-1)?.body).toMatchObject({
      act: { type: "make offer", amount: "1320.00", terms: { payWithin: 20 }, answers: 6, request: 12 },
    });
    await page.close();
  });

  test("approving waits for every unproven fact to be ticked, and names them", async () => {
    const { page, api } = await open({ approvals: [waiting] });
    const card = page.getByRole("article", { name: "HR-2041: Offer $1,320.00" });
    expect(await card.getByRole("button", { name: "Approve" }).isDisabled()).toBe(true);
    for (const box of await card.getByRole("checkbox").all()) await box.check();
    await card.getByRole("button", { name: "Approve" }).click();
    await page.getByText("Approved.").first().waitFor();
    expect(api.told.at(-1)?.body).toMatchObject({
      act: { type: "approve", request: 12, attested: ["plan_funding", "payment_received"] },
    });
    await page.close();
  });

  test("theirs is refused with a reason, ours is taken back, and the floor is lowered by two", async () => {
    const { page, api } = await open();
    await page.getByRole("button", { name: "Refuse their $770.00" }).click();
    await page.getByRole("form", { name: "Refuse the offer" }).getByLabel("Reason").fill("under the QPA of the codes");
    await page.getByRole("button", { name: "Refuse offer" }).click();
    await page.getByText("Offer refused.").first().waitFor();
    expect(api.told.at(-1)?.body).toMatchObject({ act: { type: "reject offer", offer: 6 } });
    await page.getByRole("button", { name: "Take back our $1,395.00" }).click();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("Offer taken back.").first().waitFor();
    expect(api.told.at(-1)?.body).toMatchObject({ act: { type: "withdraw offer", offer: 5 } });
    await page.getByRole("button", { name: "Set the floor" }).click();
    const floor = page.getByRole("form", { name: "Set the floor" });
    await floor.getByLabel("The least we ask or take").fill("900");
    await floor.getByLabel("Reason", { exact: true }).fill("the records are thin");
    await floor.getByRole("button", { name: "Ask for approval" }).click();
    await floor.waitFor({ state: "detached" });
    expect(api.told.at(-1)?.body).toMatchObject({
      act: { type: "ask approval", act: { type: "set floor", amount: "900" }, note: "the records are thin" },
    });
    await page.close();
  });

  test("what counsel says of a lawsuit is typed beside the ways out, and no figure is guessed", async () => {
    const { page, api } = await open();
    await page.getByRole("button", { name: "Write down what counsel says of a lawsuit" }).click();
    const form = page.getByRole("form", { name: "What counsel says of a lawsuit" });
    const keep = form.getByRole("button", { name: "Write down" });
    await form.getByLabel("Chance to win, percent").fill("140");
    await form.getByLabel("Months until the money").fill("18");
    await form.getByLabel("Allowed amount it would win").fill("5,000");
    await form.getByLabel("Cost, whatever comes of it").fill("1,500.00");
    await form.getByLabel("Who of counsel said it").fill("A. Attorney");
    await form.getByText("A whole number from 0 to 100.").waitFor();
    expect(await keep.isDisabled()).toBe(true);
    await form.getByLabel("Chance to win, percent").fill("40");
    await keep.click();
    await form.waitFor({ state: "detached" });
    expect(api.told.at(-1)?.body).toMatchObject({
      act: { type: "record counsel", chance: 40, months: 18, amount: "5000", cost: "1500.00", by: "A. Attorney" },
    });
    await page.close();
  });

  test("what somebody changed meanwhile is said, and the offer as typed is kept", async () => {
    const { page, api } = await open({ authority: { ...negotiation.authority, limit: "5000.00" } });
    await composer(page)
      .getByLabel(/^Amount/)
      .fill("1,310.00");
    api.meanwhile = () => {
      api.rows = api.rows.map((r) => (r.id === idOf(5) ? { ...r, version: 9 } : r));
    };
    await composer(page).getByRole("button", { name: "Make the offer" }).click();
    await page.getByText("assigned to M. Lund, M. Lund").waitFor();
    expect(
      await composer(page)
        .getByLabel(/^Amount/)
        .inputValue(),
    ).toBe("1,310.00");
    await page.getByRole("button", { name: "Do it all the same" }).click();
    await page.getByText("Offer made.").first().waitFor();
    expect(api.told.at(-1)?.body).toMatchObject({ saw: 9, act: { type: "make offer", amount: "1310.00" } });
    await page.close();
  });

  test("too little to advise is said plainly, with what would help, and stopped offers are not made", async () => {
    const stopped = { ...beginning, authority: { ...beginning.authority, stopped: true } };
    const { page } = await open(stopped);
    await page.getByText("Not enough to advise.").waitFor();
    await page.getByText("Nothing was offered yet.").waitFor();
    const form = page.getByRole("form", { name: "First ask" });
    await form.getByText("Offers are stopped.").waitFor();
    await form.getByLabel(/^Amount/).fill("900");
    expect(await form.getByRole("button", { name: "Make the offer" }).isDisabled()).toBe(true);
    await page.close();
  });
});
