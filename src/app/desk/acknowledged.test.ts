import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write837 } from "#app/invented-x12.ts";
import { claim } from "#claim/invented.ts";
import { acknowledgment, ofSets, set } from "#test/answers-x12.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { imported } from "#test/imported.ts";
import { getImport } from "./import.ts";
import { errorWords } from "./set-answers.ts";
import { standingOf } from "./standing.ts";
import { undoImport } from "./undo-import.ts";

/** Claims that were sent, and what was answered before anybody looked at them (277CA), in whichever order the files come. */

let at: TestDesk;
let taken = 0;
const nextClient = (): string => at.clients[taken++] ?? "";
beforeAll(async () => {
  at = await openTestDesk(25);
});
afterAll(() => at.close());

const sent = write837([claim("A-1", ["99285 800.00"])]);
const accepted = acknowledgment(["A-1", "STC*A2:20:PR*20260402*WQ*800", "REF*1K*ICN00001"]);
const rejected = acknowledgment(["A-1", "STC*A1:19*20260403*WQ*800******A7:562:85"]);

async function stands(client: string): Promise<readonly string[]> {
  return await at.desk.store.as(at.owner, async (tx) => {
    const row = await tx.db.selectFrom("case_row").select("id").where("client", "=", client).executeTakeFirst();
    const found = row === undefined ? undefined : await standingOf(tx, row.id, TODAY);
    return [
      `now ${found?.status.now}`,
      ...(found?.status.entries ?? [])
        .filter((e) => e.status !== "submitted")
        .map((e) => `${e.day} ${e.status}${e.reference === undefined ? "" : ` ${e.reference}`}: ${e.source}`),
    ];
  });
}

const two = write837([claim("A-1", ["99285 800.00"]), claim("A-2", ["99285 800.00"])]);
/** The place of a segment from the ST, which is 1, by its beginning. */
const placeOf = (text: string, begins: string): number => {
  const segments = text.split("~\n");
  const st = segments.findIndex((s) => s.startsWith("ST*"));
  return segments.findIndex((s) => s.startsWith(begins)) - st + 1;
};

async function standsOf(client: string, number: string): Promise<readonly string[]> {
  return await at.desk.store.as(at.owner, async (tx) => {
    const row = await tx.db
      .selectFrom("case_row")
      .select("id")
      .where("client", "=", client)
      .where("claim_number", "=", number)
      .executeTakeFirst();
    const found = row === undefined ? undefined : await standingOf(tx, row.id, TODAY);
    return [
      `now ${found?.status.now}`,
      ...(found?.status.entries ?? []).flatMap((e) =>
        e.set === undefined ? [] : [`${e.day} ${e.source}`, ...e.set.errors.map((x) => `${x.where}: ${errorWords(x)}`)],
      ),
    ];
  });
}

