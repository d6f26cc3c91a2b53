import { afterAll, beforeAll, expect, test } from "vitest";
import { answerHelp, listHelpAnswers } from "#api/contract/help.ts";
import { Refused } from "#api/refused.ts";
import { ask } from "#test/asked.ts";
import { openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** What people say of the help, asked of the handlers over a real store. */

let at: TestDesk;
let roy: TestPerson;
let reader: TestPerson;
let one: TestPerson;

beforeAll(async () => {
  at = await openTestDesk();
  roy = await at.person("Ines Roy", "director");
  reader = await at.person("Rea Donly", "read-only");
  one = await at.person("One Client", "director", [at.clients[0] ?? ""]);
});
afterAll(() => at.close());

const say = (who: TestPerson, article: string, helped: boolean, words?: string) =>
  ask(at, who, "answerHelp", { body: { article, helped, ...(words === undefined ? {} : { words }) } });

test("answers are counted by article with their words, each person's last one alone", async () => {
  expect(await say(reader, "the-queue", false, "Nothing of snoozing")).toEqual({ article: "the-queue", helped: false });
  await say(one, "the-queue", false);
  await say(one, "first-import", true, "Clear");
  await say(roy, "first-import", false, "It was long");
  await say(roy, "first-import", true);
  const answer = await ask(at, roy, "listHelpAnswers");
  expect(listHelpAnswers.responses[200].content["application/json"].schema.safeParse(answer).error).toBeUndefined();
  const said = answer.rows.map(({ article, yes, no, said }: { article: string; yes: number; no: number; said: [] }) => [
    article,
    yes,
    no,
    said.map(({ words, by }: { words: string; by: string }) => `${by}: ${words}`),
  ]);
  expect(said).toEqual([
    ["the-queue", 0, 2, ["Rea Donly: Nothing of snoozing"]],
    ["first-import", 2, 0, ["One Client: Clear"]],
  ]);
});

test("an answer is no view of the queue", async () => {
  await say(reader, "rights", true);
  expect((await ask(at, reader, "listViews")).rows).toEqual([]);
});

test("who works for one client answers, and does not read what everybody said", async () => {
  const thrown = await ask(at, one, "listHelpAnswers").catch((e: unknown) => e);
  expect(thrown).toBeInstanceOf(Refused);
  expect((thrown as Refused).type).toBe("not-allowed");
});

test.each([
  ["an article that is no word", { article: "../x", helped: true }],
  ["no answer", { article: "rights" }],
  ["words without end", { article: "rights", helped: true, words: "x".repeat(501) }],
])("%s is refused", (_, body) => {
  const { schema } = answerHelp.request.body.content["application/json"];
  expect(schema.safeParse(body).success).toBe(false);
});
