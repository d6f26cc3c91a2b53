import type { Hall } from "#api/handler.ts";
import { isInvitation, personOf } from "#app/desk/people.ts";
import { endKeysOf } from "./keys.ts";

/**
 * Ends what somebody came in by, once their access is gone: every session, and the keys they made. Keys stay while the same
 * sign-in is still somebody of another organization, whose they may be.
 */
export async function endSignIn({ signIn, open }: Hall, login: string): Promise<void> {
  if (isInvitation(login)) return;
  const { internalAdapter } = await signIn.auth.$context;
  await internalAdapter.deleteUserSessions(login);
  if ((await personOf(open.desk.store, login)) === undefined) await endKeysOf(signIn.auth, login);
  signIn.forget();
}
