import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MasterKey, readMasterKey } from "./keys.ts";
import { KeyRing } from "./keys-ring.ts";
import { openText, type SealKey, sealText } from "./seal.ts";

const A = "11111111-1111-4111-8111-111111111111";
const B = "22222222-2222-4222-8222-222222222222";

function master(byte: string): MasterKey {
  const key = readMasterKey(`ff${byte.repeat(31)}`, "PARLEY_KEY");
  if (!key.ok) throw new Error(key.error.sentence);
  return key.value;
}
const [OLD, NEW] = [master("01"), master("02")];

let root = "";
let folders = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "parley-ring-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
const newDir = (): string => join(root, String(folders++));

const sealing = (ring: KeyRing, org: string): SealKey => ({ ...ring.of(org), purpose: "test" });

describe("the keys of organizations", () => {
  test("are made once and are the same after a restart", () => {
    const dir = newDir();
    const made = new KeyRing(dir, OLD).make(A);
    expect(new KeyRing(dir, OLD).make(A).secret.equals(made.secret)).toBe(true);
    expect(new KeyRing(dir, OLD).of(A).secret.equals(made.secret)).toBe(true);
    expect(statSync(join(dir, `${A}.key`)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, `${A}.key`), "utf8")).not.toContain(made.secret.export().toString("base64url"));
  });

  test("differ, and one put in the other's place does not open", () => {
    const dir = newDir();
    const ring = new KeyRing(dir, OLD);
    expect(ring.make(A).secret.equals(ring.make(B).secret)).toBe(false);
    expect(ring.orgs()).toEqual([A, B]);
    renameSync(join(dir, `${A}.key`), join(dir, `${B}.key`));
    expect(() => new KeyRing(dir, OLD).of(B)).toThrow(/damaged/);
    const text = readFileSync(join(dir, `${B}.key`), "utf8");
    writeFileSync(join(dir, `${B}.key`), text.replace(A, B));
    expect(() => new KeyRing(dir, OLD).of(B)).toThrow(/does not open this store/);
  });

  test("open with no other master key, and the sentence says what to do", () => {
    const dir = newDir();
    new KeyRing(dir, OLD).make(A);
    expect(() => new KeyRing(dir, NEW).proveAll()).toThrow(/set PARLEY_KEY or put its key file back\.$/);
    expect(() => new KeyRing(dir, OLD).proveAll()).not.toThrow();
  });

  test("destroyed, open nothing that was sealed with them; the other organization's stay", () => {
    const dir = newDir();
    const ring = new KeyRing(dir, OLD);
    for (const org of [A, B]) ring.make(org);
    const sealed = sealText(sealing(ring, B), "x", "secret");
    ring.destroy(A);
    ring.destroy(A);
    expect(() => ring.of(A)).toThrow(/destroyed with its data/);
    expect(openText(sealing(ring, B), "x", sealed)).toBe("secret");
    expect(ring.orgs()).toEqual([B]);
  });

  test("rewrapped, open with the new master key what was sealed before", () => {
    const dir = newDir();
    const ring = new KeyRing(dir, OLD);
    for (const org of [A, B]) ring.make(org);
    const sealed = sealText(sealing(ring, A), "x", "secret");
    ring.rewrapAll(NEW);
    expect(() => new KeyRing(dir, OLD).of(A)).toThrow();
    expect(openText(sealing(new KeyRing(dir, NEW), A), "x", sealed)).toBe("secret");
    // As after a crash in between: again, it changes nothing.
    new KeyRing(dir, OLD).rewrapAll(NEW);
    new KeyRing(dir, NEW).proveAll();
    expect(readdirSync(dir)).toEqual([`${A}.key`, `${B}.key`]);
  });

  test("of an organization whose id climbs out of the folder are not made", () => {
    expect(() => new KeyRing(newDir(), OLD).make("../a")).toThrow(/Parley bug/);
  });
});
