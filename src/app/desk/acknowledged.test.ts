import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write837 } from "#app/invented-x12.ts";
import { claim } from "#claim/invented.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { imported } from "#test/imported.ts";
import { standingOf } from "./standing.ts";
import { undoImport } from "./undo-import.ts";

/** Claims that were sent, and what was answered before anybody looked at them (277CA), in whichever order the files come. */

let at: TestDesk;
let taken = 0;
const nextClient = (): string => at.clients[taken++] ?? "";
beforeAll(async () => {
  at = await openTestDesk(7);
});
afterAll(() => at.close());

/** A 277CA about claims, each "number" with the segments of its answer. */
function acknowledgment(...claims: readonly (readonly [number: string, ...segments: string[]])[]): string {
  const levels = claims.flatMap(([number, ...segments], i) => [
    `HL*${i + 4}*3*PT`,
    "NM1*QC*1*ROWAN*PAT****MI*DLT0001",
    `TRN*2*${number}`,
    ...segments,
  ]);
  const set = [
    ...["ST*277*0001*005010X214", "BHT*0085*08*77*20260401*1200*TH"],
    ...["HL*1**20*1", "NM1*PR*2*INVENTED PAYER*****PI*99001", "TRN*1*TRACE1", "DTP*050*D8*20260401"],
    ...["DTP*009*D8*20260401", "HL*2*1*21*1", "NM1*41*2*INVENTED BILLING*****46*S0001", "TRN*2*BATCH1"],
    ...["STC*A1:19:PR*20260401*WQ*900", "HL*3*2*19*1", "NM1*85*2*INVENTED CLINIC*****XX*1000000004", "TRN*2*0"],
    ...["STC*A1:19:PR*20260401*WQ*900", ...levels],
  ];
  return [
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*SENDER         *260401*1200*^*00501*000000022*0*T*:",
    "GS*HN*PAYER*SENDER*20260401*1200*22*X*005010X214",
    ...set,
    `SE*${set.length + 1}*0001`,
    ...["GE*1*22", "IEA*1*000000022", ""],
  ].join("~\n");
}

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
