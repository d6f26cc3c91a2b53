import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DataKey, newDataKey } from "./keys.ts";
import { Outage } from "./outage.ts";
import { FRAME } from "./seal.ts";
import { type Kept, Vault } from "./vault.ts";

const ONE = newDataKey("org_1");
const TWO = newDataKey("org_2");
const FILE_MAX = 4 * 2 ** 20;
const CLAIM = Buffer.from("ISA*00*          *00*          ~NM1*IL*1*CANARY*PATIENT~");

let root = "";
let folders = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "parley-vault-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const newDir = (): string => join(root, String(folders++));
const vaultIn = (dir: string, key: DataKey = ONE): Vault => new Vault({ dir, key, fileMax: FILE_MAX });

async function* chunks(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function put(vault: Vault, ...parts: readonly Uint8Array[]): Promise<Kept> {
  const kept = await vault.put(chunks(...parts));
  if (!kept.ok) throw new Error(kept.error.sentence);
  return kept.value;
}

async function gather(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

async function listed(vault: Vault): Promise<string[]> {
  const found: string[] = [];
  for await (const address of vault.addresses()) found.push(address);
  return found.sort();
}

const pathIn = (dir: string, org: string, address: string): string => join(dir, org, address.slice(0, 2), address);
const bytesOf = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255));

describe("a file kept", () => {
  test.each([0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME + 7])("of %i bytes reads back as it was", async (length) => {
    const vault = vaultIn(newDir());
    const { address } = await put(vault, bytesOf(length).subarray(0, 10), bytesOf(length).subarray(10));
    expect((await gather(vault.read(address))).equals(bytesOf(length))).toBe(true);
    expect(await vault.sizeOf(address)).toBe(length);
    await vault.verify(address);
  });

  test("lies encrypted, closed to others, and leaves no draft", async () => {
    const dir = newDir();
    const { address } = await put(vaultIn(dir), CLAIM);
    const path = pathIn(dir, "org_1", address);
    expect(readFileSync(path).includes("CANARY")).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, "org_1")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(dir, "org_1", "drafts"))).toEqual([]);
  });

  test("twice is one file, at the same address, however it arrives", async () => {
    const vault = vaultIn(newDir());
    const first = await put(vault, CLAIM);
    expect(first.address).toBe(vault.addressOf(first.sha256));
    expect(first.sha256).toBe(createHash("sha256").update(CLAIM).digest("hex"));
    const second = await put(vault, CLAIM.subarray(0, 3), CLAIM.subarray(3));
    expect(second).toEqual({ ...first, isNew: false });
    expect(await listed(vault)).toEqual([first.address]);
  });

  test("by ten writers at once is one file", async () => {
    const vault = vaultIn(newDir());
    const all = await Promise.all(Array.from({ length: 10 }, () => put(vault, CLAIM)));
    expect(new Set(all.map((k) => k.address)).size).toBe(1);
    expect((await gather(vault.read(all[0]!.address))).equals(CLAIM)).toBe(true);
  });

  test("by two organizations stands at two addresses, and neither opens the other's", async () => {
    const dir = newDir();
    const [one, two] = [vaultIn(dir), vaultIn(dir, TWO)];
    const [a, b] = [await put(one, CLAIM), await put(two, CLAIM)];
    expect(a.address).not.toBe(b.address);
    await expect(gather(two.read(a.address))).rejects.toThrow(Outage);
    mkdirSync(join(dir, "org_2", a.address.slice(0, 2)), { recursive: true });
    renameSync(pathIn(dir, "org_1", a.address), pathIn(dir, "org_2", a.address));
    await expect(gather(two.read(a.address))).rejects.toThrow(/another key/);
  });

  test("any part of it reads alone, and is the part asked for", async () => {
    const vault = vaultIn(newDir());
    const plain = bytesOf(3 * FRAME + 100);
    const { address } = await put(vault, plain);
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length + 10), fc.nat(2 * FRAME), async (from, length) => {
        expect((await gather(vault.read(address, from, length))).equals(plain.subarray(from, from + length))).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("a file not kept", () => {
  test("too large: a sentence, and nothing left", async () => {
    const vault = vaultIn(newDir());
    const kept = await vault.put(chunks(Buffer.alloc(FILE_MAX), Buffer.alloc(1)));
    expect(kept).toEqual({
      ok: false,
      error: { code: "file-too-large", sentence: "The file is larger than 4 MB, so it was not kept." },
    });
    expect(await listed(vault)).toEqual([]);
  });

  test("just as large as it may be: kept", async () => {
    expect((await vaultIn(newDir()).put(chunks(Buffer.alloc(FILE_MAX)))).ok).toBe(true);
  });

  test("an upload that breaks off: nothing left", async () => {
    const dir = newDir();
    const vault = vaultIn(dir);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytesOf(2 * FRAME);
      throw new Error("connection reset");
    }
    await expect(vault.put(broken())).rejects.toThrow("connection reset");
    expect(await listed(vault)).toEqual([]);
    expect(readdirSync(join(dir, "org_1", "drafts"))).toEqual([]);
  });

  test.each(["../../etc/passwd", "", "AB".repeat(32), "ab".repeat(31)])(
    "a name that is no address (%j) opens nothing",
    async (name) => {
      await expect(gather(vaultIn(newDir()).read(name))).rejects.toThrow(/Parley bug/);
    },
  );

  test("an organization whose id climbs out of the folder", () => {
    expect(() => vaultIn(newDir(), newDataKey("../x"))).toThrow(/Parley bug/);
  });
});

describe("a file that was tampered with is refused, never shown wrong", () => {
  const plain = bytesOf(2 * FRAME + 500);

  async function refused(spoil: (good: Buffer) => Buffer): Promise<void> {
    const dir = newDir();
    const vault = vaultIn(dir);
    const { address } = await put(vault, plain);
    const path = pathIn(dir, "org_1", address);
    writeFileSync(path, spoil(readFileSync(path)));
    let at = 0;
    const reading = async (): Promise<void> => {
      for await (const piece of vault.read(address)) {
        expect(piece.equals(plain.subarray(at, at + piece.length))).toBe(true);
        at += piece.length;
      }
    };
    const thrown = await reading().then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(thrown).toBeInstanceOf(Outage);
    expect((thrown as Outage).message).toMatch(/^[A-Z].*\.$/s);
    await expect(vault.verify(address)).rejects.toThrow(Outage);
  }

  test("any bit flipped", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(32 + 56 + plain.length + 47), fc.nat(7), (at, bit) =>
        refused((good) => {
          good[at] = (good[at] ?? 0) ^ (1 << bit);
          return good;
        }),
      ),
      { numRuns: 60 },
    );
  });

  test.each([0, 1, 31, 32, 87, 88, 88 + 65552, 88 + 2 * 65552, 88 + 2 * 65552 + 515])("cut to %i bytes", (length) =>
    refused((good) => good.subarray(0, length)),
  );

  test("lengthened", () => refused((good) => Buffer.concat([good, Buffer.from([0])])));
  test("emptied", () => refused(() => Buffer.alloc(0)));

  test("another file of the same organization in its place", async () => {
    const dir = newDir();
    const vault = vaultIn(dir);
    const [a, b] = [await put(vault, CLAIM), await put(vault, Buffer.from("another"))];
    renameSync(pathIn(dir, "org_1", b.address), pathIn(dir, "org_1", a.address));
    await expect(gather(vault.read(a.address))).rejects.toThrow(/not the one its address names/);
    await expect(gather(vault.read(b.address))).rejects.toThrow(/not whole in the data folder/);
  });

  test("and putting it again mends it", async () => {
    const dir = newDir();
    const vault = vaultIn(dir);
    const { address } = await put(vault, CLAIM);
    writeFileSync(pathIn(dir, "org_1", address), "rubbish");
    expect(await put(vault, CLAIM)).toMatchObject({ address, isNew: true });
    expect((await gather(vault.read(address))).equals(CLAIM)).toBe(true);
  });
});

