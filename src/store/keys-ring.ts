import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { check } from "#base/check.ts";
import {
  codeOf,
  type DataKey,
  type KeyRefusal,
  type MasterKey,
  newDataKey,
  rewrapKey,
  syncFolder,
  unwrapKey,
  wrapKey,
  writeOnce,
} from "./keys.ts";
import { Outage } from "./outage.ts";

/**
 * The wrapped data keys of all organizations: a small file each, `ORG.key`, beside the vault and not in the database. So
 * a dump of the database alone opens no secret of it, and a key that was destroyed does not come back with one.
 */

const ORG = /^[A-Za-z0-9_-]{1,64}$/;
const LINE = /^parley-data-key-1 (\S+) ([0-9a-f]{32}) (\S+)\n$/;
const NAME = /^([A-Za-z0-9_-]{1,64})\.key$/;

const shut = (refusal: KeyRefusal): Outage => new Outage(refusal.code, refusal.sentence, "no");

export class KeyRing {
  private readonly dir: string;
  private readonly master: MasterKey;
  private readonly open = new Map<string, DataKey>();

  /** `dir` is the folder of wrapped keys; it is made with the first of them. */
  constructor(dir: string, master: MasterKey) {
    this.dir = dir;
    this.master = master;
  }

  private pathOf(org: string): string {
    check(ORG.test(org), "the id of an organization cannot name a file");
    return join(this.dir, `${org}.key`);
  }

  /** The key of an organization, made where it has none yet: once, when the organization is made. Throws an Outage. */
  make(org: string): DataKey {
    const key = newDataKey(org);
    writeOnce(this.pathOf(org), lineOf(org, key.id, wrapKey(this.master, key)));
    return this.of(org);
  }

  /** The key of an organization. Throws an Outage when it is not there or the master key does not open it. */
  of(org: string): DataKey {
    const known = this.open.get(org);
    if (known !== undefined) return known;
    const read = unwrapKey(this.master, this.row(org));
    if (!read.ok) throw shut(read.error);
    this.open.set(org, read.value);
    return read.value;
  }

  private row(org: string): { readonly org: string; readonly id: string; readonly wrapped: string } {
    let text: string;
    try {
      text = readFileSync(this.pathOf(org), "utf8");
    } catch (thrown) {
      if (codeOf(thrown) !== "ENOENT") throw thrown;
      throw new Outage(
        "key-missing",
        "The key of this organization is not in the data folder: it was destroyed with its data, or the folder is not whole. Restore it from a backup.",
        "no",
      );
    }
    const [, named, id, wrapped] = LINE.exec(text) ?? [];
    if (named !== org || id === undefined || wrapped === undefined)
      throw new Outage("key-wrong", "A stored data key is damaged. Restore the store from a backup.", "no");
    return { org, id, wrapped };
  }

  /** Every organization that has a key. */
  orgs(): readonly string[] {
    try {
      return readdirSync(this.dir)
        .flatMap((name) => NAME.exec(name)?.[1] ?? [])
        .sort();
    } catch (thrown) {
      if (codeOf(thrown) === "ENOENT") return [];
      throw thrown;
    }
  }

  /** Throws an Outage unless the master key opens every key here. */
  proveAll(): void {
    for (const org of this.orgs()) this.of(org);
  }

  /** Destroys the key of an organization: whatever was sealed with it opens nowhere any more, backups aside. */
  destroy(org: string): void {
    this.open.delete(org);
    rmSync(this.pathOf(org), { force: true });
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    syncFolder(this.dir);
  }

  /**
   * Wraps every key with a new master key; no sealed byte is touched. Stopped halfway, some keys open with the old and
   * some with the new one, and running it again finishes it.
   */
  rewrapAll(to: MasterKey): void {
    for (const org of this.orgs()) {
      const row = this.row(org);
      if (unwrapKey(to, row).ok) continue;
      const wrapped = rewrapKey(this.master, to, row);
      if (!wrapped.ok) throw shut(wrapped.error);
      const draft = `${org}.rewrapped`;
      rmSync(join(this.dir, draft), { force: true });
      writeOnce(join(this.dir, draft), lineOf(org, row.id, wrapped.value.wrapped));
      renameSync(join(this.dir, draft), this.pathOf(org));
    }
    if (this.orgs().length > 0) syncFolder(this.dir);
  }
}

const lineOf = (org: string, id: string, wrapped: string): string => `parley-data-key-1 ${org} ${id} ${wrapped}\n`;
