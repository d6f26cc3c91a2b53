import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { liveColumns } from "#app/desk/case-row.ts";
import { type Desk, type News, USUAL_PACE } from "#app/desk/desk.ts";
import { type Day, day } from "#base/day.ts";
import { decide } from "#case/decider.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { evaluate } from "#case/evaluate.ts";
import { type Actor, type CaseFinding, eventJson, instant } from "#case/event.ts";
import { evolve } from "#case/evolve.ts";
import { findingOf } from "#case/finding.ts";
import { initial } from "#case/state.ts";
import { coverageOf } from "#claim/answer-facts.ts";
import { assemble } from "#claim/assemble.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import { claimText, remittanceText } from "#claim/stored.ts";
import { sourceText } from "#claim/typed.ts";
import { NO_BOOKS } from "#price/book.ts";
import { readMasterKey } from "#store/keys.ts";
import { KeyRing } from "#store/keys-ring.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import type { Role } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import { Vault } from "#store/vault.ts";
import { embeddedStore, organizationIn } from "./stores.ts";

/** A desk on a store that is thrown away, with an organization, its people, and invented cases. */

export const TODAY = day("2026-11-20");
const AT = "2026-11-20T15:00:00.000Z";
export const RULE: Actor = { kind: "rule", id: "import", name: "Import" };

export interface TestPerson {
  readonly id: string;
  readonly role: Role;
  readonly actor: Actor;
  readonly principal: Principal;
}

export interface TestDesk {
  readonly desk: Desk;
  readonly org: string;
  readonly clients: readonly string[];
  readonly news: News[];
  /** Sees and writes everything of the organization. */
  readonly owner: Principal;
  /** Moves the desk to another day. */
  on(today: string): void;
  person(name: string, role: Role, clients?: readonly string[]): Promise<TestPerson>;
  close(): Promise<void>;
}

export async function openTestDesk(clientsWanted = 2, openStore = embeddedStore): Promise<TestDesk> {
  const at = await openStore();
  const { org, clients } = await organizationIn(at.store, clientsWanted);
  const dir = mkdtempSync(join(tmpdir(), "parley-desk-"));
  const master = readMasterKey(randomBytes(32).toString("hex"), "a test");
  if (!master.ok) throw new Error(master.error.sentence);
  const ring = new KeyRing(join(dir, "keys"), master.value);
  ring.make(org);
  const vault = new Vault({ dir: join(dir, "files"), key: ring.of(org), fileMax: 1 << 24 });
  const news: News[] = [];
  let today: Day = TODAY;
  const desk: Desk = {
    store: at.store,
    home: dir,
    today: () => today,
    books: () => NO_BOOKS,
    vault: async () => vault,
    tell: (_, n) => {
      news.push(n);
    },
  };
  return {
    desk,
    org,
    clients,
    news,
    owner: { org, clients: "all" },
    on: (d) => {
      today = day(d);
    },
    person: (name, role, of) => personIn(desk, org, { name, role, clients: of }),
    close: async () => {
      await at.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function personIn(
  { store }: Desk,
  org: string,
  { name, role, clients }: { name: string; role: Role; clients: readonly string[] | undefined },
): Promise<TestPerson> {
  const id = newId(AT);
  await store.asSystem(async ({ db }) => {
    await db
      .insertInto("person")
      .values({ org, id, login: `login-${id}`, name, email: `${id}@example.org`, made_at: AT })
      .execute();
    for (const client of clients ?? [null])
      await db
        .insertInto("membership")
        .values({ org, client, id: newId(AT), person: id, role, made_at: AT })
        .execute();
  });
  return { id, role, actor: { kind: "person", id, name }, principal: { org, clients: clients ?? "all", person: id } };
}

export interface CaseGiven {
  readonly claim: Claim;
  readonly remittances?: readonly Remittance[];
  readonly patient?: string;
  /** In the place of what the evaluation finds. */
  readonly finding?: CaseFinding;
  readonly file?: string;
}

let numbers = 0;

/** Keeps a claim with its remittances as an import does, and opens its case. */
export async function openCase(
  { desk, org }: Pick<TestDesk, "desk" | "org">,
  client: string,
  given: CaseGiven,
): Promise<{ readonly caseId: string; readonly claimId: string; readonly number: string }> {
  return await desk.store.as({ org, clients: "all" }, async (tx) => {
    const claimId = await keep(tx, client, given);
    const today = desk.today();
    const found = given.finding ?? foundIn(given, today);
    numbers += 1;
    const number = `P1-${numbers}`;
    const caseId = newId(tx.now);
    const state = opened(given, number, found, today, tx.now);
    const [event] = state.log;
    if (event === undefined || state.view === undefined) throw new Error("a case opens");
    await tx.db
      .insertInto("case_row")
      .values({
        org,
        client,
        id: caseId,
        number,
        claim: claimId,
        claim_number: given.claim.id,
        us_state: "AZ",
        patient: given.patient ?? null,
        service_day: given.claim.from ?? null,
        opened_at: tx.now,
        ...liveColumns(state.view, state.version, today, USUAL_PACE),
      } as never)
      .execute();
    await tx.db
      .insertInto("case_opening")
      .values({ org, client, case_id: caseId, body: JSON.stringify(eventJson(event)) })
      .execute();
    return { caseId, claimId, number };
  });
}

function foundIn({ claim, remittances = [] }: CaseGiven, asOf: Day): CaseFinding {
  const matched = assemble(claim, remittances, "control-number");
  const coverage = coverageOf(matched, undefined, () => new Map());
  const history = { median: () => undefined };
  const law = CURRENT_LAW;
  return findingOf(evaluate({ matched, coverage, profile: undefined, books: NO_BOOKS, history, law, asOf }), asOf);
}

function opened(given: CaseGiven, number: string, finding: CaseFinding, on: Day, now: string) {
  const { claim, remittances = [] } = given;
  const counted = remittances.map((r) => sourceText(r.source));
  const act = {
    type: "open" as const,
    claim: claim.id,
    number,
    payer: claim.payer.name,
    payerKey: claim.payer.key,
    counted,
  };
  const events = decide(initial, { act, by: RULE, at: instant(now), on, saw: 0 }, { finding });
  if (!events.ok) throw new Error(events.error.message);
  return events.value.reduce(evolve, initial);
}

async function keep(tx: TenantTx, client: string, given: CaseGiven): Promise<string> {
  const { org } = tx.principal;
  const { claim, remittances = [], patient, file } = given;
  const id = newId(tx.now);
  const source = file === undefined ? ({ source: "typed" } as const) : ({ source: "edi", file } as const);
  const of = { org, client, ...source, payer_key: claim.payer.key, payer_name: claim.payer.name };
  await tx.db
    .insertInto("claim")
    .values({
      ...of,
      id,
      byte: claim.source.byte,
      number: claim.id,
      form: claim.form,
      from_day: claim.from ?? null,
      billed: claim.billed,
      patient: patient ?? null,
      body: claimText(claim),
    })
    .execute();
  for (const r of remittances)
    await tx.db
      .insertInto("remittance")
      .values({
        ...of,
        id: newId(tx.now),
        claim: id,
        byte: r.source.byte,
        number: r.id,
        status: r.status,
        billed: r.billed,
        paid: r.paid,
        body: remittanceText(r),
      })
      .execute();
  return id;
}
