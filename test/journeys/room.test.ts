import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cents, formatUsd, showUsd, usd } from "#base/money.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import { violations } from "#test/web/axe.ts";
import type { Answer } from "#web/data/paths.ts";
import {
  approve,
  bring,
  colleague,
  type DemoFolder,
  demoFolder,
  HOOK,
  type Journey,
  journey,
  looks,
  openDemo,
  SHOTS,
} from "./journey.ts";

/** From asking the payer's negotiator into a room to an agreement that both sides signed there. */

type Talks = Answer<"getNegotiation">;

describe.skipIf(chromiumPath === undefined)("a room shared with the other side", () => {
  let j: Journey;
  let demo: DemoFolder;
  /** Who may approve and sign for us, and who negotiates. */
  let page: Page;
  let lund: Page;
  let guest: Page;
  let cases: readonly Row[] = [];
  let id = "";
  let ask = "";
  let offer = "";

  async function get<T>(path: string): Promise<T> {
    const answer = await page.request.get(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  interface Row {
    readonly id: string;
    readonly number: string;
  }
  const talksOf = (of: string): Promise<Talks> => get<Talks>(`/v1/cases/${of}/negotiation`);

  /** Open cases that nobody has offered on, whose first ask may be made, at once or with a second person. */
  async function casesToAsk(most: number): Promise<readonly Row[]> {
    const { rows } = await get<{ rows: readonly Row[] }>("/v1/queue?limit=200&tab=team");
    const found: Row[] = [];
    for (const row of rows) {
      const { turn, offers, zone } = await talksOf(row.id);
      const liftable = turn?.refusals.every((r) => r.liftedBy !== null) === true;
      if (turn?.move === "open" && liftable && offers.length === 0 && usd(zone?.floor ?? "0.00") > 0n) found.push(row);
      if (found.length === most) return found;
    }
    throw new Error("the demo has too few cases to begin with");
  }

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    page = await openDemo(j);
    lund = await colleague(j, "negotiator");
    cases = await casesToAsk(2);
    id = cases[0]?.id ?? "";
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

  /** What is suggested is offered by the composer, with a second person's word where it takes one. Gives the amount. */
  async function offers({ id: of, number }: Row): Promise<string> {
    const amount = (await talksOf(of)).turn?.amount ?? "";
    const composer = lund.getByRole("form", { name: /^(First ask|Counter)$/ });
    const come = async () => {
      await lund.goto(`/cases/${of}?tab=negotiate`);
      await composer.waitFor();
      await settled(lund);
    };
    await come();
    await composer.getByLabel(/^Amount/).fill(amount);
    const asks = composer.getByRole("button", { name: "Ask for approval", exact: true });
    if ((await asks.count()) > 0) {
      await asks.click();
      await toast("It waits under Approvals", lund);
      await approve(page, number);
      await come();
      await lund.getByRole("button", { name: "Go to the offer" }).click();
    }
    await composer.getByRole("button", { name: "Make the offer" }).click();
    await toast("Offer made.", lund);
    return amount;
  }

  /** Opens a room for the payer's side and says what opens it. */
  async function invites(name: string): Promise<readonly [string, string]> {
    await rooms().getByRole("button", { name: "Ask somebody in" }).click();
    const form = page.getByRole("form", { name: "Ask somebody in" });
    await form.getByLabel("Name").fill(name);
    await page.screenshot({ path: join(SHOTS, "room-invite.png"), fullPage: true });
    expect(await violations(page)).toEqual([]);
    await form.getByRole("button", { name: "Open the room" }).click();
    const link = await rooms().getByLabel("Link").inputValue();
    const passcode = await rooms().getByLabel("Passcode").inputValue();
    await rooms().getByRole("button", { name: "I have both" }).click();
    return [link, passcode];
  }
  async function comesIn(on: Page, [link, passcode]: readonly [string, string]): Promise<void> {
    await on.goto(link);
    await on.getByLabel("Passcode").fill(passcode);
    await on.getByRole("button", { name: "Come in" }).click();
    await on.getByRole("heading", { name: "Offers" }).waitFor();
  }

  test("the payer's negotiator is asked in, and comes in by the link and the passcode", async () => {
    await page.goto(`/cases/${id}?tab=negotiate`);
    const keys = await invites("P. Ott");
    const [link] = keys;
    await guest.goto(link);
    await guest.getByLabel("Passcode").fill("AAAAA-AAAAA");
    await guest.getByRole("button", { name: "Come in" }).click();
    await guest.getByText("This link and this passcode do not open a room.").waitFor();
    await looked("door");
    await comesIn(guest, keys);
    expect(guest.url()).toBe(`${j.at}/room`);
    expect(j.asked.some((a) => a.includes(new URL(link).hash.slice(1)) && !a.includes("#"))).toBe(false);
    await looked("empty");
  });

  test("what is asked on one side shows on the other, without reloading", async () => {
    const [first] = cases;
    if (first === undefined) throw new Error("no case");
    const asked = await offers(first);
    await guest.getByRole("cell", { name: money(asked) }).waitFor();

    offer = `${usd(asked) / 200n}.00`;
    await guest.getByLabel("Make an offer").fill(offer);
    await guest.getByRole("button", { name: "Send the offer" }).click();
    await toast("Your offer was passed on.", guest);
    await page.goto(`/cases/${id}?tab=negotiate`);
    await rooms()
      .getByRole("button", { name: `Confirm their offer of ${money(offer)}` })
      .click();
    await toast("Their offer is on the case.");
    await guest.getByRole("row", { name: /The plan/ }).waitFor();
    // A counter of ours, written in the composer and agreed to by a second person, stands there too.
    ask = await offers(first);
    await guest.getByRole("cell", { name: money(ask) }).waitFor();
    await guest.getByRole("row", { name: /Replaced by a later one$/ }).waitFor();
    expect(await guest.getByRole("button", { name: /^Take / }).count()).toBe(1);
    await page.goto(`/cases/${id}?tab=negotiate`);

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
    await guest.getByText(/^Agreed on /).waitFor();
    await guest.getByText(/^Next: .* signs; then you read the paper/).waitFor();
    // Nothing is left to offer or to answer.
    expect(await guest.getByRole("button", { name: /^(Send the offer|Take |Turn it down)/ }).count()).toBe(0);
    await looked("agreed");

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
    await guest.getByText(/^Both sides have signed\. Next: the plan pays by /).waitFor();
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
    await rooms()
      .getByText(/^consultant, by the business associate agreement of .*, baa\.pdf$/)
      .waitFor();
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

  test("an offer made in a room is confirmed and taken in one breath, past the same guards", async () => {
    const [, second] = cases;
    if (second === undefined) throw new Error("no second case");
    const given = formatUsd(cents((usd((await talksOf(second.id)).zone?.floor ?? "0.00") * 130n) / 100n));
    await page.goto(`/cases/${second.id}?tab=negotiate`);
    const keys = await invites("Q. Reyes");
    const other = await (await j.context()).newPage();
    await comesIn(other, keys);
    await other.getByLabel("Make an offer").fill(given);
    await other.getByRole("button", { name: "Send the offer" }).click();
    await toast("Your offer was passed on.", other);

    await lund.goto(`/cases/${second.id}?tab=negotiate`);
    await lund.getByRole("button", { name: "Confirm and take it ..." }).click();
    const form = lund.getByRole("form", { name: "Accept the offer" });
    await form.waitFor();
    expect(await form.getByLabel("Where it is written").inputValue()).toBe("room, by Q. Reyes");
    await looks(lund, "room-take", form);
    const asks = form.getByRole("button", { name: "Ask for approval" });
    if ((await asks.count()) > 0) {
      await asks.click();
      await toast("It waits under Approvals", lund);
      await approve(page, second.number);
      await lund.goto(`/cases/${second.id}?tab=negotiate`);
      await lund.getByRole("button", { name: `Take their ${money(given)} ...` }).click();
    }
    await form.getByRole("button", { name: "Accept and expect the money" }).click();
    await toast(/^Accepted /, lund);
    await other.getByRole("heading", { name: "The agreement" }).waitFor();
    await other.getByRole("row", { name: /The plan .*Agreed/ }).waitFor();
    await looks(other, "room-taken");
    await other.context().close();
  }, 240_000);

  test("closing the room puts the guest out", async () => {
    await page.goto(`/cases/${id}?tab=negotiate`);
    await rooms().getByRole("button", { name: "Close the room of P. Ott" }).click();
    await guest.getByText("This room is not open to you now.").waitFor();
    await looked("closed");
    // The one line is the browser's own, of the connection that was cut above.
    expect(j.complaints.filter((c) => !c.endsWith("net::ERR_INTERNET_DISCONNECTED"))).toEqual([]);
  });
});
