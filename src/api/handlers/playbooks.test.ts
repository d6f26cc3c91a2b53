import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCasePlaybooks, getComplaintBodies, getPlaybook, listPlaybooks } from "#api/contract/playbooks.ts";
import { Refused } from "#api/refused.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** The playbooks, asked of the handlers over a real store. */

const PAYER = { key: "nameless mutual", name: "NAMELESS MUTUAL" };

const schemaOf = (route: {
  responses: { 200: { content: { "application/json": { schema: { parse(v: unknown): unknown } } } } };
}) => route.responses[200].content["application/json"].schema;

let at: TestDesk;
let lund: TestPerson;
let clerk: TestPerson;
let colleague: TestPerson;
let mine = "";
let other = "";

beforeAll(async () => {
  at = await openTestDesk();
  [mine = "", other = ""] = at.clients;
  lund = await at.person("Maren Lund", "director");
  clerk = await at.person("Cler Kin", "biller", [mine]);
  colleague = await at.person("Coll Eague", "negotiator", [other]);
});
afterAll(() => at.close());

async function refusal(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(thrown).toBeInstanceOf(Refused);
  return thrown instanceof Refused ? thrown.type : "";
}

describe("playbooks", () => {
  test("are listed as of a day and read whole", async () => {
    const { rows, stateAssociations } = schemaOf(listPlaybooks).parse(await ask(at, lund, "listPlaybooks")) as {
      rows: { id: string; statements: number }[];
      stateAssociations: { state: string; url: string; day: string }[];
    };
    expect(rows.length).toBe(10);
    expect(stateAssociations).toContainEqual(
      expect.objectContaining({ state: "TX", url: "https://www.texmed.org", day: "2026-11-23" }),
    );
    for (const { id, statements } of rows) {
      const p = schemaOf(getPlaybook).parse(await ask(at, lund, "getPlaybook", { params: { playbook: id } })) as {
        id: string;
      };
      expect([p.id, statements > 8]).toEqual([id, true]);
    }
    expect(await refusal(ask(at, lund, "getPlaybook", { params: { playbook: "dentistry" } }))).toBe("not-found");
  });

  test("fit a case by its claim, and say why", async () => {
    const { caseId } = await openCase(at, mine, {
      claim: claim("D1", ["99285 1000.00 c=A1 on=2026-09-01"], { payer: PAYER, place: "23", filing: "CI" }),
      remittances: [
        remittance("D1", ["99285 1000.00 paid=300.00 CO45=700.00 c=A1 on=2026-09-01"], {
          payer: PAYER,
          ...paidOn("2026-11-02"),
        }),
      ],
    });
    const { fitting } = schemaOf(getCasePlaybooks).parse(
      await ask(at, clerk, "getCasePlaybooks", { params: { case: caseId } }),
    ) as {
      fitting: { playbook: { id: string }; because: string[] }[];
    };
    expect(fitting[0]?.playbook.id).toBe("emergency");
    expect(fitting[0]?.because).toContain("Codes 99285.");
    expect(await refusal(ask(at, colleague, "getCasePlaybooks", { params: { case: caseId } }))).toBe("not-found");
  });

  test("and whoever hears a complaint about it, until it is known who funds the plan all of them with when", async () => {
    const { caseId } = await openCase(at, at.clients[0] ?? "", { claim: claim("C-9", ["99285 900.00"]) });
    const asked = () => ask(at, clerk, "getComplaintBodies", { params: { case: caseId } });
    const read = schemaOf(getComplaintBodies).parse(await asked()) as {
      funding: string | null;
      says: string;
      bodies: { id: string; why: string }[];
      state: string | null;
      association: { state: string } | null;
    };
    expect(read.association?.state ?? null).toBe(read.state);
    expect(read.funding).toBeNull();
    expect(read.says).toContain("Nobody has said who funds the plan");
    expect(read.bodies.map((b) => b.id)).toEqual(expect.arrayContaining(["no-surprises-help-desk", "ebsa"]));
    expect(read.bodies.length).toBe(3);
    expect(await refusal(ask(at, colleague, "getComplaintBodies", { params: { case: caseId } }))).toBe("not-found");
  });
});
