import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { Outage } from "./outage.ts";

/**
 * Words between the servers of one PostgreSQL database, by LISTEN and NOTIFY on a connection of its own. Nothing of it is
 * kept: what is told while a server is away is not heard there, so only what a look at the database would tell as well may
 * be told. Texts hold keys, counts and the names of staff, never a patient's, for a log of the database may hold them.
 */

/** PostgreSQL takes payloads below 8,000 bytes. */
export const TEXT_MAX = 7_900;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const CONNECT_MS = 10_000;
/** Texts that wait for a slow server; more are not told. */
const WAITING_MAX = 1_000;

export class Broadcast {
  private readonly url: string;
  private readonly channel: string;
  private readonly hear: (text: string) => void;
  /** Tells what this process told from what others did. */
  private readonly self = randomUUID();
  private client: Client | undefined;
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;
  private again: NodeJS.Timeout | undefined;
  private isClosed = false;

  private constructor(url: string, channel: string, hear: (text: string) => void) {
    this.url = url;
    this.channel = channel;
    this.hear = hear;
  }

  /** Begins to listen; `hear` is called with what other processes tell and must not throw. Throws an Outage. */
  static async open(url: string, channel: string, hear: (text: string) => void): Promise<Broadcast> {
    const broadcast = new Broadcast(url, channel, hear);
    try {
      await broadcast.connect();
    } catch {
      throw new Outage("database-unreachable", "The PostgreSQL server of DATABASE_URL does not answer.", "safe");
    }
    return broadcast;
  }

  /** Tells every other process that listens. Never throws; what cannot be told now is not told. */
  tell(text: string): void {
    const payload = `${this.self} ${text}`;
    const { client } = this;
    if (client === undefined || Buffer.byteLength(payload) > TEXT_MAX || this.waiting >= WAITING_MAX) return;
    this.waiting += 1;
    this.last = this.last
      .then(() => client.query("SELECT pg_notify($1, $2)", [this.channel, payload]))
      .catch(() => {})
      .then(() => {
        this.waiting -= 1;
      });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.again);
    const { client } = this;
    this.client = undefined;
    await this.last;
    await client?.end().catch(() => {});
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: CONNECT_MS, keepAlive: true });
    // Without an ear for it a lost connection would end the process.
    client.on("error", () => this.lost(client, FIRST_WAIT_MS));
    client.on("end", () => this.lost(client, FIRST_WAIT_MS));
    client.on("notification", ({ payload = "" }) => {
      const cut = payload.indexOf(" ");
      if (payload.slice(0, cut) !== this.self) this.hear(payload.slice(cut + 1));
    });
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
    if (this.isClosed) await client.end();
    else this.client = client;
  }

  private lost(client: Client, wait: number): void {
    if (this.isClosed || this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => {});
    this.retry(wait);
  }

  private retry(wait: number): void {
    this.again = setTimeout(() => {
      this.connect().catch(() => {
        if (!this.isClosed) this.retry(Math.min(wait * 2, LONGEST_WAIT_MS));
      });
    }, wait);
    this.again.unref();
  }
}
