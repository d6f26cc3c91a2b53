import { day } from "#base/day.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";

const SHA = "a".repeat(64);

interface Keys {
  readonly key: { readonly org: string; readonly client: string };
  readonly whole: { readonly org: string };
  readonly id: () => string;
  readonly person: string;
  readonly claim: string;
  readonly caseId: string;
}

const body = "{}";
const CONTACT = JSON.stringify({ whose: null, purpose: null, source: "s" });

/** One row of one client in every table, so that a walk over the tables has something it must not find. */
export async function rowsOfEveryTable(tx: TenantTx, client: string): Promise<void> {
  const { org } = tx.principal;
  const id = (): string => newId(tx.now);
  const keys = { key: { org, client }, whole: { org }, id, person: id(), claim: id(), caseId: id() };
  await rowsOfOrganization(tx, keys);
  await rowsOfDirectory(tx, keys);
  await rowsOfClaim(tx, keys);
  await rowsOfCase(tx, keys);
  await rowsOfRoom(tx, keys);
  await rowOfAgreement(tx, keys);
}

async function rowsOfOrganization({ db, now }: TenantTx, { key, whole, id, person, claim }: Keys): Promise<void> {
  await db
    .insertInto("person")
    .values({ ...whole, id: person, login: "l", name: "N", email: "e", made_at: now })
    .execute();
  await db
    .insertInto("membership")
    .values({ ...key, id: id(), person, role: "biller", made_at: now })
    .execute();
  for (const owner of [key, whole]) {
    await db
      .insertInto("setting")
      .values({ ...owner, id: id(), name: "profile", body, changed_at: now })
      .execute();
    await db
      .insertInto("mapping")
      .values({ ...owner, id: id(), name: "m", header: "h", body, changed_at: now })
      .execute();
    await db
      .insertInto("saved_view")
      .values({ ...owner, id: id(), name: "v", body, changed_at: now })
      .execute();
    await db
      .insertInto("money_map")
      .values({ ...owner, id: id(), as_of: day("2026-11-23"), made_at: now, body })
      .execute();
    await db
      .insertInto("fact_answer")
      .values({ ...owner, id: id(), scope: "payer", key: "p", fact: "network", value: "out", source: "call", at: now })
      .execute();
    await db
      .insertInto("access_log")
      .values({ ...owner, id: id(), at: now, act: "read", subject: claim })
      .execute();
    const [entry, contact] = [id(), id()];
    await db
      .insertInto("directory_entry")
      .values({ ...owner, id: entry, kind: "payer", name: "P", body, changed_at: now })
      .execute();
    await db
      .insertInto("directory_contact")
      .values({ ...owner, id: contact, entry, channel: "fax", address: "1", body: CONTACT, made_at: now })
      .execute();
    await db
      .insertInto("directory_proof")
      .values({ ...owner, id: id(), contact, day: day("2026-11-23"), what: "delivered", source: "s", at: now })
      .execute();
  }
  await db
    .insertInto("idempotency_key")
    .values({ ...whole, person, key: "k", request: "r", at: now })
    .execute();
}

async function rowsOfDirectory({ db, now }: TenantTx, { whole, id, person }: Keys): Promise<void> {
  const group = id();
  const seen = { made_at: now, changed_at: now };
  await db
    .insertInto("scim_token")
    .values({
      ...whole,
      id: id(),
      name: "t",
      digest: id().replaceAll("-", "").repeat(2),
      role: "director",
      made_at: now,
    })
    .execute();
  await db
    .insertInto("scim_person")
    .values({ ...whole, person, user_name: "u", body, active: true, by_hand: false, ...seen })
    .execute();
  await db
    .insertInto("scim_group")
    .values({ ...whole, id: group, name: "g", ...seen })
    .execute();
  await db
    .insertInto("scim_member")
    .values({ ...whole, group_id: group, person })
    .execute();
}

async function rowsOfClaim({ db, now }: TenantTx, { key, id, claim, caseId }: Keys): Promise<void> {
  const [batch, file, payment] = [id(), id(), id()];
  await db
    .insertInto("import_batch")
    .values({ ...key, id: batch, state: "done", started_at: now })
    .execute();
  await db
    .insertInto("source_file")
    .values({ ...key, id: file, batch, name: "a.edi", sha256: SHA, kind: "837P", bytes: 1, read_to: 1, state: "read" })
    .execute();
  const read = { ...key, source: "edi", file, byte: 0, payer_key: "p", payer_name: "P", body } as const;
  await db
    .insertInto("claim")
    .values({ ...read, id: claim, number: "A1", form: "professional", billed: 100n })
    .execute();
  await db
    .insertInto("payment")
    .values({ ...read, id: payment, amount: 5n })
    .execute();
  await db
    .insertInto("remittance")
    .values({ ...read, id: id(), payment, claim, number: "A1", status: "1", billed: 100n, paid: 5n })
    .execute();
  await db
    .insertInto("own_allowed")
    .values({ ...key, batch, payer_key: "p", service: "99285", amounts: "100 5" })
    .execute();
  await db
    .insertInto("provider_adjustment")
    .values({ ...key, id: id(), file, segment: 9, reason: "WO", amount: 100n })
    .execute();
  const answered = { outcome: "accepted", category: "A2", day: day("2026-11-23") } as const;
  await db
    .insertInto("claim_answer")
    .values({ ...key, ...answered, id: id(), file, segment: 7, loose: "a1" })
    .execute();
  const numbers = { segment: 3, in_group: "1", control: "1", day: day("2026-11-23") };
  await db
    .insertInto("sent_set")
    .values({ ...key, ...numbers, id: id(), file, interchange: "1" })
    .execute();
  await db
    .insertInto("set_answer")
    .values({ ...key, ...numbers, id: id(), file, outcome: "rejected", codes: "R", errors: "[]" })
    .execute();
  const money = { billed: 100n, paid: 5n, stake: 50n, loss: 10n, class: "underpaid", channel: "undetermined" };
  await db
    .insertInto("evaluation")
    .values({ ...key, ...money, claim, as_of: day("2026-11-23"), payment_state: "underpaid", patient_owes: 0n })
    .execute();
  await db
    .insertInto("case_row")
    .values({
      ...key,
      ...money,
      id: caseId,
      number: "P1-1",
      claim,
      claim_number: "A1",
      version: 1,
      state: "open",
      payer_key: "p",
      payer_name: "P",
      opened_at: now,
    })
    .execute();
}

