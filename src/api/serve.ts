import { randomInt } from "node:crypto";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { faultsOf, verifyChains } from "#app/audit.ts";
import { AutonomyRounds } from "#app/desk/autonomy-rounds.ts";
import { type Chore, HOUR_SECONDS } from "#app/desk/background.ts";
import { resumeImports } from "#app/desk/import.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import { keepChecked } from "#app/desk/record-checked.ts";
import type { RoundsTiming } from "#app/desk/rounds.ts";
import { isEmpty } from "#app/desk/sign-in.ts";
import { resumeUndone } from "#app/desk/undo-import.ts";
import { WebhookRounds, type WebhookTiming } from "#app/desk/webhook-rounds.ts";
import { LocalDoorkeeper } from "#app/local-door.ts";
import { Outage } from "#store/outage.ts";
import { Cursors } from "./cursor.ts";
import type { Hall } from "./handler.ts";
import { Idempotency } from "./idempotency.ts";
import { type Allowances, Limits, USUAL_ALLOWANCES } from "./limits.ts";
import { LiveHub } from "./live.ts";
import type { Log } from "./log.ts";
import { appOf } from "./server.ts";
import { SignIn } from "./sign-in/sign-in.ts";

/** The port looked for first when none is named. */
const PORT_FIRST = 4177;
const PORTS = 50;
/** How long open requests may take to end once the server is asked to stop. */
const DRAIN_MS = 10_000;

export interface ServeOptions {
  readonly open: OpenDesk;
  readonly log: Log;
  readonly version: string;
  /** Folder of the built window. */
  readonly site: string;
  /** PORT; the first free one from 4177 when absent, and any free one when 0. */
  readonly port: number | undefined;
  /** PARLEY_LISTEN: the address to listen on; this machine alone when absent. */
  readonly listen: string | undefined;
  /** PARLEY_URL: where it is reached through a proxy. */
  readonly publicUrl: string | undefined;
  /** PARLEY_WEBHOOKS_INSIDE: webhooks may go to the server's own network. A demo's may. */
  readonly webhooks?: WebhookTiming;
  /** For tests. */
  readonly autonomy?: RoundsTiming;
  readonly allowances?: Allowances;
}

/** A server that answers. */
export interface Running {
  /** `http://127.0.0.1:4177` */
  readonly address: string;
  readonly port: number;
  /** To make the first owner with; undefined when there is one, and in a demo. */
  readonly setupCode: string | undefined;
  /** Ends open streams, lets open requests end, and closes; the store stays open. */
  stop(): Promise<void>;
}

/** Letters and digits that are not mistaken for each other. */
const CODE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const signs = (n: number): string => Array.from({ length: n }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join("");

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((ready, fail) => {
    server.once("error", fail);
    server.listen({ port, host }, () => {
      server.off("error", fail);
      ready();
    });
  });
}

/** Listens on the port that is named, else on the first that is free. Throws an Outage. */
async function listen(server: Server, port: number | undefined, host: string): Promise<number> {
  const wanted = port === undefined ? Array.from({ length: PORTS }, (_, i) => PORT_FIRST + i) : [port];
  for (const p of wanted) {
    try {
      await listenOn(server, p, host);
      const at = server.address();
      return typeof at === "object" && at !== null ? at.port : p;
    } catch (error) {
      if (codeOf(error) === "EADDRINUSE" && port === undefined) continue;
      const why = codeOf(error) === "EADDRINUSE" ? "is taken" : "cannot be used";
      throw new Outage("port-taken", `The port ${p} on ${host} ${why}. Set PORT to another.`, "no");
    }
  }
  throw new Outage(
    "port-taken",
    `The ports ${PORT_FIRST} to ${PORT_FIRST + PORTS - 1} are taken. Set PORT to another.`,
    "no",
  );
}

/** Headers and bodies that never end do not hold a place for ever. */
function limitTimes(server: Server): void {
  server.headersTimeout = 15_000;
  server.requestTimeout = 30 * 60_000;
  server.keepAliveTimeout = 10_000;
  server.maxRequestsPerSocket = 10_000;
}

/** Addresses that mean every address of this machine, and the one it is reached at from itself. */
const NEAR: ReadonlyMap<string, string> = new Map([
  ["0.0.0.0", "127.0.0.1"],
  ["::", "::1"],
]);

const addressAt = (host: string, port: number): string => `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

/**
 * Forgets old answers, and reads the record of every organization once a day, so that the window says whether it is whole
 * before anybody asks.
 */
function choresOf(open: OpenDesk): readonly Chore[] {
  const { store } = open.desk;
  const idempotency = new Idempotency(store);
  return [
    { queue: "sweep", everySeconds: HOUR_SECONDS, isAtStart: true, run: () => idempotency.sweep(open.now()) },
    {
      queue: "audit",
      everySeconds: 24 * HOUR_SECONDS,
      run: async (signal) => {
        for (const found of await verifyChains(open, {}, { serves: true, signal }))
          await keepChecked(store, found.org, { intact: faultsOf(found) === 0, at: open.now() });
      },
    },
  ];
}

/** Serves an open store. Throws an Outage when no port can be had. */
export async function serve(options: ServeOptions): Promise<Running> {
  const { open, log, version, site, publicUrl } = options;
  const host = options.listen ?? "127.0.0.1";
  const live = new LiveHub(open.now);
  open.listen((org, news) => live.tell(org, news));
  const signIn = await SignIn.open(open, publicUrl);
  let setupCode = open.demo || !(await isEmpty(open.desk.store)) ? undefined : `${signs(4)}-${signs(4)}-${signs(4)}`;
  const webhooks = new WebhookRounds(open, { inside: open.demo, ...options.webhooks }, log.failed);
  const autonomy = new AutonomyRounds(open, log.failed, options.autonomy);
  const hall: Hall = {
    open,
    webhooks,
    autonomy,
    signIn,
    live,
    limits: new Limits(options.allowances ?? USUAL_ALLOWANCES),
    cursors: new Cursors(open.signInSecret),
    version,
    publicUrl,
    now: open.now,
    failed: (what, thrown) => log.failed(what, thrown),
    setupCode: () => setupCode,
    begun: () => {
      setupCode = undefined;
    },
  };
  const door = new LocalDoorkeeper(open.dataDir);
  const app = appOf({ hall, log, names: { publicUrl }, site, door });
  const server = createAdaptorServer({ fetch: app.fetch, hostname: host }) as Server;
  limitTimes(server);
  const port = await listen(server, options.port, host);
  const address = publicUrl ?? addressAt(host, port);
  // Before the lock says that somebody serves: who reads the lock finds the door.
  door.open(addressAt(NEAR.get(host) ?? host, port));
  open.desk.store.lock?.announce(address);
  // What was being taken back goes first: an import that went on beside it could stand on it.
  await resumeUndone(open.desk);
  await resumeImports(open.desk);
  open.background.begin(choresOf(open), log.failed);
  webhooks.begin();
  autonomy.begin();
  return {
    address,
    port,
    setupCode,
    stop: async () => {
      door.close();
      live.close();
      await Promise.all([closed(server), open.background.stop(), webhooks.stop(), autonomy.stop()]);
    },
  };
}

/** Takes no more requests, waits for those that run, and cuts off what does not end. */
async function closed(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });
}
