import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { err, ok, type Result } from "#base/result.ts";

/**
 * Two kinds of keys. The master key opens the store and is kept outside it, in PARLEY_KEY or in a file of its own. Each
 * organization has a data key, made by chance, and the store holds it only wrapped by the master key. So the store
 * without the master key opens nowhere, a new master key rewraps a few rows and no file, and who destroys a data key
 * has destroyed all that was sealed with it.
 */

export const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const WRAP_1 = "parley-wrap-1";
/** A wrapped key: this, then the IV, the tag and the sealed bytes in base64url. */
const WRAPPED = /^w1\.([A-Za-z0-9_-]{80})$/;
/** What a key file holds, so that a file of something else is not taken for a key. */
const FILE_LINE = /^parley-key-1 (\S+)\s*$/;
const FILE_MAX = 1024;

export interface MasterKey {
  /** Names the key without telling it: 32 hex digits, of which people are shown eight. */
  readonly id: string;
  readonly secret: KeyObject;
}

/** The key of one organization, unwrapped. */
export interface DataKey {
  readonly org: string;
  /** 32 hex digits, by chance. */
  readonly id: string;
  readonly secret: KeyObject;
}

/** Why a key does not open; the sentence never holds a part of it. */
export interface KeyRefusal {
  readonly code:
    | "key-missing"
    | "key-malformed"
    | "key-open-to-others"
    | "key-inside-data"
    | "key-unread"
    | "key-wrong";
  readonly sentence: string;
}

const refuse = (code: KeyRefusal["code"], sentence: string): { readonly ok: false; readonly error: KeyRefusal } =>
  err({ code, sentence });

/** A key for one purpose, made of another: HKDF with SHA-256 (RFC 5869). Different purposes tell nothing of each other. */
export const derive = (secret: KeyObject, purpose: string, salt: Uint8Array = new Uint8Array(0)): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync("sha256", secret, salt, purpose, KEY_BYTES)));

function masterKey(bytes: Buffer): MasterKey {
  const secret = createSecretKey(bytes);
  const id = createHmac("sha256", derive(secret, "parley-key-id-1")).digest("hex").slice(0, 32);
  return { id, secret };
}

/** The 32 bytes a text spells in hex or base64 (either alphabet, padded or not); undefined when it does not. */
function keyBytes(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === KEY_BYTES ? bytes : undefined;
}

/** The master key a text spells: 32 bytes in hex or base64. `source` names where it stands, for the refusal. */
export function readMasterKey(text: string, source: string): Result<MasterKey, KeyRefusal> {
  const bytes = keyBytes(text.trim());
  if (bytes === undefined)
    return refuse(
      "key-malformed",
      `${source} is not a key: 32 bytes, as 64 hex digits or 44 characters of base64. One is made with: openssl rand -base64 32`,
    );
  if (bytes.every((b) => b === bytes[0]))
    return refuse(
      "key-malformed",
      `${source} repeats one byte, so it is no secret. Make one with: openssl rand -base64 32`,
    );
  return ok(masterKey(bytes));
}

/** Permissions mean nothing on Windows, where the folder of the user is closed to others by its own lists. */
const HAS_MODES = process.platform !== "win32";

/** The code of a failed system call, such as ENOENT; empty for anything else. */
export const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";

/** The master key in a file that its owner alone may read. */
export function readKeyFile(path: string): Result<MasterKey, KeyRefusal> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === "ENOENT") return refuse("key-missing", `There is no key at ${path}.`);
    return refuse("key-unread", `The key file ${path} could not be opened (${code}). Check who owns it.`);
  }
  try {
    const { mode, size } = fstatSync(file);
    if (HAS_MODES && (mode & 0o077) !== 0)
      return refuse(
        "key-open-to-others",
        `The key file ${path} is open to others (mode ${(mode & 0o777).toString(8)}). Close it with: chmod 600 ${path}`,
      );
    const text = size <= FILE_MAX ? readFileSync(file, "utf8") : "";
    return readMasterKey(FILE_LINE.exec(text)?.[1] ?? "", `The key file ${path}`);
  } catch (thrown) {
    return refuse("key-unread", `The key file ${path} could not be read (${codeOf(thrown)}).`);
  } finally {
    closeSync(file);
  }
}