async function rowsOfCase({ db, now }: TenantTx, { key, id, caseId }: Keys): Promise<void> {
  const agreement = id();
  const of = { ...key, case_id: caseId };
  await db
    .insertInto("case_opening")
    .values({ ...of, body })
    .execute();
  await db
    .insertInto("task")
    .values({ ...of, id: id(), text: "t", made_at: now })
    .execute();
  await db
    .insertInto("note")
    .values({ ...of, id: id(), text: "t", at: now })
    .execute();
  await db
    .insertInto("call")
    .values({ ...of, id: id(), with_whom: "w", text: "t", at: now })
    .execute();
  await db
    .insertInto("file_link")
    .values({ ...of, id: id(), name: "n", kind: "k", sha256: SHA, bytes: 1, at: now })
    .execute();
  await db
    .insertInto("offer")
    .values({ ...of, id: id(), side: "us", amount: 5n, day: day("2026-11-23"), at: now })
    .execute();
  await db
    .insertInto("approval")
    .values({
      ...{ ...of, id: id(), event: 2, act: "make offer", asked_at: now, ends: day("2026-11-25"), state: "waiting" },
      body: JSON.stringify({
        ...{ what: [], says: "offer", note: null, askedBy: { id: "x", name: "X" }, floor: "0.00", unproven: [] },
        ...{ attested: [], decidedBy: null, decided: null, reason: null, asks: {} },
      }),
    })
    .execute();
  const deal = id();
  const dealt = { kind: "package", name: "Deal", payer_key: "p", payer_name: "P", state: "open" } as const;
  await db
    .insertInto("package")
    .values({
      ...{ org: of.org, client: of.client, id: deal, ...dealt, version: 1, amount: 5n, cases: 1, changed_at: now },
      body: JSON.stringify({ basis: "billed", cases: [], moves: [] }),
    })
    .execute();
  await db
    .insertInto("package_case")
    .values({ org: of.org, client: of.client, package: deal, case_id: of.case_id, open: true })
    .execute();
  await db
    .insertInto("package_approval")
    .values({
      ...{ org: of.org, client: of.client, id: id(), package: deal, act: "make offer", amount: 5n, asked_at: now },
      ...{ ends: day("2026-11-25"), state: "waiting" },
      body: JSON.stringify({
        ...{ what: [], says: "offer", note: null, askedBy: { id: "x", name: "X" }, floor: null, unproven: [] },
        ...{ attested: [], decidedBy: null, decided: null, reason: null, terms: {}, said: 0, lines: [] },
      }),
    })
    .execute();
  await db
    .insertInto("agreement")
    .values({ ...of, id: agreement, amount: 5n, day: day("2026-11-23"), body, at: now })
    .execute();
  await db
    .insertInto("expected_payment")
    .values({ ...of, id: id(), agreement, amount: 5n, due: day("2026-12-23"), state: "expected" })
    .execute();
}

async function rowOfAgreement({ db, now }: TenantTx, { key, id }: Keys): Promise<void> {
  await db
    .insertInto("single_case")
    .values({
      ...{ ...key, id: id(), number: 1, payer: "P", patient: "Q", state: "draft", version: 1 },
      ...{ from_day: day("2026-11-23"), to_day: day("2026-12-23"), changed_at: now },
      body: JSON.stringify({
        ...{ member: null, authorization: null, planPerson: null, claimsTo: null, fileWithin: null, payWithin: 30 },
        ...{ days: "calendar", because: null, note: null, searches: [], rates: [], agreedOn: null, source: null },
        ...{ added: [], leftOut: [], renews: null, log: [] },
      }),
    })
    .execute();
}

async function rowsOfRoom({ db, now }: TenantTx, { key, id, caseId }: Keys): Promise<void> {
  const room = id();
  await db
    .insertInto("room")
    .values({ ...key, case_id: caseId, id: room, event: 2, name: "G", link: room, passcode: "s$h", opened_at: now })
    .execute();
  await db
    .insertInto("guest_session")
    .values({ ...key, id: id(), room, token: room, made_at: now, ends_at: now })
    .execute();
  const webhook = id();
  await db
    .insertInto("webhook")
    .values({ ...key, id: webhook, address: "https://w.example", kinds: ["cases"], secret: "s", seq: 0, made_at: now })
    .execute();
  await db
    .insertInto("webhook_delivery")
    .values({ ...key, id: id(), webhook, type: "test", at: now, attempt: 1, status: 200, took_ms: 1 })
    .execute();
}
