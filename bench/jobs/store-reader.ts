import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

/**
 * Asks for cases by their key fifty times a second until its input ends, then says how long each took: from the moment it
 * was due, so that waiting counts. A process of its own, so that it waits for nobody but the server.
 */

const EVERY_MS = 20;
/** What an answer that is no case counts as. */
const REFUSED_MS = 60_000;

const [origin = "", cookie = "", ids = ""] = process.argv.slice(2);
const keys = ids.split(",");
const agent = new Agent({ keepAlive: true });

const readOne = (n: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request(`${origin}/v1/cases/${keys[n % keys.length]}`, { agent, headers: { cookie } }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode === 200));
    });
    asked.once("error", () => resolve(false));
    asked.end();
  });

const began = performance.now();
const times: number[] = [];
const running: Promise<void>[] = [];
let [due, refused] = [0, 0];
const timer = setInterval(() => {
  for (const now = performance.now(); began + due * EVERY_MS <= now; due++) {
    const at = began + due * EVERY_MS;
    running.push(
      readOne(due).then((good) => {
        if (!good) refused += 1;
        times.push(good ? performance.now() - at : REFUSED_MS);
      }),
    );
  }
}, 4);
process.stdin.resume();
process.stdin.once("end", async () => {
  clearInterval(timer);
  await Promise.all(running);
  agent.destroy();
  times.sort((a, b) => a - b);
  const share = (p: number): number => times[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0;
  const said = { reads: times.length, refused, p50: share(0.5), p99: share(0.99), most: times.at(-1) ?? 0 };
  process.stdout.write(`${JSON.stringify(said)}\n`);
});
