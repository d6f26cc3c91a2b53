import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { post } from "./webhook-send.ts";

/** One message on its way, to names that mean several addresses. */

let receiver: Server;
let port = 0;
const heard: string[] = [];

beforeAll(async () => {
  receiver = createServer((asked, said) => {
    let body = "";
    asked.on("data", (part) => {
      body += part;
    });
    asked.on("end", () => {
      heard.push(`${asked.headers.host} ${body}`);
      said.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  port = (receiver.address() as AddressInfo).port;
});
afterAll(() => receiver.close());

const sent = (inside: boolean, ...ips: readonly string[]) =>
  post({
    ...{ address: `http://hooks.example.org:${port}/in`, body: "{}", headers: {}, inside },
    resolve: async () => ips.map((address) => ({ address, family: 4 })),
  });

test("a further address takes it where the first does not answer, under the name and once", async () => {
  expect(await sent(true, "127.0.0.2", "127.0.0.3", "127.0.0.1")).toMatchObject({ status: 204, fault: null });
  expect(heard).toEqual([`hooks.example.org:${port} {}`]);
});

test("none that answers is said in the system's word", async () => {
  expect(await sent(true, "127.0.0.2", "127.0.0.3")).toMatchObject({ status: null, fault: "ECONNREFUSED" });
});

test("addresses of the server's own network are refused as before, and nothing is sent", async () => {
  heard.length = 0;
  const to = { address: "https://hooks.example.org/in", body: "{}", headers: {}, inside: false };
  const refused = await post({ ...to, resolve: async () => [{ address: "127.0.0.1", family: 4 }] });
  expect(refused).toMatchObject({ status: null, fault: "the name means an address of the server's own network" });
  expect(heard).toEqual([]);
});
