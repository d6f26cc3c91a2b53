import { describe, expect, test } from "vitest";
import { KEYS, meant, type Pressed } from "./keymap.ts";

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  typing: false,
  onControl: false,
  inDialog: false,
  ...more,
});

describe("what a key means", () => {
  test.each([
    ["j", {}, "next"],
    ["J", {}, "next"],
    ["x", {}, "select"],
    ["X", { shift: true }, "select range"],
    ["?", { shift: true }, "list"],
    ["[", {}, "fold nav"],
    ["/", {}, "filter"],
    [" ", {}, "peek"],
    ["Enter", {}, "open"],
    ["Enter", { ctrl: true }, "send"],
    ["k", { ctrl: true }, "palette"],
    ["Escape", {}, "close"],
  ] as const)("%s %o means %s", (key, more, act) => {
    expect(meant(press(key, more), undefined, true)).toEqual({ act });
  });

  test.each([
    ["a letter while typing", press("j", { typing: true }), true],
    ["a letter when single keys are off", press("j"), false],
    ["a letter in a dialog", press("j", { inDialog: true }), true],
    ["Escape in a dialog, which closes itself", press("Escape", { inDialog: true }), true],
    ["Enter on a button", press("Enter", { onControl: true }), true],
    ["Space on a checkbox", press(" ", { onControl: true }), true],
    ["a letter with Alt, which is the browser's", press("d", { alt: true }), true],
    ["a letter that nothing is bound to", press("y"), true],
    ["Ctrl and a letter that nothing is bound to", press("c", { ctrl: true }), true],
  ])("%s means nothing", (_, pressed, single) => {
    expect(meant(pressed, undefined, single)).toBeUndefined();
  });

  test("Ctrl K opens the palette while typing and with single keys off", () => {
    expect(meant(press("k", { ctrl: true, typing: true }), undefined, false)).toEqual({ act: "palette" });
  });

  test("G waits, and the second key decides", () => {
    expect(meant(press("g"), undefined, true)).toEqual({ waits: "G" });
    expect(meant(press("q"), "G", true)).toEqual({ act: "go to queue" });
  });

  test("a second key that ends no pair means what it means alone", () => {
    expect(meant(press("j"), "G", true)).toEqual({ act: "next" });
  });

  test("no two acts share their keys, and no legal or money act has a key of one letter", () => {
    const keys = Object.values(KEYS).map((k) => k.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(
      Object.values(KEYS).filter((k) => k.keys.length === 1 && /\b(send|sign|agree|withdraw)/.test(k.does)),
    ).toEqual([]);
  });
});
