import { createHash, randomBytes } from "node:crypto";
import ical from "ical-generator";
import { dateOf } from "#app/clock.ts";
import type { Day } from "#base/day.ts";
import { plusDays } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import type { Principal } from "#store/principal.ts";
import type { Store, TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { calendarOf, MOST_DAYS } from "./calendar.ts";

/**
 * The calendar as a feed that calendar programs fetch. Its address is the only thing that lets them in, so it is kept as
 * a digest, is one person's, can be made anew, and opens nothing but case numbers, days and dollars.
 */

const NAME = "calendar feed ";
const SECRET_BYTES = 24;

const nameOf = (secret: string): string => `${NAME}${createHash("sha256").update(secret).digest("hex")}`;

/** A new secret for the person of the transaction; the one before ends. Undefined for a program, which has no calendar. */
export async function makeFeed(tx: TenantTx): Promise<string | undefined> {
  const { org, person } = tx.principal;
  if (person === undefined) return undefined;
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  await tx.db
    .deleteFrom("saved_view")
    .where("org", "=", org)
    .where("person", "=", person)
    .where("name", "like", `${NAME}%`)
    .execute();
  await tx.db
    .insertInto("saved_view")
    .values({ org, client: null, person, id: newId(tx.now), name: nameOf(secret), body: "{}", changed_at: tx.now })
    .execute();
  return secret;
}

/** Whether the person has a feed; its address was shown once. */
export async function hasFeed(tx: TenantTx): Promise<boolean> {
  const { org, person } = tx.principal;
  const row = await tx.db
    .selectFrom("saved_view")
    .select("id")
    .where("org", "=", org)
    .where("person", "=", person ?? null)
    .where("name", "like", `${NAME}%`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Names of saved views that are no views. */
export const isFeedName = (name: string): boolean => name.startsWith(NAME);

/** Whose feed a secret opens, by the login that names the person; undefined when it opens none, or they have left. */
export async function ownerOfFeed(store: Store, secret: string): Promise<string | undefined> {
  const row = await store.asSystem((tx) =>
    tx.db
      .selectFrom("saved_view")
      .innerJoin("person", (j) =>
        j.onRef("person.org", "=", "saved_view.org").onRef("person.id", "=", "saved_view.person"),
      )
      .select("person.login")
      .where("saved_view.name", "=", nameOf(secret))
      .where("person.left_at", "is", null)
      .executeTakeFirst(),
  );
  return row?.login;
}

/** The next hundred days as iCalendar text, a whole-day entry for each thing due. */
export async function feedText(store: Store, principal: Principal, today: Day): Promise<string> {
  const days = await store.as(principal, (tx) => calendarOf(tx, { from: today, to: plusDays(today, MOST_DAYS - 1) }));
  const calendar = ical({ name: "Parley", prodId: { company: "Parley", product: "Parley", language: "EN" } });
  for (const { day, first, count } of days) {
    for (const t of first)
      calendar.createEvent({
        id: `${t.case}-${day}@parley`,
        start: dateOf(`${day}T00:00:00Z`),
        allDay: true,
        timezone: "UTC",
        summary: `${t.number}: ${t.what}`,
        description: `$${formatUsd(t.dollars)} at stake.${t.cite === null ? "" : ` ${t.cite}`}`,
      });
    if (count > first.length)
      calendar.createEvent({
        id: `more-${day}@parley`,
        start: dateOf(`${day}T00:00:00Z`),
        allDay: true,
        timezone: "UTC",
        summary: `${count - first.length} more due`,
      });
  }
  return calendar.toString();
}