describe("a sweep", () => {
  const LONG_AGO = new Date("2026-01-01T00:00:00Z");
  const BEFORE = new Date("2026-02-01T00:00:00Z").getTime();

  test("removes old files no record names and old drafts, and nothing else", async () => {
    const dir = newDir();
    const vault = vaultIn(dir);
    const [named, orphan, young] = [
      await put(vault, CLAIM),
      await put(vault, bytesOf(9)),
      await put(vault, bytesOf(8)),
    ];
    const draft = join(dir, "org_1", "drafts", "ab");
    writeFileSync(draft, "x");
    for (const path of [named, orphan].map((k) => pathIn(dir, "org_1", k.address)).concat(draft))
      utimesSync(path, LONG_AGO, LONG_AGO);
    const swept = await vault.sweep(async (address) => address === named.address, BEFORE);
    expect(swept).toEqual({ files: 1, drafts: 1 });
    expect(await listed(vault)).toEqual([named.address, young.address].sort());
    expect(await vault.sweep(async () => true, BEFORE)).toEqual({ files: 0, drafts: 0 });
  });

  test("spares an old file that was put again and is not in the records yet", async () => {
    const dir = newDir();
    const vault = vaultIn(dir);
    const { address } = await put(vault, CLAIM);
    utimesSync(pathIn(dir, "org_1", address), LONG_AGO, LONG_AGO);
    await put(vault, CLAIM);
    expect(await vault.sweep(async () => false, BEFORE)).toEqual({ files: 0, drafts: 0 });
  });

  test("of an organization that never had a file finds nothing", async () => {
    expect(await vaultIn(newDir()).sweep(async () => false, BEFORE)).toEqual({ files: 0, drafts: 0 });
  });

  test("removal is of one file, or of all of one organization", async () => {
    const dir = newDir();
    const [one, two] = [vaultIn(dir), vaultIn(dir, TWO)];
    const [a, b] = [await put(one, CLAIM), await put(one, bytesOf(5))];
    await put(two, CLAIM);
    await one.remove(a.address);
    await one.remove(a.address);
    expect(await listed(one)).toEqual([b.address]);
    await one.removeAll();
    expect(await listed(one)).toEqual([]);
    expect((await listed(two)).length).toBe(1);
  });
});
