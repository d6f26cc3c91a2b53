import { describe, expect, test } from "vitest";
import { BelievedSessions } from "./believed.ts";

const SESSION = { id: "s", token: "t", madeAt: "2026-11-23T08:00:00.000Z", endsAt: "2026-11-23T08:30:00.000Z" };
const FOUND = { login: "maren", session: SESSION };

describe("a session that was found good", () => {
  test.each([
    ["the same cookies a moment later", "a=1; b=2", 99, "maren"],
    ["the same cookies at the moment it is looked up again", "a=1; b=2", 100, undefined],
    ["one cookie more", "a=1; b=2; c=3", 50, undefined],
    ["another order of cookies", "b=2; a=1", 50, undefined],
    ["no cookie", "", 50, undefined],
  ])("%s", (_, cookies, at, login) => {
    const sessions = new BelievedSessions();
    sessions.looking()("a=1; b=2", FOUND, 100);
    expect(sessions.of(cookies, at)?.login).toBe(login);
  });

  test("is forgotten when anything was written about sessions", () => {
    const sessions = new BelievedSessions();
    sessions.looking()("a=1", FOUND, 100);
    sessions.forget();
    expect(sessions.of("a=1", 1)).toBeUndefined();
  });

  test("is not kept when something was written while it was looked up", () => {
    const sessions = new BelievedSessions();
    const keep = sessions.looking();
    sessions.forget();
    keep("a=1", FOUND, 100);
    expect(sessions.of("a=1", 1)).toBeUndefined();
  });

  test("is looked up again once very many are kept", () => {
    const sessions = new BelievedSessions();
    for (let i = 0; i < 10_000; i++) sessions.looking()(`a=${i}`, FOUND, 100);
    expect(sessions.of("a=0", 1)).toBeDefined();
    sessions.looking()("a=more", FOUND, 100);
    expect([sessions.of("a=0", 1), sessions.of("a=more", 1)?.login]).toEqual([undefined, "maren"]);
  });
});
