import { createHash, timingSafeEqual } from "node:crypto";
import type { Answer, Asked, Hall, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { accountFor, accountOfVisitor, isCode, isPassword, mustBeStrong } from "#api/sign-in/accounts.ts";
import { chainLength } from "#app/desk/access-events.ts";
import { listClients } from "#app/desk/clients.ts";
import { playDemoDay } from "#app/desk/demo-day.ts";
import { tellPast } from "#app/desk/demo-past.ts";
import { firstSteps } from "#app/desk/first-steps.ts";
import { holidayOf } from "#app/desk/holiday.ts";
import { invitationLogin, nameOf } from "#app/desk/people.ts";
import { HOME } from "#app/desk/people-roles.ts";
import { checkedOf } from "#app/desk/record-checked.ts";
import { changePreferences, readPreferences } from "#app/desk/settings.ts";
import { begin, invitationOf, isEmpty, join } from "#app/desk/sign-in.ts";
import { demoVisitor } from "#app/desk/sign-in-demo.ts";
import { noteSignIn, signInsOf } from "#app/desk/sign-in-events.ts";
import { digestOf } from "./people.ts";

/** Beginning, joining, proving, and who one is. */

/** Sign-ins of oneself on the security page. */
const SIGN_INS_SHOWN = 50;

/** An empty answer that sets cookies. */
function signedIn(cookies: readonly string[]): Response {
  const response = new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

const isSame = (a: string, b: string): boolean =>
  timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());

async function meOf(asked: Asked<"getMe" | "changeMe">): Promise<Exclude<Answer<"getMe">, Response>> {
  const { who, hall } = asked;
  const { person, session } = who;
  const found = await asked.as(async (tx) => ({
    clients: await listClients(tx),
    events: await chainLength(tx),
    checked: await checkedOf(tx, person.org),
    steps: await firstSteps(tx, hall.open.dataDir, who.secondFactor),
    preferences: await readPreferences(tx, person.org, person.id),
    organization: await tx.db
      .selectFrom("organization")
      .select("name")
      .where("org", "=", person.org)
      .executeTakeFirst(),
  }));
  const today = hall.open.desk.today();
  const { steps, checked } = found;
  const isOver = found.preferences.firstStepsPutAway || hall.open.demo || steps.every((s) => s.done);
  return {
    person: { ...nameOf(person), email: person.email, role: person.role },
    organization: { id: person.org, name: found.organization?.name ?? "" },
    clients: found.clients.map(({ id, name, prefix }) => ({ id, name, prefix })),
    permissions: [...who.may],
    today,
    holiday: holidayOf(today),
    demo: hall.open.demo,
    secondFactor: who.secondFactor,
    password: who.ways.password,
    sessionEnds: session?.endsAt ?? hall.now(),
    preferences: { singleKeys: found.preferences.singleKeys, home: found.preferences.home ?? null },
    home: found.preferences.home ?? HOME[person.role],
    chain: { events: found.events, intact: checked?.intact ?? null, checkedAt: checked?.at ?? null },
    firstSteps: isOver ? [] : [...steps],
  };
}

async function tried<T>(hall: Hall, account: string, work: () => Promise<T | undefined>): Promise<T> {
  await hall.limits.mustBeOpen(account);
  const value = await work();
  if (value === undefined) {
    await hall.limits.count("failures", account);
    throw new Refused("not-allowed", "That is not right. Nothing was changed.");
  }
  await hall.limits.forgive(account);
  return value;
}

type Names =
  | "getHealth"
  | "getMe"
  | "changeMe"
  | "signInToDemo"
  | "makeFirstOwner"
  | "readInvitation"
  | "join"
  | "listSignIns"
  | "prove";

export const SIGN_IN: HandlersOf<Names> = {
  getHealth: async ({ hall }) => ({
    ready: true,
    version: hall.version,
    engine: hall.open.desk.store.engine.kind,
    empty: await isEmpty(hall.open.desk.store),
    demo: hall.open.demo,
    sso: hall.signIn.providers.map((p) => ({ ...p })),
  }),

  getMe: meOf,

  changeMe: async (asked) => {
    const { org, id } = asked.who.person;
    await changePreferences(asked.hall.open.desk.store, org, id, asked.body);
    return await meOf(asked);
  },

  signInToDemo: async ({ hall, isLocal, request }) => {
    if (!hall.open.demo || !isLocal) throw new Refused("not-found");
    const { desk, makeKey } = hall.open;
    const { auth } = hall.signIn;
    const isNew = await isEmpty(desk.store);
    const login = await demoVisitor(desk.store, makeKey, (name, email) => accountOfVisitor(auth, name, email));
    if (isNew) await hall.signIn.renew();
    if (hall.open.worked) await playDemoDay(desk);
    if (hall.open.worked) void tellPast(desk).catch(() => {});
    return signedIn(await hall.signIn.openSession(login, request.headers));
  },

  makeFirstOwner: async ({ hall, body, request }) => {
    const { desk, makeKey } = hall.open;
    const code = hall.setupCode();
    if (code === undefined || !(await isEmpty(desk.store)))
      throw new Refused("not-now", "Parley already has an owner. Ask them for an invitation.");
    const isRight = (): true | undefined => (isSame(body.code.trim().toUpperCase(), code) ? true : undefined);
    await tried(hall, "setup code", async () => isRight());
    mustBeStrong(body);
    const login = await accountFor(hall.signIn.auth, desk.store, body);
    const { organization, practice, prefix, name, email } = body;
    const given = { organization, client: { name: practice, prefix }, login, name, email };
    orRefuse(await begin(desk.store, makeKey, given));
    hall.begun();
    await hall.signIn.renew();
    return signedIn(await hall.signIn.openSession(login, request.headers));
  },

  readInvitation: async ({ hall, body }) => {
    const login = invitationLogin(digestOf(body.secret));
    const { organization, name, email } = orRefuse(await invitationOf(hall.open.desk.store, login, hall.now()));
    return { organization, name, email };
  },

  join: async ({ hall, body, request }) => {
    const { store } = hall.open.desk;
    const invited = orRefuse(await invitationOf(store, invitationLogin(digestOf(body.secret)), hall.now()));
    await hall.limits.mustBeOpen(invited.email);
    const { name, email } = invited;
    const login = await accountFor(hall.signIn.auth, store, { name, email, password: body.password }).catch(
      async (thrown: unknown) => {
        await hall.limits.count("failures", email);
        throw thrown;
      },
    );
    orRefuse(await join(store, invited, login));
    hall.signIn.forget();
    return signedIn(await hall.signIn.openSession(login, request.headers));
  },

  listSignIns: async ({ hall, who }) => {
    const rows = await signInsOf(hall.open.desk.store, who.person, SIGN_INS_SHOWN);
    return { rows: rows.map((r) => ({ ...r })) };
  },

  prove: async ({ hall, who, body, request }) => {
    const { login } = who.person;
    const { auth } = hall.signIn;
    await tried(hall, login, async () => {
      const byPassword = body.password !== undefined && (await isPassword(auth, login, body.password));
      const byCode = body.code !== undefined && (await isCode(auth, login, body.code));
      if (byPassword || byCode) return true;
      await noteSignIn(hall.open.desk.store, who.person, "sign-in failed", { by: "proof" });
      return undefined;
    });
    return signedIn(await hall.signIn.openSession(login, request.headers, who.session?.token));
  },
};
