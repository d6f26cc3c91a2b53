import { check } from "#base/check.ts";

/** What a provider and the directory of the same organization both call a person by. */

/** An account that a provider vouched for, as the sign-in keeps it. */
export interface VouchedAccount {
  readonly accountId: string;
  readonly idToken?: string | null | undefined;
}

const ENTRA = ["login.microsoftonline.com", "login.microsoftonline.us"];

function hostOf(issuer: string): string {
  try {
    return new URL(issuer).hostname;
  } catch {
    return "";
  }
}

/** The claim `oid` of a token that came from the provider itself, over its own connection (OpenID Connect Core, 3.1.3.7). */
function oidIn(idToken: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8"));
    const oid = typeof claims === "object" && claims !== null && "oid" in claims ? claims.oid : undefined;
    return typeof oid === "string" && oid !== "" ? oid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Names that may stand as externalId in the directory: the subject, as Okta sends it; of Entra its object id, because Entra's
 * subject is another for each application.
 */
export function subjectsOf({ accountId, idToken }: VouchedAccount, issuer: string): readonly string[] {
  check(accountId !== "", "a provider vouched for nobody");
  const oid = typeof idToken === "string" && ENTRA.includes(hostOf(issuer)) ? oidIn(idToken) : undefined;
  return oid === undefined ? [accountId] : [accountId, oid];
}
