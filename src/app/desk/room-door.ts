import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";

/** What opens a room: the secret of its link, the passcode beside it, and the cookie of who came in. */

const SECRET_BYTES = 32;

/** Without letters that look like digits, so that it can be read out on the telephone. */
const LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const PASSCODE_LETTERS = 10;

/** Failed passcodes after which a room closes, kept in the database: a restart forgives none. */
export const FAILURES_MOST = 8;

/** A secret of 32 random bytes, for a link or a cookie. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** What the store keeps of a secret. A lookup by it tells nothing of the secret by its time. */
export const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A passcode to say or write to the guest by another way than the link: 49 bits, as `ABCDE-23456`. */
export function newPasscode(): string {
  const letters = Array.from({ length: PASSCODE_LETTERS }, () => LETTERS[randomInt(LETTERS.length)] ?? "");
  return `${letters.slice(0, 5).join("")}-${letters.slice(5).join("")}`;
}

/** As it was meant: capitals, without the dash and spaces that were typed or left out. */
const meant = (passcode: string): string => passcode.toUpperCase().replace(/[^A-Z0-9]/g, "");

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** 32 MiB and about a tenth of a second: OWASP's second choice for scrypt. */
const COST = { N: 1 << 15, r: 8, p: 3, maxmem: 1 << 26 };

const hashed = (passcode: string, salt: Buffer): Promise<Buffer> =>
  new Promise((done, fail) =>
    scrypt(meant(passcode), salt, HASH_BYTES, COST, (error, key) => (error === null ? done(key) : fail(error))),
  );

/** A slow hash of a passcode with its salt. */
export async function passcodeHash(passcode: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return `${salt.toString("hex")}$${(await hashed(passcode, salt)).toString("hex")}`;
}

/** Stands for the passcode of a link that nobody knows, so that asking for it takes as long as a wrong passcode. */
const NOBODY = `${"0".repeat(SALT_BYTES * 2)}$${"0".repeat(HASH_BYTES * 2)}`;

/** Whether a passcode is the one of the hash; with no hash it never is, and takes as long to say. */
export async function isPasscode(passcode: string, hash: string | undefined): Promise<boolean> {
  const [salt = "", kept = ""] = (hash ?? NOBODY).split("$");
  const same = timingSafeEqual(await hashed(passcode, Buffer.from(salt, "hex")), Buffer.from(kept, "hex"));
  return same && hash !== undefined;
}
