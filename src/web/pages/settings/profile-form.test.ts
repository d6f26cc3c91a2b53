import { expect, test } from "vitest";
import { contractsOf, listFrom, put, readProfile, textOf, withContracts } from "./profile-form.ts";

const profile = {
  name: "Invented Emergency Physicians",
  npis: ["1000000004"],
  comment: "kept",
  contracts: [{ payer: "99001", network: "Invented PPO", comment: "by letter" }],
};

test("what the form does not know of stays", () => {
  const next = withContracts(profile, contractsOf(profile));
  expect(next).toEqual(profile);
  expect(put(next, "name", "")).not.toHaveProperty("name");
  expect(put(next, "name", "")).toHaveProperty("comment", "kept");
});

test("a contract without a word is left out", () => {
  const blank = { payer: " ", network: "", from: "", until: "", provider: "" };
  expect(withContracts({}, [blank])).toEqual({});
  expect(withContracts({}, [{ ...blank, payer: "99001", from: "2026-01-01" }])).toEqual({
    contracts: [{ payer: "99001", from: "2026-01-01" }],
  });
});

test("lists are read by commas or lines", () => {
  expect(textOf(profile, "npis")).toBe("1000000004");
  expect(listFrom("a, b,,c ")).toEqual(["a", "b", "c"]);
  expect(listFrom("1 Street, Town\n555-0100", /\n/)).toEqual(["1 Street, Town", "555-0100"]);
});

test("JSON that is no profile is said so", () => {
  expect(readProfile('{"name":"x"}')).toEqual({ name: "x" });
  expect(readProfile("[]")).toMatch(/begins with/);
  expect(readProfile("{")).toMatch(/not JSON/);
});
