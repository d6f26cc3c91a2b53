import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, owner, Refuse, sideways } from "./boards.ts";
import { me } from "./invented.ts";
import { authority } from "./invented-negotiation.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** Settings, part by part. The window must be built. */

const PARTS = ["organization", "clients", "people", "authority", "security", "keys", "profile", "data", "audit"];

describe.skipIf(chromiumPath === undefined)("settings", () => {
  let browser: Browser;
  let serving: Serving;
  beforeAll(async () => {
    serving = await serveWindow();
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await serving?.stop();
  });

  test.each(LOOKS)("every part reads well in %s at %i", { timeout: 240_000 }, async (scheme, width) => {
    for (const part of PARTS) {
      const { page, complaints } = await openBoard(browser, serving, `/settings?part=${part}`, { scheme, width });
      expect(await violations(page), part).toEqual([]);
      expect(await sideways(page), part).toBe(0);
      expect(complaints, part).toEqual([]);
      await page.close();
    }
  });

  test("a webhook's address is corrected, and the event it refuses is left out", { timeout: 60_000 }, async () => {
    const id = "0196a7c0-0000-7000-8000-0000000000d1";
    const hook = {
      ...{ id, address: "https://example.org/in", kinds: ["cases"], client: null, madeAt: "2026-11-20T09:00:00.000Z" },
      ...{ behind: 3, tries: 2, nextAt: "2026-11-23T10:00:00.000Z", refuses: { event: 412, type: "case.note_added" } },
      ...{ pausedAt: null, pausedWhy: null, oldUntil: null },
    };
    const { page, told } = await openBoard(browser, serving, "/settings?part=keys", {
      over: {
        "GET /v1/webhooks": { rows: [hook] },
        [`PATCH /v1/webhooks/${id}`]: hook,
        [`POST /v1/webhooks/${id}/skip`]: { ...hook, refuses: null },
      },
    });
    await page.getByText("It does not take event 412").click();
    await page.getByLabel("Reason").fill("its program cannot read notes");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Leave it out" }).click();
    await page.getByRole("button", { name: "Correct the address" }).click();
    await page.getByLabel("Address it is told at").fill("https://example.org/other");
    await page.getByRole("button", { name: "Save address" }).click();
    await page.getByRole("button", { name: "Save address" }).waitFor({ state: "detached" });
    expect(told.map((t) => [t.key, t.body])).toEqual([
      [`POST /v1/webhooks/${id}/skip`, { event: 412, reason: "its program cannot read notes" }],
      [`PATCH /v1/webhooks/${id}`, { address: "https://example.org/other" }],
    ]);
    await page.close();
  });

  test("a directory is connected, its group gives a role, and its people say who sets what", {
    timeout: 60_000,
  }, async () => {
    const [token, group, omar, nina] = ["e1", "e2", "e3", "e4"].map((n) => `0196a7c0-0000-7000-8000-0000000000${n}`);
    const at = "2026-11-20T09:00:00.000Z";
    const made = { id: token, name: "Okta", madeAt: at, madeBy: "Ines Okonjo", endsAt: null, usedAt: null };
    const scim = {
      ...{ address: "https://parley.example/scim/v2", tokens: [made], least: { role: "read-only", clients: "all" } },
      groups: [{ id: group, name: "Billers", members: 2, grant: null }],
      inactive: [{ id: nina, name: "Nina Falk", since: at, cases: 3 }],
    };
    const person = { id: omar, name: "Omar Haddad", initials: "OH", email: "omar@harbor.example", role: "read-only" };
    const row = {
      ...person,
      clients: "all",
      secondFactor: false,
      lastSeen: null,
      joined: false,
      managed: "everything",
    };
    const { page, told } = await openBoard(browser, serving, "/settings?part=people", {
      over: {
        "GET /v1/people": { rows: [row] },
        "GET /v1/scim": scim,
        "POST /v1/scim/tokens": { token: made, secret: "parley_scim_shown-once" },
        [`PUT /v1/scim/groups/${group}`]: { ...scim.groups[0], grant: { role: "biller", clients: "all" } },
        [`POST /v1/people/${omar}/link`]: { link: "https://parley.example/join#invented" },
      },
    });
    await page.getByText("https://parley.example/scim/v2").waitFor();
    expect(await page.getByRole("link", { name: "3 cases to give on" }).getAttribute("href")).toContain(nina);
    await page.getByRole("button", { name: "What it gives: Billers" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("listitem").filter({ hasText: "Billers" }).getByRole("button", { name: "Keep" }).click();
    await page.getByRole("button", { name: "Change Omar Haddad" }).click();
    await page.getByText("The directory says who this person is, whether they work here and").waitFor();
    expect(await page.getByRole("button", { name: "End access" }).count()).toBe(0);
    await page.getByRole("button", { name: "Make a link", exact: true }).click();
    await page.getByText("https://parley.example/join#invented").waitFor();
    await page.getByLabel("Directory", { exact: true }).fill("Okta");
    await page.getByRole("button", { name: "Make token" }).click();
    await page.getByText("parley_scim_shown-once").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(told.map((t) => [t.key, t.body])).toEqual([
      [`PUT /v1/scim/groups/${group}`, { grant: { role: "biller", clients: "all" } }],
      [`POST /v1/people/${omar}/link`, null],
      ["POST /v1/scim/tokens", { name: "Okta", ends: null }],
    ]);
    await page.close();
  });

  test("a second factor is set up with a code drawn here", { timeout: 60_000 }, async () => {
    const totpURI = "otpauth://totp/Parley:ines%40harbor.example?secret=JBSWY3DPEHPK3PXP&issuer=Parley";
    const { page, told } = await openBoard(browser, serving, "/settings?part=security", {
      over: {
        "POST /v1/auth/two-factor/enable": { totpURI, backupCodes: ["aaaaa-11111", "bbbbb-22222"] },
        "POST /v1/auth/two-factor/verify-totp": { status: true },
      },
    });
    await page.getByLabel("Password", { exact: true }).fill("a sentence of words");
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    await page.getByText("JBSWY3DPEHPK3PXP").waitFor();
    await page.getByText("bbbbb-22222").waitFor();
    await page.getByRole("textbox", { name: "Code" }).fill("123456");
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("The second factor is on.").first().waitFor();
    expect(told.at(-1)?.body).toEqual({ code: "123456" });
    await page.close();
  });

  test("a dangerous act asks who is here, and goes on by itself", { timeout: 60_000 }, async () => {
    let isProved = false;
    const { page, told } = await openBoard(browser, serving, "/settings?part=security", {
      over: {
        "PUT /v1/settings/security": (body: unknown) =>
          isProved ? body : new Refuse("step-up-needed", 401, "Type your password or a code again."),
        "POST /v1/prove": () => {
          isProved = true;
          return null;
        },
      },
    });
    await page.getByLabel("Everybody needs a second factor").check();
    await page.getByRole("button", { name: "Keep security" }).click();
    const dialog = page.getByRole("dialog", { name: "Is it still you?" });
    await dialog.getByLabel("Password").fill("a sentence of words");
    await dialog.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Kept. It holds from the next request on.").first().waitFor();
    expect(told.map((t) => t.key)).toEqual([
      "PUT /v1/settings/security",
      "POST /v1/prove",
      "PUT /v1/settings/security",
    ]);
    await page.close();
  });

  test("the days of follow-ups are kept with the profile, and what was there stays", { timeout: 60_000 }, async () => {
    const put = `PUT /v1/clients/${me.clients[0]?.id}/profile`;
    const { page, told } = await openBoard(browser, serving, "/settings?part=profile", {
      over: { [put]: { version: 4, said: "Kept." } },
    });
    await page.getByLabel("First after, business days").fill("99");
    await page.getByText("A whole number from 1 to 60.").waitFor();
    await page.getByLabel("First after, business days").fill("3");
    await page.getByLabel("At most, times").fill("4");
    await page.getByLabel("First after, when it went by mail").fill("10");
    await page.getByRole("button", { name: "Keep profile" }).click();
    await page.getByText("Kept.").first().waitFor();
    expect(told.at(-1)?.body).toMatchObject({
      profile: { name: "Harbor Ridge", followUp: { first: "3", most: "4", ways: { mail: "10" } } },
    });
    await page.close();
  });

  test("limits are kept as typed, and an amount that is none is not", { timeout: 60_000 }, async () => {
    const { page, told } = await openBoard(browser, serving, "/settings?part=authority", {
      over: { "PUT /v1/authority": { ...authority, version: 3 } },
    });
    const keep = page.getByRole("button", { name: "Keep authority" });
    await page.getByLabel("An offer may be made alone up to").fill("much");
    expect(await keep.isDisabled()).toBe(true);
    await page.getByLabel("An offer may be made alone up to").fill("2,500");
    await page.getByLabel("M. Lund approves up to").fill("7,500.00");
    await page.getByLabel("Parley may").selectOption("off");
    expect(await page.getByLabel("Parley may").locator("option").allTextContents()).toEqual([
      "Off",
      "Suggest",
      "Review",
      "Auto",
    ]);
    await keep.click();
    await page.getByText("Kept. It holds from the next offer on.").first().waitFor();
    expect(told.at(-1)?.body).toEqual({
      ...{ saw: 2, offerLimit: "2500", messagesADay: 40, stopped: false, autonomy: "off" },
      people: [{ person: authority.people[0]?.person.id, upTo: "7500.00" }],
    });
    await page.close();
  });

  test("the chain is verified and the result said", { timeout: 60_000 }, async () => {
    const found = {
      events: 12481,
      imports: 3,
      intact: true,
      findings: [],
      checkedAt: "2026-11-23T09:00:00.000Z",
      head: "ab12",
    };
    const { page } = await openBoard(browser, serving, "/settings?part=audit", {
      over: { "POST /v1/audit/verify": found },
    });
    await page.getByRole("button", { name: "Verify the chain" }).click();
    await page.getByText("12,481 events and the rows of 3 imports, chain intact.").waitFor();
    await page.close();
  });

  test("a role without the right sees why", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/settings?part=data", {
      over: { "GET /v1/me": { ...owner, permissions: ["see cases"] } },
    });
    await page.getByText("Only an owner sees where the data is").waitFor();
    await page.close();
  });
});
