import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, owner, Refuse, sideways } from "./boards.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** The way in. The window must be built. */

const health = { ready: true, version: "0.2.0", engine: "embedded", empty: false, demo: false, sso: [] };
const HEALTH = "GET /v1/health";

describe.skipIf(chromiumPath === undefined)("signing in", () => {
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

  test.each(LOOKS)("every way reads well in %s at %i", { timeout: 120_000 }, async (scheme, width) => {
    const kinds = [health, { ...health, demo: true }, { ...health, empty: true }];
    for (const said of kinds) {
      const { page, complaints } = await openBoard(browser, serving, "/sign-in", {
        scheme,
        width,
        over: { [HEALTH]: said },
      });
      await page.getByText(/On this machine/).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  test("a password and the code of the phone lead to where one wanted to go", { timeout: 60_000 }, async () => {
    const { page, told } = await openBoard(browser, serving, "/sign-in?back=%2Fcalendar", {
      over: {
        [HEALTH]: { ...health, sso: [{ id: "entra", name: "Entra" }] },
        "POST /v1/auth/sign-in/email": { twoFactorRedirect: true },
        "POST /v1/auth/two-factor/verify-totp": (body: unknown) =>
          (body as { code: string }).code === "123456" ? {} : new Refuse("not-valid", 422, "The code is not right."),
      },
    });
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await page.getByRole("button", { name: "Sign in with Entra" }).waitFor();
    await page.getByLabel("E-mail").fill("ines@harbor.example");
    await page.getByLabel("Password").fill("a sentence of words");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByLabel("Code").fill("000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("The code is not right.").waitFor();
    await page.getByLabel("Code").fill("123456");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/calendar$/);
    expect(told[0]?.body).toEqual({ email: "ines@harbor.example", password: "a sentence of words" });
    await page.close();
  });

  test("the demo opens with one click", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/sign-in", {
      over: { [HEALTH]: { ...health, demo: true }, "POST /v1/demo/sign-in": null },
    });
    await page.getByRole("button", { name: "Open the demo" }).click();
    await page.waitForURL(/\/map$/);
    await page.close();
  });

  test("the day begins where the role or the person says, and nobody signed in comes back there", {
    timeout: 60_000,
  }, async () => {
    const { page, told } = await openBoard(browser, serving, "/", {
      over: { "GET /v1/me": { ...owner, home: "payments" }, "PATCH /v1/me": { ...owner, home: "calendar" } },
    });
    await page.waitForURL(/\/payments$/);
    await page.goto(page.url().replace("payments", "calendar"));
    await page.getByRole("button", { name: "Ines Okonjo, owner" }).click();
    await page.getByRole("button", { name: "Begin my day at Calendar" }).click();
    await page.getByRole("status").getByText("Your day begins at Calendar.").waitFor();
    expect(told.map((t) => t.body)).toContainEqual({ home: "calendar" });
    await page.close();
    const nobody = await openBoard(browser, serving, "/", {
      over: { [HEALTH]: health, "GET /v1/me": new Refuse("not-signed-in", 401, "Sign in first.") },
    });
    await nobody.page.waitForURL(/\/sign-in$/);
    await nobody.page.close();
  });

  test("the first owner begins with the setup code", { timeout: 60_000 }, async () => {
    const { page, told } = await openBoard(browser, serving, "/sign-in", {
      over: { [HEALTH]: { ...health, empty: true }, "POST /v1/first-owner": null },
    });
    const type = async (label: string, text: string) => page.getByLabel(label).fill(text);
    await type("Setup code", "ABCD-1234");
    await type("Organization", "Harbor Ridge Group");
    await type("First practice", "Harbor Ridge Acute Care");
    await type("Your name", "Ines Okonjo");
    await type("E-mail", "ines@harbor.example");
    await type("Password", "a sentence of words");
    expect(await page.getByLabel("Letters of its case numbers").inputValue()).toBe("HR");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.waitForURL(/\/map$/);
    expect(told[0]?.body).toMatchObject({ code: "ABCD-1234", prefix: "HR" });
    await page.close();
  });

  test("an invitation is joined by its link, whose secret goes into no address of a request", {
    timeout: 60_000,
  }, async () => {
    const secret = "an-invented-secret-of-an-invitation";
    const { page, told } = await openBoard(browser, serving, `/join#${secret}`, {
      over: {
        "POST /v1/invitation": { organization: "Harbor Ridge Group", name: "M. Lund", email: "lund@harbor.example" },
        "POST /v1/join": null,
      },
    });
    await page.getByText("M. Lund, join Harbor Ridge Group.").waitFor();
    await page.getByLabel("Password").fill("a sentence of words");
    await page.getByRole("button", { name: "Join" }).click();
    await page.waitForURL(/\/map$/);
    expect(told.every((t) => !t.url.href.includes(secret))).toBe(true);
    expect(told.at(-1)?.body).toEqual({ secret, password: "a sentence of words" });
    await page.close();
  });
});
