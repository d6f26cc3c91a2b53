import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { messageBody, messageType, newSecret, nextTry, signatureOf } from "./webhook-message.ts";

describe("a message", () => {
  test.each([
    ["case offer made", "case.offer_made"],
    ["import done", "import.done"],
    ["case evaluated again", "case.evaluated_again"],
  ])("of %j is of type %s", (type, is) => {
    expect(messageType(type)).toBe(is);
  });

  const event = { org: "o", client: "c", seq: 7, subject: "s", at: "2026-11-23T09:00:00.000Z" };
  test.each([
    ["case offer made", "/v1/cases/s"],
    ["import done", "/v1/imports/s"],
    ["package withdrawn", "/v1/packages/s"],
    ["profile changed", null],
  ])("of %j says where to ask", (type, path) => {
    expect(JSON.parse(messageBody({ ...event, type }))).toEqual({
      type: messageType(type),
      timestamp: event.at,
      data: { organization: "o", client: "c", event: 7, subject: "s", path },
    });
  });
});

describe("a signature", () => {
  test("is the HMAC of id, seconds and body under the bytes of the secret", () => {
    const secret = `whsec_${Buffer.from("0123456789abcdef").toString("base64")}`;
    const expected = createHmac("sha256", "0123456789abcdef").update("m.5.{}").digest("base64");
    expect(signatureOf([secret], "m", 5, "{}")).toBe(`v1,${expected}`);
  });

  // Worked example of the specification's own libraries.
  test("is the one that libraries of the specification expect", () => {
    expect(
      signatureOf(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        '{"test": 2432232314}',
      ),
    ).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test("is there twice while two secrets count", () => {
    const two = signatureOf([newSecret(), newSecret()], "m", 5, "{}").split(" ");
    expect(two.map((s) => s.slice(0, 3))).toEqual(["v1,", "v1,"]);
    expect(two[0]).not.toBe(two[1]);
  });
});

describe("the next try", () => {
  const NOW = "2026-11-23T09:00:00.000Z";
  test.each([
    [1, "2026-11-23T09:00:05.000Z"],
    [2, "2026-11-23T09:05:00.000Z"],
    [4, "2026-11-23T11:00:00.000Z"],
    [8, "2026-11-24T09:00:00.000Z"],
    [9, undefined],
  ])("after %i that failed", (failed, at) => {
    expect(nextTry(failed, NOW)).toBe(at);
  });
});
