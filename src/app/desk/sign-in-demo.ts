import { check } from "#base/check.ts";
import type { Store } from "#store/store.ts";
import { begin } from "./sign-in.ts";

/** Whom the demo shows around: an invented person of an invented organization, with no way in but the demo's own. */
export const VISITOR = { name: "Maren Lund", email: "visitor@demo.invalid" };
/** What the demo's invented claims belong to. */
export const DEMO = { organization: "Harbor Ridge Billing", client: { name: "Harbor Ridge Group", prefix: "HR" } };

/**
 * The login of the visitor, who owns the demo's organization; both are made the first time. `accountOf` gives the login of
 * an account by name and e-mail, made when it is not there.
 */
export async function demoVisitor(
  store: Store,
  makeKey: (org: string) => void,
  accountOf: (name: string, email: string) => Promise<string>,
): Promise<string> {
  const login = await accountOf(VISITOR.name, VISITOR.email);
  // Refused when it was begun before, which is as good.
  await begin(store, makeKey, { ...DEMO, login, ...VISITOR });
  const rows = await store.asSystem(({ db }) =>
    db.selectFrom("person").select("id").where("login", "=", login).limit(1).execute(),
  );
  check(rows.length === 1, "the visitor of the demo is nobody");
  return login;
}
