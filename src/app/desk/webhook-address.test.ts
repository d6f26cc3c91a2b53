import { describe, expect, test } from "vitest";
import { hostsOf, isInside, webhookAddress } from "./webhook-address.ts";

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
    await expect(hostsOf(new URL("https://localhost/"), false)).rejects.toThrow("the server's own network");
    expect((await hostsOf(new URL("https://localhost/"), true))[0]?.family).toBeOneOf([4, 6]);
  });

  const means = (...ips: readonly string[]) =>
    hostsOf(new URL("https://hooks.example.org/"), false, async () =>
      ips.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

  test("has its further addresses tried, four at most, and none that is inside", async () => {
    expect(await means("8.8.8.8", "2606:4700::1111")).toEqual([
      { address: "8.8.8.8", family: 4 },
      { address: "2606:4700::1111", family: 6 },
    ]);
    expect((await means("10.0.0.1", "8.8.8.8", "127.0.0.1", "fd00::1")).map((h) => h.address)).toEqual(["8.8.8.8"]);
    expect((await means("8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4", "8.8.8.5")).length).toBe(4);
    await expect(means("10.0.0.1", "::1")).rejects.toThrow("the server's own network");
    await expect(means()).rejects.toThrow("means no address");
  });
});
