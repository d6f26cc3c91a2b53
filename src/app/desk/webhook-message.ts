import { createHmac, randomBytes } from "node:crypto";
import { momentAfter } from "#app/clock.ts";

/**
 * What a webhook is told of an event, and how it is signed: by the Standard Webhooks specification, so that libraries of many
 * languages verify it. A message names what happened to what, and holds nothing of a patient: who is told asks the API.
 */

/** What a webhook may be told of. */
export const WEBHOOK_KINDS = ["cases", "evaluations", "imports", "packages"] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** Types of the chain of each kind, as patterns of SQL: those it takes, and of them those it leaves to another. */
export const KIND_PATTERNS: Readonly<Record<WebhookKind, { readonly takes: string; readonly leaves?: string }>> = {
  cases: { takes: "case %", leaves: "case evaluated again" },
  evaluations: { takes: "case evaluated again" },
  imports: { takes: "import %" },
  packages: { takes: "package %" },
};

/** An event of the chain without its words. */
export interface Happened {
  readonly org: string;
  readonly client: string | null;
  readonly seq: number;
  readonly type: string;
  readonly subject: string | null;
  readonly at: string;
}

const SUBJECTS: Readonly<Record<string, string>> = {
  case: "/v1/cases/",
  import: "/v1/imports/",
  package: "/v1/packages/",
};

/** `case.offer_made` of "case offer made". */
export const messageType = (type: string): string => type.replace(" ", ".").replaceAll(" ", "_");

/** The body that is sent, to the letter: it is what is signed. */
export function messageBody({ org, client, seq, type, subject, at }: Happened): string {
  const of = type.split(" ")[0] ?? "";
  const path = SUBJECTS[of];
  return JSON.stringify({
    type: messageType(type),
    timestamp: at,
    data: {
      organization: org,
      client,
      event: seq,
      subject,
      path: subject === null || path === undefined ? null : path + subject,
    },
  });
}

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new secret, as it is shown once and typed into whoever verifies. */
export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString("base64");

/** `v1,` and the HMAC-SHA256 of id, seconds and body, in base64; one for each secret, a space between. */
export function signatureOf(secrets: readonly string[], id: string, seconds: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
    })
    .join(" ");
}

const [MINUTE, HOUR] = [60, 3600];
/** Seconds to wait after each failed try: about three days in all. */
const PAUSES = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 24 * HOUR, 24 * HOUR] as const;

/** The moment of the next try after so many that failed; undefined when it is given up. */
export function nextTry(failed: number, now: string): string | undefined {
  const seconds = PAUSES[failed - 1];
  return seconds === undefined ? undefined : momentAfter(now, seconds * 1000);
}
