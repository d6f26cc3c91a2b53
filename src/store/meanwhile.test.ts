import { describe, expect, test } from "vitest";
import { meanwhile } from "./meanwhile.ts";

describe("what is made while a transaction ends", () => {
  test("begins after whoever began it has gone on, and is waited for later", async () => {
    const order: string[] = [];
    const { made } = meanwhile(() => {
      order.push("made");
      return 7;
    });
    await Promise.resolve().then(() => order.push("sent for the end"));
    expect([await made, ...order]).toEqual([7, "sent for the end", "made"]);
  });

  test("that fails throws for who waits for it, and disturbs nobody when nobody does", async () => {
    const fails = () => meanwhile(() => Promise.reject(new Error("not made")));
    fails();
    await new Promise((go) => setTimeout(go, 5));
    await expect(fails().made).rejects.toThrow("not made");
  });
});
