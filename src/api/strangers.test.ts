import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addScimToken } from "#app/desk/scim-token.ts";
import { append } from "#store/events.ts";
import { type Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";
import { rowsOfEveryTable } from "#test/store-rows.ts";
import { organizationIn } from "#test/stores.ts";
import { ROUTES, type RouteName } from "./contract/routes.ts";
import { shapeOf } from "./pipeline.ts";
import { RULES } from "./rules.ts";

/** Every route walked with the keys of rows that are there, by an owner of another organization and by a colleague of another client. */

const NAMES = (Object.keys(ROUTES) as RouteName[]).filter((n) => RULES[n].who !== "anyone" && n !== "getLive");

const DIRECTORY = ["directory_entry", "directory_contact"];

let server: TestServer;
/** Keys of the rows that nobody here may learn of. */
let keys: readonly string[];
let ids: Readonly<Record<string, string>>;
const walkers: Record<string, Pick<Browser, "headers">> = {};

beforeAll(async () => {
  server = await testServer();
  const owner = await firstOwner(server);
  const { org, client } = await firstOf(server);
  const second = (await (await owner.post("/v1/clients", { name: "Second", prefix: "SE" })).json()) as { id: string };
  const { store } = server.open.desk;
  await store.as({ org, clients: "all" }, async (tx) => {
    await rowsOfEveryTable(tx, client);
    await append(tx, [{ client, type: "opened", body: null }]);
  });
  const found = await store.asSystem(async ({ session }) => {
    const of = async (table: string): Promise<string> => {
      const { rows } = await session.query<{ id: string }>(`SELECT id FROM ${table} WHERE client = '${client}'`);
      return rows[0]?.id ?? "";
    };
    const whole = async (table: string, column: string): Promise<string> => {
      const { rows } = await session.query<{ id: string }>(`SELECT ${column} AS id FROM ${table} WHERE org = '${org}'`);
      return rows[0]?.id ?? "";
    };
    const names = [
      "case_row",
      "claim",
      "import_batch",
      "source_file",
      "remittance",
      "payment",
      "saved_view",
      "task",
      "package",
      "single_case",
      ...DIRECTORY,
    ];
    const pairs: [string, string][] = [];
    for (const name of names) pairs.push([name, await of(name)]);
    pairs.push(["scim_group", await whole("scim_group", "id")], ["scim_person", await whole("scim_person", "person")]);
    pairs.push(["scim_token", await whole("scim_token", "id")]);
    return Object.fromEntries(pairs);
  });
  const id = (name: string): string => found[name] ?? "";
  ids = {
    case: id("case_row"),
    import: id("import_batch"),
    file: id("source_file"),
    view: id("saved_view"),
    act: id("import_batch"),
    client,
    entry: id("directory_entry"),
    contact: id("directory_contact"),
    playbook: "none",
    package: id("package"),
    agreement: id("single_case"),
    event: "1",
    rule: "federal",
    key: "none",
    person: id("claim"),
    user: id("scim_person"),
    group: id("scim_group"),
    token: id("scim_token"),
  };
  keys = [client, ...Object.values(found)];
  expect(keys.every((k) => /^[0-9a-f-]{36}$/.test(k))).toBe(true);
  const other = await organizationIn(store, 1);
  server.open.makeKey(other.org);
  walkers["another organization's owner"] = await somebody(server, { org: other.org, role: "owner", clients: "all" });
  const tokens = await store.as({ org: other.org, clients: "all" }, (tx) =>
    addScimToken(tx, { name: "Theirs", endsAt: null, role: "owner" }),
  );
  const bearer = tokens.ok ? `Bearer ${tokens.value.secret}` : "";
  walkers["another organization's directory"] = { headers: { authorization: bearer } };
  walkers["a colleague of another client"] = await somebody(server, { org, role: "director", clients: [second.id] });
});
afterAll(() => server.close());

const ENTRY = { kind: "payer", name: "Mine now", aliases: [], payers: [], facts: [], notes: null };

const AGREEMENT = {
  ...{ payer: "P", patient: "Mine now", member: null, from: "2026-11-23", to: "2026-12-23", authorization: null },
  ...{ planPerson: null, claimsTo: null, fileWithin: null, payWithin: 30, days: "calendar", because: null, note: null },
  rates: [{ code: "97153", modifiers: [], basis: "per unit", amount: "1.00", percent: null, units: 1 }],
  searches: [],
};

/** Bodies that would be done, were the row one's own. */
const bodyOf = (name: RouteName): unknown => {
  switch (name) {
    case "actOnCase":
      return { saw: 1, act: { type: "add note", text: "Mine now" } };
    case "weighPackage":
      return { cases: [ids.case], basis: "billed" };
    case "proposePackage":
      return {
        ...{ kind: "package", name: "Mine now", cases: [ids.case], basis: "billed" },
        move: { from: "them", asked: { amount: "1.00" }, made: "2026-01-02", way: "fax" },
      };
    case "makeSingleCase":
      return { client: ids.client, words: AGREEMENT };
    case "changeSingleCase":
      return { saw: 1, words: AGREEMENT };
    case "actOnSingleCase":
      return { saw: 1, act: { type: "withdraw", reason: "Mine now" } };
    case "writeLetter":
      return { kind: "counter", amount: "1.00", because: "Mine now" };
    case "noteStatus":
      return { saw: 1, status: "pending", day: "2026-01-02", source: "Mine now" };
    case "noteBenefits":
      return { saw: 1, covered: true, asOf: "2026-01-02", source: "Mine now" };
    case "writePackageLetter":
      return { because: "Mine now" };
    case "actOnPackage":
      return { saw: 1, act: { type: "decline", reason: "Mine now" } };
    case "addScimUser":
      return { userName: "mine.now@elsewhere.example" };
    case "putScimUser":
      return { userName: "mine.now.too@elsewhere.example", active: false };
    case "patchScimUser":
      return { Operations: [{ op: "replace", value: { active: false } }] };
    case "addScimGroup":
      return { displayName: "Mine now", members: [{ value: ids.user }] };
    case "putScimGroup":
      return { displayName: "Mine now", members: [] };
    case "patchScimGroup":
      return { Operations: [{ op: "remove", path: "members" }] };
    case "mapScimGroup":
      return { grant: { role: "biller", clients: "all" } };
    case "putScimLeast":
      return { role: "biller", clients: [ids.client] };
    case "openImport":
      return { client: ids.client };
    case "changeClient":
      return { name: "Mine now" };
    case "putProfile":
      return { saw: 0, profile: { name: "Mine now" } };
    case "removeClient":
      return { name: "Harbor Ridge" };
    case "saveMapping":
      return { mapping: {} };
    case "addDirectoryEntry":
      return { client: ids.client, extends: null, ...ENTRY };
    case "changeDirectoryEntry":
      return { saw: 1, ...ENTRY };
    case "addContact":
      return { channel: "fax", address: "Mine now", whose: null, purpose: null, source: "nobody" };
    case "addProof":
      return { day: "2026-11-20", what: "answered", source: "nobody" };
    case "putLearning":
      return { client: ids.client, saw: 0, on: false };
    case "putArbiters":
      return {
        client: ids.client,
        saw: 0,
        name: "a.csv",
        csv: "entity,disputes,wins,source,date\nA,9,3,s,2026-01-01\n",
      };
    case "putBenchmarks":
      return {
        client: ids.client,
        saw: 0,
        name: "b.csv",
        csv: "kind,code,amount,source,date\nin-network,99285,400,s,2026-01-01\n",
      };
    case "recognizeVendor":
      return { text: "P" };
    case "search":
    case "searchQueue":
      return { q: "P1" };
    case "playSparring":
      return { seed: 1, level: "usual", moves: [] };
    case "buildBatch":
      return { cases: [ids.case] };
    case "exportBatch":
      return { cases: [ids.case], format: "csv" };
    case "putAuthority":
      return { saw: 0, offerLimit: "1", messagesADay: 1, stopped: true, autonomy: "off", people: [] };
    case "sendPrepared":
      return { offers: [{ case: ids.case, saw: 1, amount: "1.00" }] };
    case "doInBulk":
      return { act: { type: "hold", reason: "Mine now" }, cases: [{ case: ids.case, saw: 1 }] };
    default:
      return {};
  }
};

/** Query parameters that a route cannot do without, and those that name the rows. */
const queryOf = (name: RouteName): string => {
  if (name === "addFile") return "?name=a.835";
  if (name === "attachFile") return "?name=a.pdf&kind=other&saw=1";
  if (name === "readProposal") return "?name=a.txt&saw=1";
  if (name === "getSegments") return "?segment=1";
  if (name === "getCalendar" || name === "getBacktest") return "?from=2026-11-01&to=2026-11-30";
  if (name === "exportPortfolio") return "?format=csv";
  if (name === "exportQueue") return "?format=csv&tab=team";
  if (name === "getQueue" || name === "searchQueue") return "?tab=team";
  if (["getAuthority", "putAuthority", "listApprovals"].includes(name)) return `?client=${ids.client}`;
  if (name === "listAccess") return `?case=${ids.case}`;
  return "";
};

const WALKERS = ["another organization's owner", "a colleague of another client", "another organization's directory"];

describe.each(WALKERS)("%s", (who) => {
  test.each(NAMES)("learns nothing and does nothing by %s", async (name) => {
    const { method, path } = shapeOf(name);
    const by = walkers[who];
    const to = path.replace(/\{(\w+)\}/g, (_, key: string) => ids[key] ?? "") + queryOf(name);
    const isUpload = ["addFile", "attachFile", "addBook", "readProposal"].includes(name);
    const body = isUpload ? "ISA" : JSON.stringify(bodyOf(name));
    const response = await server.ask(to, {
      method: method.toUpperCase(),
      headers: { ...by?.headers, "content-type": "application/json" },
      ...(method === "get" ? {} : { body }),
    });
    const text = await response.text();
    expect(response.status, text).not.toBe(500);
    const said = name === "doInBulk" || name === "sendPrepared" ? text.replaceAll(ids.case ?? "", "") : text;
    for (const key of keys) expect(said).not.toContain(key);
    expect(said).not.toContain('Harbor Ridge"');
    // A rule of the law is nobody's, and neither is an empty answer of one's own.
    if (path.includes("{") && !["getRule", "removeApiKey"].includes(name)) expect(response.ok, text).toBe(false);
  });

  test("changed nothing", async () => {
    const { rows } = await server.open.desk.store.asSystem(({ session }) =>
      session.query(
        "SELECT (SELECT count(*)::int FROM note WHERE text = 'Mine now') AS notes, (SELECT count(*)::int FROM client WHERE name = 'Mine now') AS named, (SELECT count(*)::int FROM import_batch) AS imports, (SELECT state FROM case_row LIMIT 1) AS state, (SELECT count(*)::int FROM scim_member) AS members, (SELECT count(*)::int FROM scim_person WHERE NOT active) AS inactive, (SELECT count(*)::int FROM scim_token) AS tokens",
      ),
    );
    expect(rows).toEqual([{ notes: 0, named: 0, imports: 1, state: "open", members: 1, inactive: 0, tokens: 2 }]);
  });
});
