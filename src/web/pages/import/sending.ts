import { useSyncExternalStore } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { ApiProblem, problemFrom } from "#web/data/problem.ts";
import type { Dropped } from "./dropped.ts";

/**
 * Files on their way to the server. Kept outside the page, so that going to another page stops nothing; once all are
 * there the server reads them by itself, and the window may be closed.
 */
export interface Sent {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: "waiting" | "sending" | "there" | "refused";
  readonly because?: string;
}

export interface Sending {
  /** The import they belong to, once it is open. */
  readonly import?: string;
  readonly files: readonly Sent[];
  readonly state: "idle" | "sending" | "reading";
  readonly problem?: ApiProblem;
}

const IDLE: Sending = { files: [], state: "idle" };
const AT_ONCE = 3;

let now: Sending = IDLE;
let last = 0;
const hearing = new Set<() => void>();

function put(next: Sending): void {
  now = next;
  for (const hear of hearing) hear();
}

function subscribe(hear: () => void): () => void {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
}

export const useSending = (): Sending => useSyncExternalStore(subscribe, () => now);
export const forgetSending = (): void => put(IDLE);

const change = (key: number, to: Partial<Sent>): void =>
  put({ ...now, files: now.files.map((f) => (f.key === key ? { ...f, ...to } : f)) });

/** Gives one file. XMLHttpRequest, because fetch does not tell how much of a body has gone. */
function give(into: string, { name, file }: Dropped, tell: (sent: number) => void): Promise<Answer<"addFile">> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/v1/imports/${into}/files?name=${encodeURIComponent(name.slice(-500))}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-requested-with", "parley");
    request.setRequestHeader("idempotency-key", newKey()["idempotency-key"]);
    request.responseType = "json";
    request.upload.onprogress = (event) => tell(event.loaded);
    request.onload = () => {
      if (request.status < 300) resolve(request.response as Answer<"addFile">);
      else reject(problemFrom(request.response, new Response(null, { status: request.status })));
    };
    request.onerror = () => reject(problemFrom(undefined, undefined));
    request.send(file);
  });
}

const sentence = (thrown: unknown): string =>
  thrown instanceof ApiProblem ? (thrown.said.detail ?? `${thrown.said.title}.`) : "It could not be read here.";

async function giveNext(into: string, waiting: { key: number; of: Dropped }[]): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { key, of } = next;
    change(key, { state: "sending" });
    try {
      await give(into, of, (sent) => change(key, { sent }));
      change(key, { state: "there", sent: of.file.size });
    } catch (thrown) {
      change(key, { state: "refused", because: sentence(thrown) });
    }
  }
}

const open = (client: string, samples: boolean) =>
  answered(api.POST("/v1/imports", { params: { header: newKey() }, body: { client, samples } }));

const start = (id: string) =>
  answered(api.POST("/v1/imports/{import}/start", { params: { path: { import: id }, header: newKey() } }));

/** Sends files into a new import of a client and has them read. Gives its id, or undefined when it was refused. */
export async function send(client: string, dropped: readonly Dropped[], samples = false): Promise<string | undefined> {
  const waiting = dropped.map((of) => ({ key: ++last, of }));
  const files = waiting.map(({ key, of }) => ({
    key,
    name: of.name,
    bytes: of.file.size,
    sent: 0,
    state: "waiting" as const,
  }));
  put({ files, state: "sending" });
  try {
    const { id } = await open(client, samples);
    put({ ...now, import: id });
    await Promise.all(Array.from({ length: AT_ONCE }, () => giveNext(id, waiting)));
    const isEmpty = !samples && now.files.every((f) => f.state === "refused");
    if (isEmpty) return void put({ ...now, state: "reading" });
    await start(id);
    put({ ...now, state: "reading" });
    return id;
  } catch (thrown) {
    put({ ...now, state: "idle", problem: thrown instanceof ApiProblem ? thrown : problemFrom(undefined, undefined) });
    return undefined;
  }
}
