import { createHmac } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath } from "#test/browser.ts";
import {
  beginAsOwner,
  bring,
  demoFolder,
  HOOK,
  type Journey,
  journey,
  openDemo,
  refusal,
  signIn,
  signOut,
} from "./journey.ts";

/** Coming in and going out, as a person does it. */

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The six digits an authenticator app shows at a moment (RFC 6238: SHA-1, steps of thirty seconds). */
function codeOf(secret: string, at: number): string {
  const bits = [...secret].map((c) => BASE32.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A key that the browser holds, as a machine with a fingerprint reader has one. */
async function withAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
}

describe.skipIf(chromiumPath === undefined)("signing in", () => {
  let j: Journey;
  let context: BrowserContext;
  let page: Page;
  let secret = "";

  beforeAll(async () => {
    j = await journey();
    context = await j.context();
    page = await context.newPage();
    await withAuthenticator(context, page);
  }, HOOK);
  afterAll(() => j?.close());

  const heading = (name: string) => page.getByRole("heading", { level: 1, name });

  test("an empty store asks its first owner for the setup code, and refuses another", async () => {
    await page.goto("/queue");
    await page.getByRole("button", { name: "Begin" }).waitFor();
    for (const label of ["Organization", "First practice", "Your name", "E-mail", "Password"])
      await page.getByLabel(label).fill(label === "E-mail" ? "maren@harbor.example" : "quiet otters cross the ford");
    await page.getByLabel("Letters of its case numbers").fill("HR");
    await page.getByLabel("Setup code").fill("not-the-code");
    await page.getByRole("button", { name: "Begin" }).click();
    await refusal(page).first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });

  test("with the code the first owner stands on the map", async () => {
    await beginAsOwner(j, page);
    await heading("Money map").waitFor();
  });

  test("whoever signed out is asked to sign in, and comes back to where they wanted to go", async () => {
    await signOut(page);
    await page.goto("/queue?tab=team");
    await signIn(page);
    await page.waitForURL(/\/queue\?tab=team/);
    await heading("Queue").waitFor();
  });

  test("a wrong password is refused in words that do not say which half was wrong", async () => {
    await signOut(page);
    await signIn(page, "not the password at all");
    const said = await refusal(page).first().innerText();
    expect(said).toMatch(/\w/);
    expect(said).not.toMatch(/maren|no such|unknown account/i);
    expect(await page.getByLabel("E-mail").inputValue()).toBe("maren@harbor.example");
    await signIn(page);
    await page.waitForURL(/\/map$/);
  });

  test("a second factor is set up with the code an app shows", async () => {
    await page.goto("/settings?part=security");
    await page.getByLabel("Password", { exact: true }).fill("quiet otters cross the ford");
    await page.getByRole("button", { name: "Set it up" }).click();
    await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
    secret = (await page.getByText("Or type this into the app:").locator("span").innerText()).trim();
    expect(secret).toMatch(/^[A-Z2-7]{16,}$/);
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, Date.now()));
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByText(/^On: a code from your phone/).waitFor();
  });

  test("a passkey is added", async () => {
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("button", { name: "Remove This device" }).waitFor();
  });

  test("a password alone is then not enough; with the code it is", async () => {
    await signOut(page);
    await signIn(page);
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await refusal(page).first().waitFor();
    await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, Date.now()));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/map$/);
  });

  test("a passkey is enough by itself", async () => {
    await signOut(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/map$/);
    await heading("Money map").waitFor();
  });

  test("a session that has ended asks to sign in again", async () => {
    await j.server.open.desk.store.asSystem(({ session }) => session.query('DELETE FROM parley_auth."session"', []));
    // It was ended behind the server's back: with cookies the server has not seen, it looks again.
    await context.addCookies([{ name: "otherwise", value: "1", url: page.url() }]);
    await page.goto("/queue");
    await page.waitForURL(/\/sign-in\?back=/);
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
  });

  test("no page complained, and no secret is in what the server wrote down", () => {
    expect(j.complaints).toEqual([]);
    const written = j.server.lines.join("\n");
    for (const word of ["quiet otters", secret, "maren@harbor.example"]) expect(written).not.toContain(word);
  });
});

describe.skipIf(chromiumPath === undefined)("the demo", () => {
  let j: Journey;
  beforeAll(async () => {
    const demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    demo.remove();
  }, HOOK);
  afterAll(() => j?.close());

  test("opens with one click and shows money", async () => {
    const page = await openDemo(j);
    await page.getByText("can still be recovered.").waitFor();
    expect(j.complaints).toEqual([]);
  });
});
