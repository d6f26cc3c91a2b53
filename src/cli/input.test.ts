import { expect, test } from "vitest";
import { inputProblem } from "./input.ts";

test.each([
  ["ENOENT", "no such file"],
  ["EISDIR", "This is a folder"],
  ["EACCES", "permissions"],
])("%s is a Problem of the file: %s", (code, told) => {
  const p = inputProblem(Object.assign(new Error("x"), { code }), "a.edi");
  expect(p).toMatchObject({ code: "file", severity: "error", at: { file: "a.edi" } });
  expect(p.message).toContain(told);
});

test.each([new Error("ours"), Object.assign(new Error("disk"), { code: "EIO" }), "text"])(
  "anything else is thrown on",
  (thrown) => {
    expect(() => inputProblem(thrown, "a.edi")).toThrow();
  },
);
