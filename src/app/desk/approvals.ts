import { type Expression, expressionBuilder, type SqlBool } from "kysely";
import { z } from "zod";
import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { type Cents, readUsd } from "#base/money.ts";
import { type ApprovalState, approvalState } from "#case/approval.ts";
import { plain } from "#case/plain.ts";
import type { Approval, CaseView } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import type { ApprovalTable, Tables } from "#store/tables.ts";
import { approvedAmount, authorityOf, centsOf, type Held, mayApprove } from "./authority.ts";
import { listPeople, type Person } from "./people.ts";

/** What waits for a second person: on one case, and over all cases as rows that stand ready. */

export interface ApprovalShown {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly client: string;
  readonly version: number;
  readonly event: number;
  readonly act: string;
  readonly amount: Cents | undefined;
  readonly ends: Day;
  readonly asked: string;
  readonly askedBy: string;
  readonly state: ApprovalState;
  readonly body: ApprovalBody;
  readonly mayDecide: boolean;
  readonly whyNot: string | undefined;
}

const usd = z.string();
const bodyForm = z.object({
  what: z.array(z.string()),
  says: z.string(),
  note: z.string().nullable(),
  askedBy: z.object({ id: z.string(), name: z.string() }),
  floor: usd,
  unproven: z.array(z.object({ fact: z.string(), question: z.string() })),
  attested: z.array(z.string()),
  decidedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  decided: z.string().nullable(),
  reason: z.string().nullable(),
  /** The act that was asked for, with amounts as texts. */
  asks: z.record(z.string(), z.unknown()),
});
export type ApprovalBody = z.output<typeof bodyForm>;

const nameOf = ({ id, name }: { id: string; name: string }) => ({ id, name });

/** What is kept of an approval beside the columns that are searched. */
export const approvalBody = (a: Approval): string =>
  JSON.stringify(
    plain({
      ...{ what: a.what, says: a.says, note: a.note ?? null, askedBy: nameOf(a.by), floor: a.floor },
      ...{ unproven: a.unproven, attested: a.attested, reason: a.reason ?? null, asks: a.act },
      decidedBy: a.decided === undefined ? null : nameOf(a.decided.by),
      decided: a.decided?.at ?? null,
    }),
  );

function bodyOf(stored: string): ApprovalBody {
  const read = bodyForm.safeParse(JSON.parse(stored));
  check(read.success, "an approval is not as it was written");
  return read.data;
}

/** What decides whether somebody may approve: who they are, and the authority of each client. */
export interface Deciding {
  readonly person: Person | undefined;
  readonly authority: (client: string) => Held | undefined;
}

export async function decidingOf(tx: TenantTx, clients: readonly string[], today: Day): Promise<Deciding> {
  const held = new Map<string, Held>();
  for (const client of new Set(clients)) held.set(client, await authorityOf(tx, client, today));
  const me = tx.principal.person;
  const person = me === undefined ? undefined : (await listPeople(tx)).find((p) => p.id === me);
  return { person, authority: (client) => held.get(client) };
}

function floorIn({ floor }: ApprovalBody): Cents {
  const read = readUsd(floor);
  check(read.ok, "an approval holds a floor that is none");
  return read.value;
}

type Keys = Pick<ApprovalShown, "caseId" | "number" | "client" | "version">;

function shown(row: Omit<ApprovalShown, "mayDecide" | "whyNot">, { person, authority }: Deciding): ApprovalShown {
  const held = authority(row.client);
  if (row.state !== "waiting") return { ...row, mayDecide: false, whyNot: undefined };
  if (person?.id === row.askedBy)
    return { ...row, mayDecide: false, whyNot: "You asked for it; another person approves." };
  const may =
    held === undefined
      ? ({ may: false, why: "You do not work for this practice." } as const)
      : mayApprove(held, person, row.client, approvedAmount(row.act, row.amount, floorIn(row.body)));
  return { ...row, mayDecide: may.may, whyNot: may.may ? undefined : may.why };
}

/** The approvals of one case as its history says, newest first. */
export function approvalsOfCase(
  view: CaseView,
  idOf: (event: number) => string,
  keys: Keys,
  today: Day,
  deciding: Deciding,
): readonly ApprovalShown[] {
  return view.approvals
    .map((a) =>
      shown(
        {
          ...keys,
          ...{ id: idOf(a.event), event: a.event, act: a.act.type, amount: a.act.amount, ends: a.ends },
          ...{ asked: a.at, askedBy: a.by.id, state: approvalState(view, a, today), body: bodyOf(approvalBody(a)) },
        },
        deciding,
      ),
    )
    .toReversed();
}

export interface ApprovalsAsked {
  readonly client?: string | undefined;
  readonly state?: ApprovalState | undefined;
  readonly limit: number;
  /** The last row of the page before. */
  readonly after?: { readonly at: string; readonly id: string } | undefined;
  readonly today: Day;
}

/** A row's state as of a day: what waits or was given ends with its last day. */
const stateOn = (row: Pick<ApprovalTable, "state" | "ends">, today: Day): ApprovalState =>
  (row.state === "waiting" || row.state === "given") && row.ends < today ? "ended" : row.state;

/** Numbers and versions of cases, asked for the rows of one page and not for all that are sorted. */
async function casesOf(
  tx: TenantTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly number: string; readonly version: number }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "number", "version"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map((r) => [r.id, { number: r.number, version: Number(r.version) }]));
}

/** Which rows of a table of approvals are asked for: one text for those of cases and those of deals, whose columns are alike. */
export function askedFor({ client, state, after, today }: ApprovalsAsked): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, "approval">();
  const of: Expression<SqlBool>[] = [];
  if (client !== undefined) of.push(eb("client", "=", client));
  if (state === "waiting" || state === "given") of.push(eb("state", "=", state), eb("ends", ">=", today));
  else if (state === "ended")
    of.push(
      eb.or([eb("state", "=", "ended"), eb.and([eb("state", "in", ["waiting", "given"]), eb("ends", "<", today)])]),
    );
  else if (state !== undefined) of.push(eb("state", "=", state));
  if (after !== undefined)
    of.push(eb.or([eb("asked_at", "<", after.at), eb.and([eb("asked_at", "=", after.at), eb("id", "<", after.id)])]));
  return eb.and(of);
}

/** So many approvals, newest first, and one more that tells of a next page. */
export async function listApprovals(tx: TenantTx, asked: ApprovalsAsked): Promise<readonly ApprovalShown[]> {
  const { limit, today } = asked;
  const found = await tx.db
    .selectFrom("approval")
    .selectAll()
    .where("org", "=", tx.principal.org)
    .where(askedFor(asked))
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const cases = await casesOf(
    tx,
    found.map((r) => r.case_id),
  );
  const deciding = await decidingOf(
    tx,
    found.map((r) => r.client),
    today,
  );
  return found.map((r) =>
    shown(
      {
        ...{ id: r.id, caseId: r.case_id, number: "", version: 0, client: r.client, ...cases.get(r.case_id) },
        ...{ event: r.event, act: r.act, amount: centsOf(r.amount), ends: r.ends, asked: r.asked_at },
        ...{ askedBy: r.asked_by ?? "", state: stateOn(r, today), body: bodyOf(r.body) },
      },
      deciding,
    ),
  );
}
