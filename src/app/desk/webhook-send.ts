import { type ClientRequest, type IncomingMessage, request as overHttp, type RequestOptions } from "node:http";
import { request as overHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { performance } from "node:perf_hooks";
import { type Host, hostsOf, type Resolve, webhookAddress } from "./webhook-address.ts";

/** One message on its way to an address, and what came of it. */

const TIMEOUT_MS = 10_000;
/** Of an answer nothing is kept; more of it than this ends the connection. */
const ANSWER_MAX = 65_536;

/** What came of one sending. */
export interface Sent {
  readonly status: number | null;
  readonly fault: string | null;
  readonly tookMs: number;
}

/** Whether it was taken, by its number of HTTP. */
export const isTaken = ({ status }: Sent): boolean => status !== null && status >= 200 && status < 300;

/** An address of the name that does not connect within this gives way to the next. */
const CONNECT_MS = 2_000;

export interface Letter {
  readonly address: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether http and the server's own network may be sent to. */
  readonly inside: boolean;
  /** What a name means; that of this machine where it is not said. */
  readonly resolve?: Resolve;
}

/** To what was checked, whatever the name means by now: the connection tries one after the other. */
const lookupOf =
  (hosts: readonly Host[]): LookupFunction =>
  (_name, options, told) => {
    const [first] = hosts;
    if (options.all === true) told(null, [...hosts]);
    else told(null, first?.address ?? "", first?.family);
  };

/** The number of the answer once all of it has come; more of it than `ANSWER_MAX` ends the connection. */
const numberOf = (answer: IncomingMessage): Promise<number | null> =>
  new Promise((done) => {
    let length = 0;
    answer.on("data", (part: Buffer) => {
      length += part.length;
      if (length > ANSWER_MAX) answer.destroy();
    });
    answer.on("close", () => done(answer.statusCode ?? null));
  });

const answerTo = (asked: ClientRequest, body: string): Promise<number | null> =>
  new Promise((done, failed) => {
    asked.on("response", (answer) => void numberOf(answer).then(done));
    asked.on("error", failed);
    asked.end(body);
  });

/** Posts a body to an address; never throws. */
export async function post({ address, body, headers, inside, resolve }: Letter): Promise<Sent> {
  const began = performance.now();
  const sent = (status: number | null, fault: string | null): Sent => ({
    ...{ status, fault },
    tookMs: Math.round(performance.now() - began),
  });
  const url = webhookAddress(address, inside);
  if (!url.ok) return sent(null, url.error);
  try {
    const hosts = await hostsOf(url.value, inside, resolve);
    const ask = url.value.protocol === "https:" ? overHttps : overHttp;
    const options: RequestOptions & { autoSelectFamily: boolean; autoSelectFamilyAttemptTimeout: number } = {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // No connection of before is used again: it would go to what the name meant then.
      agent: false,
      lookup: lookupOf(hosts),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: CONNECT_MS,
    };
    const status = await answerTo(ask(url.value, options), body);
    return sent(status, status === null ? "no answer" : null);
  } catch (thrown) {
    return sent(null, faultOf(thrown));
  }
}

/** A word for what went wrong on the way: the code of the system, or a sentence of ours. */
function faultOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "it could not be sent";
  if (thrown.name === "TimeoutError" || thrown.name === "AbortError")
    return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  return "code" in thrown && typeof thrown.code === "string" ? thrown.code : thrown.message;
}
