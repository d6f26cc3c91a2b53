import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { filled, imported } from "#test/imported.ts";
import { finishImport } from "./import.ts";
import { keptMap } from "./money-map.ts";
import { typeClaim } from "./typed.ts";
import { undoImport } from "./undo-import.ts";

let at: TestDesk;
let taken = 0;
const nextClient = (): string => at.clients[taken++] ?? "";
beforeAll(async () => {
  at = await openTestDesk(6);
});
afterAll(() => at.close());

const list = (...claims: readonly string[]): string =>
  `claim,date,code,charge,payer,allowed,paid\n${claims.map((c) => `${c},2026-10-01,99285,1000.00,Example Health,0.00,0.00\n`).join("")}`;

const payer = { name: "Example Health", id: undefined };
const line = { code: "99284", modifiers: [], units: "1", date: TODAY, charge: usd("800.00") };
const typeOne = (client: string) =>
  typeClaim(
    at.desk,
    at.owner,
    client,
    { claim: "T-1", form: "professional", payer, billing: {}, lines: [line] },
    "M. Lund",
  );

/** Whether the last import that was told of drew the map of its client, and how many claims the kept map counts. */
async function drawn(client: string): Promise<readonly [boolean | undefined, number | undefined]> {
  const last = at.news.findLast((n) => n.topic === "import" && n.state === "done");
  const map = await at.desk.store.as(at.owner, (tx) => keptMap(tx, client));
  return [last?.topic === "import" ? last.isDrawn : undefined, map?.totals.claims];
}

describe("an import draws the map of its client", () => {
  test("when every claim of the client is in it", async () => {
    const client = nextClient();
    await imported(at, client, { "list.csv": list("A-1", "A-2") });
    expect(await drawn(client)).toEqual([true, 2]);
  });

  test("not when an earlier one brought others", async () => {
    const client = nextClient();
    await imported(at, client, { "list.csv": list("A-1", "A-2") });
    await imported(at, client, { "more.csv": list("A-3") });
    expect(await drawn(client)).toEqual([false, 2]);
  });

  test("not when a claim was typed before", async () => {
    const client = nextClient();
    expect((await typeOne(client)).ok).toBe(true);
    await imported(at, client, { "list.csv": list("A-1") });
    expect(await drawn(client)).toEqual([false, undefined]);
  });

  test("not when a claim was typed while it ran", async () => {
    const client = nextClient();
    const id = await filled(at, client, { "list.csv": list("A-1") });
    let typing: Promise<unknown> | undefined;
    const desk = {
      ...at.desk,
      tell: (...of: Parameters<TestDesk["desk"]["tell"]>) => {
        at.desk.tell(...of);
        if (of[1].topic === "import" && of[1].stage === "evaluating") typing ??= typeOne(client);
      },
    };
    expect((await finishImport(desk, at.owner, id)).ok).toBe(true);
    await typing;
    expect(await drawn(client)).toEqual([false, undefined]);
  });

  test("when all that came before was taken back", async () => {
    const client = nextClient();
    const first = await imported(at, client, { "list.csv": list("A-1", "A-2") });
    expect((await undoImport(at.desk, at.owner, first.id)).ok).toBe(true);
    await imported(at, client, { "more.csv": list("A-3") });
    expect(await drawn(client)).toEqual([true, 1]);
  });
});
