import { afterAll, beforeAll, expect, test } from "vitest";
import { FILE_KINDS as KNOWN } from "#case/event-lists.ts";
import { claim } from "#claim/invented.ts";
import { FILE_KINDS } from "#web/pages/case/file-kinds.ts";
import { openCase } from "./desk.ts";
import { type Browser, firstOf, firstOwner, type TestServer, testServer } from "./server.ts";

/** What the Documents tab lets a person choose, put to a real server as the tab puts it. */

let server: TestServer;
let owner: Browser;
let caseId = "";

beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  const { org, client } = await firstOf(server);
  const given = { claim: claim("FK-1", ["99285 1000.00 c=A1 on=2026-09-01"]) };
  ({ caseId } = await openCase({ desk: server.open.desk, org }, client, given));
});
afterAll(() => server.close());

const attach = async (kind: string): Promise<Response> => {
  const { row } = (await (await owner.get(`/v1/cases/${caseId}`)).json()) as { row: { version: number } };
  const query = new URLSearchParams({ name: `${kind}.txt`, kind, saw: String(row.version) });
  return await server.ask(`/v1/cases/${caseId}/files?${query}`, {
    method: "PUT",
    headers: {
      ...owner.headers,
      "content-type": "application/octet-stream",
      "idempotency-key": crypto.randomUUID(),
    },
    body: `a file: ${kind}`,
  });
};

test.each(FILE_KINDS)("$name is attached and comes back as what it was called", async ({ value }) => {
  const answer = await attach(value);
  expect(answer.status, await answer.clone().text()).toBe(201);
  const { files } = (await answer.json()) as { files: readonly { name: string; kind: string }[] };
  expect(files.find((f) => f.name === `${value}.txt`)?.kind).toBe(value);
});

test("the tab offers every kind there is, each once", () => {
  expect(FILE_KINDS.map((k) => k.value).sort()).toEqual([...KNOWN].sort());
  expect(new Set(FILE_KINDS.map((k) => k.name)).size).toBe(KNOWN.length);
});

test.each(["card", "proof", "", "toString"])('"%s" is no kind, and nothing is attached', async (kind) => {
  const answer = await attach(kind);
  expect([400, 422]).toContain(answer.status);
  expect(answer.headers.get("content-type")).toMatch(/problem\+json/);
});
