import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { showUsd, usd } from "#base/money.ts";
import { chromiumPath } from "#test/browser.ts";
import { violations } from "#test/web/axe.ts";
import { bring, type DemoFolder, demoFolder, HOOK, type Journey, journey, looks, openDemo, SHOTS } from "./journey.ts";

/** From asking the payer's negotiator into a room to an agreement that both sides signed there. */

interface Row {
  readonly id: string;
}
interface Talks {
  readonly turn: {
    readonly move: string;
    readonly refusals: readonly unknown[];
    readonly amount: string | null;
  } | null;
  readonly offers: readonly unknown[];
}

describe.skipIf(chromiumPath === undefined)("a room shared with the other side", () => {
  let j: Journey;
  let demo: DemoFolder;
  let page: Page;
  let guest: Page;
  let id = "";
  let ask = "";
  let offer = "";

  async function get<T>(path: string): Promise<T> {
    const answer = await page.request.get(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** An open case that nobody has offered on, and what Parley would ask. */
  async function caseToAsk(): Promise<void> {
    const { rows } = await get<{ rows: readonly Row[] }>("/v1/queue?limit=200&tab=team");
    for (const row of rows) {
      const { turn, offers } = await get<Talks>(`/v1/cases/${row.id}/negotiation`);
      if (turn?.move !== "open" || turn.amount === null || offers.length > 0) continue;
      id = row.id;
      ask = turn.amount;
      offer = `${usd(ask) / 200n}.00`;
      return;
    }
    throw new Error("the demo has no case to begin with");
  }

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    page = await openDemo(j);
    await caseToAsk();
    guest = await (await j.context()).newPage();
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  /** Waits for a toast and closes it. */
  const toast = (text: string | RegExp, on = page): Promise<void> =>
    on.locator(".toast").filter({ hasText: text }).getByRole("button", { name: "Close" }).click();
  const rooms = () => page.getByRole("region", { name: "Rooms" });
  const money = (amount: string): string => showUsd(usd(amount));

  const looked = (name: string): Promise<void> => looks(guest, `room-${name}`);

  test("the payer's negotiator is asked in, and comes in by the link and the passcode", async () => {
    await page.goto(`/cases/${id}?tab=negotiate`);
    await rooms().getByRole("button", { name: "Ask somebody in" }).click();
    const form = page.getByRole("form", { name: "Ask somebody in" });
    await form.getByLabel("Name").fill("P. Ott");
    await page.screenshot({ path: join(SHOTS, "room-invite.png"), fullPage: true });
    expect(await violations(page)).toEqual([]);
    await form.getByRole("button", { name: "Open the room" }).click();
    const link = await rooms().getByLabel("Link").inputValue();
    const passcode = await rooms().getByLabel("Passcode").inputValue();
    await rooms().getByRole("button", { name: "I have both" }).click();

    await guest.goto(link);
    await guest.getByLabel("Passcode").fill("AAAAA-AAAAA");
    await guest.getByRole("button", { name: "Come in" }).click();
    await guest.getByText("This link and this passcode do not open a room.").waitFor();
    await looked("door");
    await guest.getByLabel("Passcode").fill(passcode);
    await guest.getByRole("button", { name: "Come in" }).click();
    await guest.getByRole("heading", { name: "Offers" }).waitFor();
    expect(guest.url()).toBe(`${j.at}/room`);
    expect(j.asked.some((a) => a.includes(new URL(link).hash.slice(1)) && !a.includes("#"))).toBe(false);
    await looked("empty");
  });

  test("what is asked on one side shows on the other, without reloading", async () => {
    const { row } = await get<{ row: { version: number } }>(`/v1/cases/${id}`);
    const made = { amount: ask, made: demo.asOf, way: "phone" };
    const asked = await page.request.post(`/v1/cases/${id}/acts`, {
      headers: { "x-requested-with": "parley", origin: j.at, "sec-fetch-site": "same-origin" },
      data: { saw: row.version, act: { type: "log offer", from: "us", ...made } },
    });
    expect(asked.status(), await asked.text()).toBe(200);
    await guest.getByRole("cell", { name: money(ask) }).waitFor();

    await guest.getByLabel("Make an offer").fill(offer);
    await guest.getByRole("button", { name: "Send the offer" }).click();
    await toast("Your offer was passed on.", guest);
    await rooms()
      .getByRole("button", { name: `Confirm their offer of ${money(offer)}` })
      .click();
    await toast("Their offer is on the case.");
    await guest.getByRole("row", { name: /The plan/ }).waitFor();

    await guest.getByText("This is otherwise").click();
    await guest.getByLabel("What it is").fill("We paid more on November 12.");
    await guest.getByRole("button", { name: "Say it is otherwise" }).click();
    await toast("Said.", guest);
    await rooms().getByText("We paid more on November 12.").waitFor();
    await looked("offers");
    await page.screenshot({ path: join(SHOTS, "room-ours.png"), fullPage: true });
    expect(await violations(page)).toEqual([]);
  });

  test("they take our ask, somebody records it, both sign, and both save the same paper", async () => {
    await guest.getByRole("button", { name: `Take ${money(ask)}` }).click();
    await toast("Passed on.", guest);
    await rooms().getByRole("button", { name: "Record the agreement" }).click();
    const form = page.getByRole("form", { name: "Enter what was agreed" });
    await form.getByRole("button", { name: /^Enter/ }).click();
    await toast(/^Entered the agreement/);
    await guest.getByRole("heading", { name: "The agreement" }).waitFor();

    await page.goto(`/cases/${id}?tab=negotiate`);
    const ours = page.getByRole("form", { name: "Sign the agreement" });
    await ours.getByLabel("Your name").fill("Maren Lund");
    await ours.getByLabel("Your title").fill("Owner");
    for (const box of await ours.getByRole("checkbox").all()) await box.check();
    await page.screenshot({ path: join(SHOTS, "room-ours-sign.png"), fullPage: true });
    await ours.getByRole("button", { name: "Sign the agreement" }).click();
    await toast(/^Signed\./);

    const theirs = guest.getByRole("form", { name: "Sign the agreement" });
    await theirs.getByLabel("Your title").fill("Claims lead");
    for (const box of await theirs.getByRole("checkbox").all()) await box.check();
    await looked("sign");
    await theirs.getByRole("button", { name: "Sign the agreement" }).click();
    await toast("Signed.", guest);
    await looked("signed");

    const saved = async (on: Page, name: string): Promise<Buffer> => {
      const [download] = await Promise.all([on.waitForEvent("download"), on.getByRole("button", { name }).click()]);
      return readFileSync(await download.path());
    };
    const a = await saved(guest, "Save the signed agreement");
    await rooms()
      .getByText(/Signed for the plan by P. Ott/)
      .waitFor();
    const b = await saved(page, "Save the agreement with its signatures");
    expect(a.subarray(0, 5).toString()).toBe("%PDF-");
    expect(a.equals(b)).toBe(true);
  });

  test("a consultant looks on by an agreement on file, and neither offers nor signs", async () => {
    const { row } = await get<{ row: { version: number } }>(`/v1/cases/${id}`);
    const kept = await page.request.put(`/v1/cases/${id}/files?name=baa.pdf&kind=other&saw=${row.version}`, {
      headers: {
        ...{ "x-requested-with": "parley", origin: j.at, "sec-fetch-site": "same-origin" },
        "content-type": "application/octet-stream",
      },
      data: Buffer.from("%PDF-1.7 an invented agreement"),
    });
    expect(kept.ok(), await kept.text()).toBe(true);
    await page.goto(`/cases/${id}?tab=negotiate`);
    await rooms().getByRole("button", { name: "Ask somebody in" }).click();
    const form = page.getByRole("form", { name: "Ask somebody in" });
    await form.getByLabel("Name").fill("C. Adviser");
    await form.getByLabel("Organization").fill("Advisers (synthetic)");
    await form.getByLabel("Who they are").selectOption("consultant");
    await form.getByLabel("Business associate agreement signed on").fill(demo.asOf);
    await form.getByLabel("Its file on this case").selectOption({ label: "baa.pdf" });
    expect(await violations(page)).toEqual([]);
    await form.getByRole("button", { name: "Open the room" }).click();
    const link = await rooms().getByLabel("Link").inputValue();
    const passcode = await rooms().getByLabel("Passcode").inputValue();
    await rooms().getByRole("button", { name: "I have both" }).click();
    const adviser = await (await j.context()).newPage();
    await adviser.goto(link);
    await adviser.getByLabel("Passcode").fill(passcode);
    await adviser.getByRole("button", { name: "Come in" }).click();
    await adviser.getByText("looking on for the provider").waitFor();
    await adviser.getByRole("heading", { name: "The agreement" }).waitFor();
    expect(await adviser.getByRole("button", { name: /^(Send the offer|Take|Sign)/ }).count()).toBe(0);
    expect(await violations(adviser)).toEqual([]);
    await adviser.context().setOffline(true);
    await adviser.getByText("This is otherwise").click();
    await adviser.getByLabel("What it is").fill("The line was paid twice.");
    await adviser.getByRole("button", { name: "Say it is otherwise" }).click();
    // It is refused at once, and not sent by itself once the connection is back.
    await adviser.locator("main").getByRole("alert").waitFor();
    expect(await adviser.getByLabel("What it is").inputValue()).toBe("The line was paid twice.");
    await adviser.screenshot({ path: join(SHOTS, "room-adviser-offline.png") });
    await adviser.context().close();
  });

  test("closing the room puts the guest out", async () => {
    await rooms().getByRole("button", { name: "Close the room of P. Ott" }).click();
    await guest.getByText("This room is not open to you now.").waitFor();
    await looked("closed");
    // The one line is the browser's own, of the connection that was cut above.
    expect(j.complaints.filter((c) => !c.endsWith("net::ERR_INTERNET_DISCONNECTED"))).toEqual([]);
  });
});
