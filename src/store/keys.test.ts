import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type MasterKey,
  makeKeyFile,
  newDataKey,
  openMasterKey,
  readKeyFile,
  readMasterKey,
  rewrapKey,
  unwrapKey,
  wrapKey,
} from "./keys.ts";

const HEX = "00112233445566778899aabbccddeeff".repeat(2);
const BASE64 = Buffer.from(HEX, "hex").toString("base64");

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-keys-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const master = (hex: string): MasterKey => {
  const key = readMasterKey(hex, "PARLEY_KEY");
  if (!key.ok) throw new Error(key.error.sentence);
  return key.value;
};

describe("PARLEY_KEY", () => {
  test.each([
    ["hex", HEX],
    ["hex in capitals", HEX.toUpperCase()],
    ["base64", BASE64],
    ["base64 without its padding", BASE64.replace("=", "")],
    ["base64 for addresses", Buffer.from(HEX, "hex").toString("base64url")],
    ["a line break after it", `${BASE64}\n`],
  ])("as %s is the same key", (_, text) => {
    const key = master(text);
    expect(key.secret.export().toString("hex")).toBe(HEX);
    expect(key.id).toBe(master(HEX).id);
  });

  test.each([
    ["nothing", ""],
    ["a passphrase", "correct horse battery staple"],
    ["31 bytes", "ab".repeat(31)],
    ["33 bytes in base64", Buffer.alloc(33, "x").toString("base64")],
    ["one byte all along", "00".repeat(32)],
    ["signs of no alphabet", `${BASE64.slice(0, 40)}!!!=`],
  ])("%s is refused without being repeated", (_, text) => {
    const key = readMasterKey(text, "PARLEY_KEY");
    expect(key).toMatchObject({ ok: false, error: { code: "key-malformed" } });
    if (!key.ok && text !== "") expect(key.error.sentence).not.toContain(text);
  });

  test("its secret is not in what a log would print", () => {
    const printed = `${inspect(master(HEX), { depth: 9 })}${JSON.stringify(master(HEX))}`;
    expect(printed).not.toContain(HEX.slice(0, 12));
    expect(printed).not.toContain(BASE64.slice(0, 12));
  });
});

describe("the key file", () => {
  test("is made once, closed to others, and read again as the same key", () => {
    const path = join(dir, "made", "parley.key");
    const made = makeKeyFile(path);
    const text = readFileSync(path, "utf8");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(dir, "made"))).toEqual(["parley.key"]);
    const again = makeKeyFile(path);
    expect(readFileSync(path, "utf8")).toBe(text);
    expect(again.ok && made.ok && again.value.id === made.value.id).toBe(true);
    expect(readKeyFile(path).ok).toBe(true);
  });

  test.each([0o640, 0o604, 0o660, 0o644])("open to others (mode %o) is refused, with what to do", (mode) => {
    const path = join(dir, `open-${mode}`);
    makeKeyFile(path);
    chmodSync(path, mode);
    const key = readKeyFile(path);
    expect(key).toMatchObject({ ok: false, error: { code: "key-open-to-others" } });
    if (!key.ok) expect(key.error.sentence).toContain(`chmod 600 ${path}`);
  });

  test.each([
    ["nothing in it", ""],
    ["a bare key without our first word", BASE64],
    ["half a key", `parley-key-1 ${BASE64.slice(0, 20)}`],
    ["two lines", `parley-key-1 ${BASE64}\nparley-key-1 ${BASE64}\n`],
    ["a large file", "x".repeat(5000)],
  ])("with %s is refused and left as it is", (name, text) => {
    const path = join(dir, name.replaceAll(" ", "-"));
    writeFileSync(path, text, { mode: 0o600 });
    expect(readKeyFile(path)).toMatchObject({ ok: false, error: { code: "key-malformed" } });
    expect(makeKeyFile(path)).toMatchObject({ ok: false });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  test("a folder in its place is refused", () => {
    expect(readKeyFile(dir)).toMatchObject({ ok: false });
  });
});