describe("what was answered to the set of a claim", () => {
  const line = placeOf(two, "SV1*HC:99285*800");
  const wrong = set("R*5", `IK3*SV1*${line}*2400*8`, "CTX*CLM01:A-1", "IK4*2*782*7*ROWAN");
  const rejects = ofSets([wrong], { verdict: "AK9*R*1*1*0" });

  test.each([
    ["after the claims", [two, rejects]],
    ["before the claims", [rejects, two]],
  ])(
    "a rejection that comes %s stands with each claim of the set, its errors with the claim they lie in",
    async (_, files) => {
      const client = nextClient();
      for (const text of files) await imported(at, client, { [text === two ? "claims.837" : "ack.999"]: text });
      const said = "2026-04-03 999 ack.999, segment 5: set 1 of group 1 rejected (R 5)";
      const place = `SV1, segment ${line} from the ST, element 2: its code is not on the list (code 7)`;
      expect(await standsOf(client, "A-1")).toEqual(["now rejected", said, `this claim: ${place}`]);
      expect(await standsOf(client, "A-2")).toEqual(["now rejected", said, `another claim: ${place}`]);
    },
  );

  test.each([
    ["accepted", ofSets([set("A")]), "set 1 of group 1 accepted (A)"],
    [
      "accepted with errors",
      ofSets([set("E", "IK3*HI*20*2300*8")], { verdict: "AK9*E*1*1*1" }),
      "set 1 of group 1 accepted with errors (E)",
    ],
    ["rejected as a group", ofSets([], { verdict: "AK9*R*1*1*0*1" }), "all of group 1 rejected (R 1)"],
  ])("one that is %s says so", async (_, text, said) => {
    const client = nextClient();
    await imported(at, client, { "claims.837": two, "ack.999": text });
    expect((await standsOf(client, "A-2"))[1]).toContain(said);
  });

  test("a set that was taken never follows upon the rejection of its claim", async () => {
    const client = nextClient();
    await imported(at, client, {
      "claims.837": two,
      "ack.277": rejected,
      "ack.999": ofSets([set("A")], { day: "260405" }),
    });
    expect((await standsOf(client, "A-1"))[0]).toBe("now rejected");
    expect((await standsOf(client, "A-2"))[0]).toBe("now submitted");
  });

  test.each([
    ["to another sender", ofSets([set("R")], { to: "OTHER" })],
    ["of another group", ofSets([set("R")], { group: "7" })],
    ["of another set", ofSets([["AK2*837*0002", "IK5*R"]])],
    ["of another kind of set", ofSets([["AK2*270*0001", "IK5*R"]], { verdict: "AK9*A*1*1*1" })],
    ["from before it was sent", ofSets([set("R")], { day: "260329" })],
    ["from long after it was sent", ofSets([set("R")], { day: "260601" })],
  ])("an answer %s is not its own", async (_, text) => {
    const client = nextClient();
    await imported(at, client, { "claims.837": two, "ack.999": text });
    expect((await standsOf(client, "A-1")).filter((s) => s.includes("rejected"))).toEqual([]);
  });

  test("nor one that two interchanges may be meant by, and none is chosen", async () => {
    const client = nextClient();
    const again = write837([claim("A-9", ["99285 800.00"])]).replaceAll("000000001", "000000077");
    await imported(at, client, { "claims.837": two, "more.837": again });
    const { answered } = await imported(at, client, { "ack.999": rejects });
    expect(answered).toEqual([
      "set 1 of group 1: rejected, no claim, as sets of several interchanges have these numbers",
    ]);
    expect((await standsOf(client, "A-1")).filter((s) => s.includes("rejected"))).toEqual([]);
  });

  test("the import says how many claims an answer reached, and it is gone when the import is taken back", async () => {
    const client = nextClient();
    const first = await imported(at, client, { "ack.999": rejects });
    expect(first.answered).toEqual([
      "set 1 of group 1: rejected, no such set is here, sent by whom it answers within thirty days before it",
    ]);
    await imported(at, client, { "claims.837": two });
    const now = await at.desk.store.as(at.owner, (tx) => getImport(tx, first.id));
    expect(now?.answered).toEqual(["set 1 of group 1: rejected, 2 claims"]);
    await imported(at, client, { "ack.999": rejects });
    expect((await standsOf(client, "A-1")).filter((s) => s.includes("999 ack"))).toHaveLength(1);
    expect((await undoImport(at.desk, at.owner, first.id)).ok).toBe(true);
    await expect.poll(async () => (await standsOf(client, "A-1"))[0]).not.toBe("now rejected");
  });

  test("nothing of it is seen by another client", async () => {
    const [client, other] = [nextClient(), nextClient()];
    await imported(at, client, { "claims.837": two });
    await imported(at, other, { "ack.999": rejects });
    expect((await standsOf(client, "A-1")).filter((s) => s.includes("rejected"))).toEqual([]);
  });
});

describe("what was answered to a claim that was sent", () => {
  test("stands with the claim, with the plan's number and its place in the file", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent });
    await imported(at, client, { "ack.277": accepted });
    expect(await stands(client)).toEqual([
      "now accepted",
      "2026-04-02 accepted ICN00001: 277CA ack.277, segment 20: A2, code 20",
    ]);
  });

  test("and finds a claim whose file comes later", async () => {
    const client = nextClient();
    await imported(at, client, { "ack.277": accepted });
    await imported(at, client, { "claims.837": sent });
    expect((await stands(client))[0]).toBe("now accepted");
  });

  test("says that a claim was sent back, by the reason that rejects", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent });
    await imported(at, client, { "ack.277": rejected });
    expect(await stands(client)).toEqual([
      "now rejected",
      "2026-04-03 rejected: 277CA ack.277, segment 20: A7, code 562",
    ]);
  });

  test.each([
    ["of another charge", acknowledgment(["A-1", "STC*A7:562*20260402*WQ*801"])],
    ["of another day of service", acknowledgment(["A-1", "STC*A7:562*20260402*WQ*800", "DTP*472*D8*20190101"])],
    ["of another number", acknowledgment(["A-2", "STC*A7:562*20260402*WQ*800"])],
  ])("an answer %s is of another claim", async (_, text) => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent });
    await imported(at, client, { "ack.277": text });
    expect((await stands(client)).filter((s) => s.includes("rejected"))).toEqual([]);
  });

  test("taken back, it is gone", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent });
    const { id } = await imported(at, client, { "ack.277": rejected });
    expect((await stands(client))[0]).toBe("now rejected");
    const undone = await undoImport(at.desk, at.owner, id);
    expect(undone.ok || undone.error).toBe(true);
    await expect.poll(async () => (await stands(client))[0]).not.toBe("now rejected");
  });
});
