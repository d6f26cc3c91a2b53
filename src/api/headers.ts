import { Refused } from "./refused.ts";

/** What every answer carries, and what every request must: so that no other page and no other name reaches us. */

const CSP = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Mantine writes a few rules of its own into the page, marked with the nonce of its answer.
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** Sets the headers of every answer. `nonce` is for the page alone; other answers are no pages. */
export function harden(headers: Headers, nonce: string, isSecure: boolean): void {
  headers.set("content-security-policy", CSP(nonce));
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-frame-options", "DENY");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (isSecure) headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
}

/** The names the server answers to. */
export interface Names {
  /** PARLEY_URL: where it is reached through a proxy; undefined on this machine alone. */
  readonly publicUrl: string | undefined;
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

const publicHost = ({ publicUrl }: Names): string | undefined =>
  publicUrl === undefined ? undefined : new URL(publicUrl).host;

/** A page of another name that was made to lead here (DNS rebinding) is refused. */
export function mustBeOurs(host: string | null, names: Names): void {
  if (host !== null && (LOCAL.test(host) || host === publicHost(names))) return;
  throw new Refused("not-found", "This server answers to its own address only. Set PARLEY_URL when it has another.");
}

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

function isOwn(origin: string, host: string, names: Names): boolean {
  if (names.publicUrl !== undefined && origin === new URL(names.publicUrl).origin) return true;
  return LOCAL.test(host) && origin === `http://${host}`;
}

/** Where this server is, as whoever asks reaches it. */
export const originOf = (request: Request): string => request.headers.get("origin") ?? new URL(request.url).origin;

/**
 * Refuses what another site makes a browser send: a write must come from a page of ours. A program has no origin and
 * sends a key instead of a cookie.
 */
export function mustBeSameSite(method: string, headers: Headers, names: Names): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const foreign = (): Refused => new Refused("not-allowed", "This came from a page of another site.");
  if (site === "cross-site") throw foreign();
  if (READS.has(method)) return;
  if (origin !== null) {
    if (!isOwn(origin, headers.get("host") ?? "", names)) throw foreign();
    return;
  }
  const isBrowser = headers.get("cookie") !== null;
  if (isBrowser && site !== "same-origin") throw foreign();
}