/** Makes what was renamed or linked in a folder last. */
export function syncFolder(path: string): void {
  if (!HAS_MODES) return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Writes a file for its owner alone, whole or not at all; false, and nothing touched, where something stands already. */
export function writeOnce(path: string, text: string): boolean {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString("hex")}.part`;
  try {
    const file = openSync(draft, "wx", 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // A link, unlike a rename, fails where something stands.
    linkSync(draft, path);
    syncFolder(folder);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return false;
    throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Makes a key file where there was none; where two programs start at once, both use the key of the first. */
export function makeKeyFile(path: string): Result<MasterKey, KeyRefusal> {
  writeOnce(path, `parley-key-1 ${randomBytes(KEY_BYTES).toString("base64")}\n`);
  return readKeyFile(path);
}

export interface KeyPlaces {
  /** PARLEY_KEY, when it is set. */
  readonly given: string | undefined;
  readonly file: string;
  /** The folder the key opens; it must not hold the key. */
  readonly dataDir: string;
  /** True only where nothing was sealed yet: a new key in front of old data would hide that the old key is lost. */
  readonly isFirstStart: boolean;
}

export interface OpenedKey {
  readonly key: MasterKey;
  /** Where the key is, in words that may be shown: `PARLEY_KEY` or the path of the file. */
  readonly source: string;
  readonly isNew: boolean;
}

const isInside = (path: string, folder: string): boolean => {
  const way = relative(resolve(folder), resolve(path));
  return way === "" || !(way.startsWith("..") || resolve(way) === way);
};

/** The master key: PARLEY_KEY, else the key file, which the first start makes. */
export function openMasterKey(places: KeyPlaces): Result<OpenedKey, KeyRefusal> {
  const { given, file, dataDir, isFirstStart } = places;
  if (given !== undefined) {
    const key = readMasterKey(given, "PARLEY_KEY");
    return key.ok ? ok({ key: key.value, source: "PARLEY_KEY", isNew: false }) : key;
  }
  if (isInside(file, dataDir))
    return refuse(
      "key-inside-data",
      `The key file ${file} stands inside the data folder ${dataDir}, so whoever copies one has both. Move it out.`,
    );
  const read = readKeyFile(file);
  if (read.ok) return ok({ key: read.value, source: file, isNew: false });
  if (read.error.code !== "key-missing") return read;
  if (!isFirstStart)
    return refuse(
      "key-missing",
      `Nothing opens without the key: there is none at ${file}, and PARLEY_KEY is not set. Put the key file back from where you keep its copy; no one can make it again.`,
    );
  const made = makeKeyFile(file);
  return made.ok ? ok({ key: made.value, source: file, isNew: true }) : made;
}

/** A new data key for an organization. */
export const newDataKey = (org: string): DataKey => ({
  org,
  id: randomBytes(16).toString("hex"),
  secret: createSecretKey(randomBytes(KEY_BYTES)),
});

/** Bound to its organization and name, so that a wrapped key moved to another row does not open. */
const boundTo = (key: Pick<DataKey, "org" | "id">): Buffer => Buffer.from(JSON.stringify([WRAP_1, key.org, key.id]));

/** A data key under the master key, to be stored: AES-256-GCM with an IV by chance. */
export function wrapKey(master: MasterKey, key: DataKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", derive(master.secret, WRAP_1), iv);
  cipher.setAAD(boundTo(key));
  const sealed = Buffer.concat([cipher.update(key.secret.export()), cipher.final()]);
  return `w1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

export interface WrappedKey {
  readonly org: string;
  readonly id: string;
  readonly wrapped: string;
}

/** The data key of a stored row; refused when the master key is another one or the row was changed or moved. */
export function unwrapKey(master: MasterKey, row: WrappedKey): Result<DataKey, KeyRefusal> {
  const text = WRAPPED.exec(row.wrapped)?.[1];
  if (text === undefined) return refuse("key-wrong", "A stored data key is damaged. Restore the store from a backup.");
  const bytes = Buffer.from(text, "base64url");
  const cipher = createDecipheriv("aes-256-gcm", derive(master.secret, WRAP_1), bytes.subarray(0, IV_BYTES));
  cipher.setAAD(boundTo(row));
  cipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const secret = Buffer.concat([cipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), cipher.final()]);
    return ok({ org: row.org, id: row.id, secret: createSecretKey(secret) });
  } catch {
    return refuse(
      "key-wrong",
      `The key ${master.id.slice(0, 8)} does not open this store. It was sealed with another one: set PARLEY_KEY or put its key file back.`,
    );
  }
}

/** The same data key under a new master key. What was sealed with it stays as it is. */
export function rewrapKey(from: MasterKey, to: MasterKey, row: WrappedKey): Result<WrappedKey, KeyRefusal> {
  const key = unwrapKey(from, row);
  return key.ok ? ok({ org: row.org, id: row.id, wrapped: wrapKey(to, key.value) }) : key;
}
