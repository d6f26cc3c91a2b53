import { expect, test } from "vitest";
import type { Lane } from "./engine.ts";
import { Turns } from "./turns.ts";

/** The order in which those who ask while somebody is served have their turns. */
async function served(asked: readonly Lane[]): Promise<string> {
  const turns = new Turns();
  const first = await turns.take("page");
  let order = "";
  const all = asked.map(async (lane) => {
    const done = await turns.take(lane);
    order += lane.slice(0, 1);
    done();
  });
  first();
  await Promise.all(all);
  return order;
}

test("pages go before bulk work that asked earlier", async () => {
  expect(await served(["bulk", "page", "page"])).toBe("ppb");
});

test("bulk work has a turn after eight pages, however many more wait", async () => {
  const order = await served(["bulk", "bulk", ...Array.from({ length: 20 }, (): Lane => "page")]);
  expect(order).toBe("ppppppppbppppppppbpppp");
});

test("without bulk work pages go as they came, and the next comer is not kept waiting", async () => {
  expect(await served(["page", "page"])).toBe("pp");
  const turns = new Turns();
  (await turns.take("bulk"))();
  (await turns.take("page"))();
});

test("of too many pages the next is refused, and bulk work still waits for its turn", async () => {
  const turns = new Turns();
  const done = await turns.take("page");
  const pages = Array.from({ length: 2_000 }, () => turns.take("page"));
  await expect(turns.take("page")).rejects.toMatchObject({ code: "database-busy", retry: "safe" });
  const bulk = turns.take("bulk");
  done();
  for (const [n, page] of pages.entries()) {
    if (n === 8) (await bulk)();
    (await page)();
  }
});
