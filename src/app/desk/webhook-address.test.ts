import { describe, expect, test } from "vitest";
import { hostOf, isInside, webhookAddress } from "./webhook-address.ts";

describe("an address", () => {
  test.each([
    ["https://example.org/parley?x=1#y", "https://example.org/parley?x=1"],
    ["  https://example.org:8443/ ", "https://example.org:8443/"],
    ["https://93.184.216.34/in", "https://93.184.216.34/in"],
  ])("%s is kept as %s", (typed, kept) => {
    const url = webhookAddress(typed, false);
    expect(url.ok && url.value.href).toBe(kept);
  });

  test.each([
    ["parley", "This is no address"],
    [`https://example.org/${"x".repeat(600)}`, "This is no address"],
    ["http://example.org/", "Only an https address"],
    ["ftp://example.org/", "Only an https address"],
    ["https://me:secret@example.org/", "Leave name and password out"],
    ["https://localhost/", "of the server's own network"],
    ["https://db.internal/", "of the server's own network"],
    ["https://127.0.0.1/", "of the server's own network"],
    ["https://2130706433/", "of the server's own network"],
    ["https://0x7f.1/", "of the server's own network"],
    ["https://[::1]/", "of the server's own network"],
    ["https://[::ffff:10.0.0.1]/", "of the server's own network"],
    ["https://169.254.169.254/latest", "of the server's own network"],
  ])("%s is refused: %s", (typed, why) => {
    const url = webhookAddress(typed, false);
    expect(url.ok ? "taken" : url.error).toContain(why);
  });

  test("inside the server's own network http is taken where that is allowed", () => {
    expect(webhookAddress("http://127.0.0.1:9/", true).ok).toBe(true);
    expect(webhookAddress("ftp://127.0.0.1:9/", true).ok).toBe(false);
  });
});

describe("a host", () => {
  test.each([
    ["8.8.8.8", false],
    ["2606:4700::1111", false],
    ["10.1.2.3", true],
    ["100.64.0.1", true],
    ["172.31.255.255", true],
    ["172.32.0.1", false],
    ["192.168.1.1", true],
    ["224.0.0.1", true],
    ["fe80::1", true],
    ["fd00::1", true],
    ["::ffff:8.8.8.8", true],
    ["64:ff9b::a00:1", true],
    ["2002:a00:1::", true],
    ["nonsense", true],
  ])("%s inside: %s", (ip, inside) => {
    expect(isInside(ip)).toBe(inside);
  });

  test("that a name means is checked when it is sent to, too", async () => {
    await expect(hostOf(new URL("https://localhost/"), false)).rejects.toThrow("the server's own network");
    expect((await hostOf(new URL("https://localhost/"), true)).family).toBeOneOf([4, 6]);
  });
});
