import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatUsd, showUsd, usd } from "#base/money.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import { violations } from "#test/web/axe.ts";
import type { Answer } from "#web/data/paths.ts";
import { bring, colleague, type DemoFolder, demoFolder, HOOK, type Journey, journey, openDemo } from "./journey.ts";

/** From advice to offers that stand ready, and to one that Parley makes by itself in a room until it is stopped. */

type Talks = Answer<"getNegotiation">;

describe.skipIf(chromiumPath === undefined)("the dial", () => {
  let j: Journey;
  let demo: DemoFolder;
  let owner: Page;
  let lund: Page;
  let guest: Page;
  /** Cases on which a counter is advised: one to be sent by a person, one that Parley makes. */
  let cases: readonly Talks[] = [];

  async function get<T>(path: string): Promise<T> {
    const answer = await owner.request.get(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  const talksOf = (id: string) => get<Talks>(`/v1/cases/${id}/negotiation`);

  async function act(by: Page, id: string, given: object): Promise<number> {
    const { version: saw } = await talksOf(id);
    const answer = await by.request.post(`/v1/cases/${id}/acts`, {
      data: { saw, act: given },
      headers: { origin: j.at },
    });
    if (!answer.ok()) throw new Error(`${JSON.stringify(given)}: ${await answer.text()}`);
    return ((await answer.json()) as { events: readonly number[] }).events[0] ?? 0;
  }

  /** What a second person gave for an offer. */
  async function allowed(id: string, offer: object): Promise<number> {
    const request = await act(lund, id, { type: "ask approval", act: offer });
    const attested = (await talksOf(id)).approvals.find((a) => a.event === request)?.unproven.map((u) => u.fact) ?? [];
    await act(owner, id, { type: "approve", request, attested });
    return request;
  }

  /** Opens a case, with a second person's word where it takes one, and logs an answer; whether a counter is advised then that nothing stands before. */
  async function talks(id: string, amount: string, asks: boolean): Promise<boolean> {
    const offer = { type: "make offer", amount };
    const request = asks ? { request: await allowed(id, offer) } : {};
    await act(lund, id, { ...offer, way: "email", reasons: [], ...request });
    const { anchors, asOf } = await talksOf(id);
    const paid = usd(anchors.find((a) => a.id === "allowed")?.amount ?? "100.00");
    const theirs = formatUsd(((paid * 12n) / 10n) as typeof paid);
    await act(lund, id, { type: "log offer", from: "them", amount: theirs, made: asOf, way: "email" });
    const { rows } = await get<Answer<"listPrepared">>("/v1/prepared?dry=true&limit=50");
    return rows.some((r) => r.case === id && r.offer !== null && r.needs.length === 0);
  }

  async function casesThatCounter(most: number): Promise<readonly Talks[]> {
    const { rows } = await get<{ rows: readonly { id: string }[] }>("/v1/queue?limit=200&tab=our%20turn");
    const found: Talks[] = [];
    for (const { id } of rows) {
      const { turn, offers, cards } = await talksOf(id);
      const needs = cards.find((c) => c.move === "counter")?.needs ?? [];
      const liftable = needs.every((n) => n.liftedBy !== null);
      const amount = turn?.amount ?? null;
      if (turn?.move !== "open" || !liftable || offers.length > 0 || amount === null) continue;
      if (await talks(id, amount, needs.length > 0)) found.push(await talksOf(id));
      if (found.length === most) return found;
    }
    throw new Error("the demo has too few cases on which a counter is advised");
  }

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books, autonomy: { everyMs: 3_600_000, soonMs: 200 } });
    await bring(j, demo.folder, true);
    owner = await openDemo(j);
    lund = await colleague(j, "negotiator");
    cases = await casesThatCounter(2);
    guest = await (await j.context()).newPage();
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  async function turns(to: "review" | "auto"): Promise<void> {
    await owner.goto("/settings?part=authority");
    await owner.getByLabel("Parley may").selectOption(to);
    await owner.getByLabel("An offer may be made alone up to").fill("50,000");
  }
  async function keeps(): Promise<void> {
    await owner.getByRole("button", { name: "Keep authority" }).click();
    await owner.locator(".toast").filter({ hasText: "Kept." }).first().waitFor();
  }

  test("at review the advised counters stand ready, and a person makes the one that is ticked", async () => {
    const [first, second] = cases;
    await turns("review");
    await keeps();
    await lund.goto("/approvals?state=ready");
    await lund.getByRole("heading", { name: /offers? stands? ready/ }).waitFor();
    await settled(lund);
    expect(await violations(lund)).toEqual([]);
    for (const tick of await lund.getByRole("checkbox").all()) await tick.uncheck();
    await lund.getByLabel(`Send the offer on ${first?.number}`).check();
    await lund.getByRole("button", { name: "Make 1 offer" }).click();
    await lund.locator(".toast").filter({ hasText: "The offer is made." }).first().waitFor();
    await lund.getByLabel(`Send the offer on ${first?.number}`).waitFor({ state: "detached" });
    const ours = (await talksOf(first?.case ?? "")).offers.filter((o) => o.from === "us");
    expect(ours.length).toBe(2);
    // The other stays where it was.
    expect(await lund.getByLabel(`Send the offer on ${second?.number}`).count()).toBe(1);
  });

  test("at auto it says before what it would do, and then the guest of an open room sees the counter", async () => {
    const second = cases[1];
    const id = second?.case ?? "";
    await owner.goto(`/cases/${id}?tab=negotiate`);
    const rooms = owner.getByRole("region", { name: "Rooms" });
    await rooms.getByRole("button", { name: "Ask somebody in" }).click();
    const form = owner.getByRole("form", { name: "Ask somebody in" });
    await form.getByLabel("Name").fill("P. Ott");
    await form.getByRole("button", { name: "Open the room" }).click();
    const [link, passcode] = [
      await rooms.getByLabel("Link").inputValue(),
      await rooms.getByLabel("Passcode").inputValue(),
    ];
    await guest.goto(link);
    await guest.getByLabel("Passcode").fill(passcode);
    await guest.getByRole("button", { name: "Come in" }).click();
    await guest.getByRole("heading", { name: "Offers" }).waitFor();
    await turns("auto");
    await owner.getByText(/it would make 1 offer now/).waitFor();
    await keeps();
    await expect
      .poll(async () => (await talksOf(id)).offers.filter((o) => o.from === "us").length, { timeout: 30_000 })
      .toBe(2);
    const made = (await talksOf(id)).offers.findLast((o) => o.from === "us");
    const said = showUsd(usd(made?.amount ?? "0.00")).replace(/\.00$/, "");
    await guest.reload();
    await guest.getByText(said).first().waitFor();
    await lund.goto("/approvals?state=ready");
    await lund.getByRole("heading", { name: "Made by Parley itself" }).waitFor();
    await lund
      .getByRole("link", { name: second?.number ?? "" })
      .first()
      .waitFor();
  });

  test("the stop keeps the next one from leaving", async () => {
    const id = cases[1]?.case ?? "";
    await owner.goto("/settings?part=authority");
    await owner.getByLabel("Stop all offers").check();
    await keeps();
    const { asOf, offers } = await talksOf(id);
    const theirs = offers.findLast((o) => o.from === "them")?.amount ?? "100.00";
    const more = formatUsd(((usd(theirs) * 11n) / 10n) as ReturnType<typeof usd>);
    await act(lund, id, { type: "log offer", from: "them", amount: more, made: asOf, way: "email" });
    // So long as a round takes to come, several times over.
    await owner.waitForTimeout(3_000);
    expect((await talksOf(id)).offers.filter((o) => o.from === "us").length).toBe(2);
    expect(j.complaints.splice(0)).toEqual([]);
  });
});
