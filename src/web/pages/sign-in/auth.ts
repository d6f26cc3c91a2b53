import { problemFrom } from "#web/data/problem.ts";

/** The routes of signing in, which are a library's and not of the contract: JSON in, JSON out, problems as everywhere. */

export async function auth<T>(path: string, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/v1/auth${path}`, {
      method: body === undefined ? "GET" : "POST",
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        "x-requested-with": "parley",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw problemFrom(undefined, undefined);
  }
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemFrom(said, response);
  return said as T;
}

/** Whether a password was enough, or a second factor is asked for. */
export const signInWithPassword = (email: string, password: string) =>
  auth<{ readonly twoFactorRedirect?: boolean } | null>("/sign-in/email", { email, password });

export const proveByCode = (code: string, isRecovery: boolean) =>
  auth<unknown>(isRecovery ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp", { code: code.trim() });

/** Sends the browser to a provider of single sign-on; it comes back to `back`. */
export async function signInWithProvider(provider: string, back: string): Promise<void> {
  const { url } = await auth<{ readonly url: string }>("/sign-in/social", { provider, callbackURL: back });
  location.assign(url);
}
