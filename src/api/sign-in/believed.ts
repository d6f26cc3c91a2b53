import { hash } from "node:crypto";
import type { SessionOf } from "#api/caller.ts";

/**
 * Sessions that the sign-in found good a moment ago. To look one up again costs two transactions of the database and two
 * signatures, and a page asks several times a second; so what was found is believed until something is written about any
 * session here, and never past the moment at which the session would end or its idle time would be counted anew.
 */

export interface Believed {
  readonly login: string;
  readonly session: SessionOf;
}

interface Kept extends Believed {
  /** Milliseconds of the epoch. */
  readonly until: number;
}

/** More than the people of a server ever have open; beyond it all are looked up again. */
const MOST = 10_000;

const nameOf = (cookies: string): string => hash("sha256", cookies, "base64url");

export class BelievedSessions {
  /** By the digest of all cookies that came: the same cookies are the same session, and their secret is not kept. */
  private readonly kept = new Map<string, Kept>();
  private changes = 0;

  /** The session of these cookies, if it was found good before `until` and nothing changed since. */
  of(cookies: string, nowMs: number): Believed | undefined {
    const name = nameOf(cookies);
    const kept = this.kept.get(name);
    if (kept === undefined || nowMs < kept.until) return kept;
    this.kept.delete(name);
    return undefined;
  }

  /** To be taken before a session is looked up; the function keeps what was found, unless something changed meanwhile. */
  looking(): (cookies: string, found: Believed, until: number) => void {
    const { changes } = this;
    return (cookies, found, until) => {
      if (changes !== this.changes) return;
      if (this.kept.size >= MOST) this.kept.clear();
      this.kept.set(nameOf(cookies), { ...found, until });
    };
  }

  /** Something was written about sessions or their people: believes nothing any more. */
  forget(): void {
    this.changes += 1;
    this.kept.clear();
  }
}
