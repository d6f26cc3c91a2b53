import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { openCase } from "#test/desk.ts";
import { type Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";

/** The backtest over HTTP: a settled case, who sees it, and what is refused. */

let server: TestServer;
let owner: Browser;
let [org, client, caseId] = ["", "", ""];

interface Played {
  readonly played: number;
  readonly advised: number;
  readonly left: number;
  readonly enough: boolean;
  readonly least: number;
  readonly agree: { readonly n: number };
  readonly calibration: { readonly n: number; readonly brier: number | null; readonly bins: readonly object[] };
  readonly partings: readonly { readonly case: string; readonly done: string; readonly final: string | null }[];
  readonly says: readonly string[];
}
const PERIOD = "?from=2020-01-01&to=2199-12-30";
const get = async (query = PERIOD, by = owner): Promise<Played> => {
  const answer = await by.get(`/v1/backtest${query}`);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Played;
};

async function act(given: object): Promise<number> {
  const { row } = (await (await owner.get(`/v1/cases/${caseId}`)).json()) as { row: { version: number } };
  const done = await owner.post(`/v1/cases/${caseId}/acts`, { saw: row.version, act: given });
  if (!done.ok) throw new Error(await done.text());
  return row.version + 1;
}

const FACTS = [
  ["in_network", "no"],
  ["plan_funding", "self_funded_erisa"],
  ["service", "emergency"],
  ["provider", "physician"],
  ["state", "TX"],
  ["qpa", "420.00"],
] as const;

beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  ({ org, client } = await firstOf(server));
  const { desk } = server.open;
  const today = desk.today();
  const line = `99285 1000.00`;
  const paid = remittance(
    "BT-1",
    [`${line} paid=300.00 CO45=600.00 PR1=100.00 c=A1 on=2026-10-20`],
    paidOn("2026-11-10"),
  );
  const sent = claim("BT-1", [`${line} c=A1 on=2026-10-20`]);
  ({ caseId } = await openCase({ desk, org }, client, { claim: sent, remittances: [paid], patient: "A Patient" }));
  for (const [fact, value] of FACTS)
    await act({ type: "answer fact", fact, scope: "claim", key: "BT-1", value, source: "card.pdf" });
  await act({ type: "log offer", from: "us", amount: "900.00", made: today, way: "fax" });
  const offer = await act({ type: "log offer", from: "them", amount: "450.00", made: today, way: "fax" });
  await act({
    ...{ type: "enter agreement", kind: "agreement", basis: "total payment", amount: "450.00", offer },
    ...{ lines: [{ line: 1, amount: "450.00" }], agreed: today, due: "2199-01-15", days: "business", source: "letter" },
  });
}, 120_000);
afterAll(() => server?.close());

describe("the backtest", () => {
  test("plays a settled case, and says that one is too few", async () => {
    const b = await get();
    expect(b).toMatchObject({ played: 1, left: 0, enough: false, least: 10, agree: { n: 2 } });
    expect(b.calibration).toMatchObject({ n: 1, brier: null });
    expect(b.calibration.bins).toHaveLength(5);
    expect(b.partings).toMatchObject([{ case: caseId, final: "450.00" }]);
    expect(b.says.join(" ")).toMatch(/not known/);
  });

  test("writes down who was shown which case", async () => {
    await get();
    const log = (await (await owner.get(`/v1/access-log?case=${caseId}`)).json()) as { rows: { act: string }[] };
    expect(log.rows.filter((r) => r.act === "backtest").length).toBeGreaterThan(0);
  });

  test("shows nobody the cases of a client that is not theirs", async () => {
    const made = await owner.post("/v1/clients", { name: "Another practice", prefix: "AP" });
    const { id } = (await made.json()) as { id: string };
    const colleague = await somebody(server, { org, role: "negotiator", clients: [id] });
    expect(await get(PERIOD, colleague)).toMatchObject({ played: 0, partings: [] });
    expect(await get(`${PERIOD}&client=${client}`, colleague)).toMatchObject({ played: 0, partings: [] });
  });

  test.each([
    ["?from=2026-11-30&to=2026-11-01", 422, "ends before it begins"],
    ["?from=2026-13-01&to=2026-11-01", 422, "names no day"],
    ["", 422, "names no period"],
  ])("%s is refused with %i: it %s", async (query, status) => {
    expect((await owner.get(`/v1/backtest${query}`)).status).toBe(status);
  });
});
