import { z } from "zod";
import { type Day, day } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import { type AgreedRate, isPercent, RATE_BASES, type RatePrice, type SingleCaseTerms } from "#case/single-case.ts";
import type { GapSearch } from "#document/agreement-terms.ts";
import type { TenantTx } from "#store/store.ts";

/** Single case agreements as they are kept. */

export const SINGLE_CASE_STATES = ["draft", "proposed", "agreed", "declined", "withdrawn", "ended"] as const;
export type SingleCaseState = (typeof SINGLE_CASE_STATES)[number];

const rate = z
  .object({
    code: z.string(),
    modifiers: z.array(z.string()).readonly(),
    basis: z.enum(RATE_BASES),
    amount: z.string().nullable(),
    hundredths: z.number().nullable(),
    units: z.number().nullable(),
  })
  .transform(({ code, modifiers, basis, amount, hundredths, units }): AgreedRate => {
    const price: RatePrice =
      basis === "percent of billed" || basis === "percent of Medicare"
        ? { basis, hundredths: hundredths ?? 0 }
        : { basis, amount: usd(amount ?? "0.00") };
    return { code, modifiers, price, units: units ?? undefined };
  });

export const rateText = ({ code, modifiers, price, units }: AgreedRate): z.input<typeof rate> => ({
  ...{ code, modifiers: [...modifiers], basis: price.basis, units: units ?? null },
  amount: isPercent(price) ? null : formatUsd(price.amount),
  hundredths: isPercent(price) ? price.hundredths : null,
});

const search = z
  .object({
    by: z.string(),
    on: z.string(),
    directory: z.string(),
    found: z.string(),
    miles: z.number().nullable(),
    waitDays: z.number().nullable(),
  })
  .transform(
    (s): GapSearch => ({ ...s, on: day(s.on), miles: s.miles ?? undefined, waitDays: s.waitDays ?? undefined }),
  );

const said = z.object({ what: z.string(), by: z.string(), on: z.string(), note: z.string().nullable() });
export type SingleCaseSaid = z.output<typeof said>;

const body = z.object({
  member: z.string().nullable(),
  authorization: z.string().nullable(),
  /** Who speaks for the plan. */
  planPerson: z.string().nullable(),
  claimsTo: z.string().nullable(),
  /** Days from the service to file a claim. */
  fileWithin: z.number().nullable(),
  /** Days from the claim to the payment, and how they count. */
  payWithin: z.number(),
  days: z.enum(["calendar", "business"]),
  /** What shows that the network has nobody; one a line. */
  because: z.string().nullable(),
  note: z.string().nullable(),
  searches: z.array(search).readonly(),
  rates: z.array(rate).readonly(),
  agreedOn: z.string().nullable(),
  /** What the agreement is read from. */
  source: z.string().nullable(),
  /** Claims that a person counted in or left out. */
  added: z.array(z.string()).readonly(),
  leftOut: z.array(z.string()).readonly(),
  /** The agreement it continues. */
  renews: z.string().nullable(),
  log: z.array(said).readonly(),
});
type Body = z.output<typeof body>;

/** What a person writes of an agreement. */
export interface SingleCaseWords
  extends Pick<
    Body,
    | "member"
    | "authorization"
    | "planPerson"
    | "claimsTo"
    | "fileWithin"
    | "payWithin"
    | "days"
    | "because"
    | "note"
    | "searches"
    | "rates"
  > {
  readonly payer: string;
  readonly patient: string | null;
  readonly from: Day;
  readonly to: Day;
}

export interface SingleCase extends SingleCaseWords {
  readonly id: string;
  readonly client: string;
  /** "SCA-7". */
  readonly name: string;
  readonly state: SingleCaseState;
  readonly version: number;
  readonly changedAt: string;
  readonly agreedOn: Day | null;
  readonly source: string | null;
  readonly added: readonly string[];
  readonly leftOut: readonly string[];
  readonly renews: string | null;
  readonly log: readonly SingleCaseSaid[];
}

const COLUMNS = [
  ...(["id", "client", "number", "payer", "patient", "state", "version"] as const),
  ...(["from_day", "to_day", "body", "changed_at"] as const),
] as const;

const rowsOf = ({ db, principal }: TenantTx) =>
  db.selectFrom("single_case").select(COLUMNS).where("org", "=", principal.org);

type Kept = Awaited<ReturnType<ReturnType<typeof rowsOf>["execute"]>>[number];

function singleCaseIn(r: Kept): SingleCase {
  const { agreedOn, ...kept } = body.parse(JSON.parse(r.body));
  return {
    ...kept,
    ...{ id: r.id, client: r.client, name: `SCA-${r.number}`, payer: r.payer, patient: r.patient, state: r.state },
    ...{ version: r.version, from: r.from_day, to: r.to_day, changedAt: r.changed_at },
    agreedOn: agreedOn === null ? null : day(agreedOn),
  };
}

export const bodyText = (s: Omit<Body, "agreedOn" | "log"> & Pick<SingleCase, "agreedOn" | "log">): string => {
  const { searches, rates, added, leftOut, log, agreedOn, source, renews } = s;
  const { member, authorization, planPerson, claimsTo, fileWithin, payWithin, days, because, note } = s;
  return JSON.stringify({
    ...{ member, authorization, planPerson, claimsTo, fileWithin, payWithin, days, because, note },
    ...{ agreedOn, source, added, leftOut, renews, log, rates: rates.map(rateText) },
    searches: searches.map((x) => ({ ...x, miles: x.miles ?? null, waitDays: x.waitDays ?? null })),
  } satisfies z.input<typeof body>);
};

export async function singleCaseBy(tx: TenantTx, id: string, lock = false): Promise<SingleCase | undefined> {
  const found = rowsOf(tx).where("id", "=", id);
  const row = await (lock ? found.forUpdate() : found).executeTakeFirst();
  return row && singleCaseIn(row);
}

const LISTED_MOST = 500;

/** Agreements, the newest change first. */
export async function listSingleCases(tx: TenantTx, client: string | undefined): Promise<readonly SingleCase[]> {
  let all = rowsOf(tx);
  if (client !== undefined) all = all.where("client", "=", client);
  const rows = await all.orderBy("changed_at", "desc").orderBy("id", "desc").limit(LISTED_MOST).execute();
  return rows.map(singleCaseIn);
}

export const termsOf = (s: SingleCase): SingleCaseTerms => ({
  ...{ from: s.from, to: s.to, rates: s.rates },
  ...{ authorization: s.authorization ?? undefined, patient: s.patient ?? undefined },
});
