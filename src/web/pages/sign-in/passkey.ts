import { ApiProblem } from "#web/data/problem.ts";
import { auth } from "./auth.ts";

/** Passkeys: the browser holds the key, the server its public half; nothing is typed and nothing can be given away. */

export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** The browser's own refusals as sentences: it was closed, timed out, or there is no key for this place. */
function said(thrown: unknown): unknown {
  if (!(thrown instanceof DOMException)) return thrown;
  return new ApiProblem({
    type: "/problems/passkey",
    title: "No passkey was used",
    status: 0,
    detail:
      thrown.name === "InvalidStateError"
        ? "This device has a passkey for Parley already."
        : "It was closed, took too long, or this device has none for Parley. Try again, or use your password.",
  });
}

export async function signInWithPasskey(): Promise<void> {
  const options = await auth<PublicKeyCredentialRequestOptionsJSON>("/passkey/generate-authenticate-options");
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const made = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
    if (made === null) throw new DOMException("none", "NotAllowedError");
    await auth("/passkey/verify-authentication", { response: made.toJSON() });
  } catch (thrown) {
    throw said(thrown);
  }
}

export async function addPasskey(name: string): Promise<void> {
  const query = `?name=${encodeURIComponent(name)}`;
  const options = await auth<PublicKeyCredentialCreationOptionsJSON>(`/passkey/generate-register-options${query}`);
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
    if (made === null) throw new DOMException("none", "NotAllowedError");
    await auth("/passkey/verify-registration", { response: made.toJSON(), name });
  } catch (thrown) {
    throw said(thrown);
  }
}