describe("opening the store", () => {
  const places = (name: string) => ({
    given: undefined,
    file: join(dir, name, "parley.key"),
    dataDir: join(dir, name, "data"),
  });

  test("the first start makes the key, the second reads it", () => {
    const first = openMasterKey({ ...places("a"), isFirstStart: true });
    const second = openMasterKey({ ...places("a"), isFirstStart: false });
    expect(first).toMatchObject({ ok: true, value: { isNew: true, source: places("a").file } });
    expect(second).toMatchObject({ ok: true, value: { isNew: false } });
    expect(first.ok && second.ok && first.value.key.id === second.value.key.id).toBe(true);
  });

  test("data without a key open nowhere, and no new key is made in front of them", () => {
    const opened = openMasterKey({ ...places("b"), isFirstStart: false });
    expect(opened).toMatchObject({ ok: false, error: { code: "key-missing" } });
    if (!opened.ok) expect(opened.error.sentence).toMatch(/^Nothing opens without the key/);
    expect(readKeyFile(places("b").file)).toMatchObject({ ok: false, error: { code: "key-missing" } });
  });

  test("PARLEY_KEY comes before the file, and no file is made then", () => {
    const opened = openMasterKey({ ...places("c"), given: HEX, isFirstStart: true });
    expect(opened).toMatchObject({ ok: true, value: { source: "PARLEY_KEY", isNew: false } });
    expect(readKeyFile(places("c").file)).toMatchObject({ ok: false });
  });

  test("a wrong PARLEY_KEY is refused although a good file stands there", () => {
    openMasterKey({ ...places("d"), isFirstStart: true });
    expect(openMasterKey({ ...places("d"), given: "short", isFirstStart: false })).toMatchObject({
      error: { code: "key-malformed" },
    });
  });

  test.each([
    ["inside the data folder", "e/data/parley.key"],
    ["deep inside it", "e/data/x/y/parley.key"],
    ["inside it by a detour", "e/data/../data/parley.key"],
  ])("a key %s is refused", (_, file) => {
    expect(openMasterKey({ ...places("e"), file: `${dir}/${file}`, isFirstStart: true })).toMatchObject({
      error: { code: "key-inside-data" },
    });
  });

  test("a folder beside it whose name begins alike is outside", () => {
    const file = join(dir, "f", "data-keys", "parley.key");
    expect(openMasterKey({ ...places("f"), file, isFirstStart: true })).toMatchObject({ ok: true });
  });
});

describe("data keys", () => {
  const one = master(HEX);
  const other = master(HEX.replaceAll("0", "1"));
  const key = newDataKey("org_1");
  const row = { org: key.org, id: key.id, wrapped: wrapKey(one, key) };

  test("unwrap to what was wrapped, and no two wrappings are alike", () => {
    const back = unwrapKey(one, row);
    expect(back.ok && back.value.secret.equals(key.secret)).toBe(true);
    expect(wrapKey(one, key)).not.toBe(row.wrapped);
  });

  test.each([
    ["another master key", other, row],
    ["another organization's row", one, { ...row, org: "org_2" }],
    ["another key's row", one, { ...row, id: newDataKey("org_1").id }],
    ["a row cut short", one, { ...row, wrapped: row.wrapped.slice(0, -1) }],
    ["an empty row", one, { ...row, wrapped: "" }],
  ])("with %s do not open", (_, by, stored) => {
    expect(unwrapKey(by, stored)).toMatchObject({ ok: false, error: { code: "key-wrong" } });
  });

  test("every changed character is noticed", () => {
    for (let i = 3; i < row.wrapped.length; i++) {
      const sign = row.wrapped[i] === "A" ? "B" : "A";
      const changed = { ...row, wrapped: `${row.wrapped.slice(0, i)}${sign}${row.wrapped.slice(i + 1)}` };
      expect(unwrapKey(one, changed), `at ${i}`).toMatchObject({ ok: false });
    }
  });

  test("rewrapped they open with the new master key alone", () => {
    const rewrapped = rewrapKey(one, other, row);
    expect(rewrapped.ok).toBe(true);
    if (!rewrapped.ok) return;
    expect(unwrapKey(one, rewrapped.value).ok).toBe(false);
    const back = unwrapKey(other, rewrapped.value);
    expect(back.ok && back.value.secret.equals(key.secret)).toBe(true);
    expect(rewrapKey(other, one, row).ok).toBe(false);
  });
});
