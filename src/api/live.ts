import type { z } from "@hono/zod-openapi";
import type { News } from "#app/desk/desk.ts";
import type { Principal } from "#store/principal.ts";
import type { liveEvent } from "./contract/settings.ts";
import { HERE_SECONDS, type Here, Presence, type Room } from "./presence.ts";
import { Refused } from "./refused.ts";

/** Who looks right now, and what is told to them: keys and counts of clients they work for, as server-sent events. */

type LiveEvent = z.input<typeof liveEvent>;

const HEARTBEAT_MS = 20_000;
/** A window that is open in this many places is a program gone wrong. */
const STREAMS_OF_ONE = 12;
/** Events that wait for a reader; who is further behind is cut off, comes back, and reads afresh. */
const WAITING_MAX = 500;

const bytes = new TextEncoder();

/** Whose case a stream of a room is about. */
interface OfRoom {
  readonly org: string;
  readonly room: string;
  readonly caseId: string;
}

interface Ear {
  /** A person of the organization, or the guest of a room. */
  readonly of: { readonly principal: Principal } | OfRoom;
  readonly send: (text: string) => void;
  readonly end: () => void;
}

type ToldNews = Exclude<News, { topic: "here" | "evaluated" }>;

const eventOf = (news: ToldNews): LiveEvent => {
  switch (news.topic) {
    case "import": {
      const { topic, import: batch, stage, done, of, state } = news;
      return { topic, import: batch, stage, done, of, state };
    }
    case "cases":
      return { topic: "cases", cases: news.cases.map((c) => ({ ...c })), by: news.by };
    case "deciding": {
      const { topic, client, why, done, of } = news;
      return { topic, client, why, done, of };
    }
    case "map":
      return { topic: "map" };
  }
};

const reaches = ({ org, clients }: Principal, ofOrg: string, client: string): boolean =>
  org === ofOrg && (clients === "all" || clients.includes(client));

const versionFor = ({ org, caseId }: OfRoom, ofOrg: string, event: LiveEvent): number | undefined =>
  org === ofOrg && event.topic === "cases" ? event.cases.find((c) => c.case === caseId)?.version : undefined;

export class LiveHub {
  private readonly ears = new Set<Ear>();
  private readonly presence = new Presence();
  private readonly nowMs: () => number;
  private readonly sweeper: NodeJS.Timeout;

  /** `now` gives this moment. */
  constructor(now: () => string) {
    this.nowMs = () => Date.parse(now());
    const sweep = (): void => {
      for (const room of this.presence.sweep(this.nowMs())) this.show(room);
    };
    this.sweeper = setInterval(sweep, HERE_SECONDS * 1_000);
    this.sweeper.unref();
  }

  /** Tells everybody whom it concerns. Never throws. */
  tell(org: string, news: News): void {
    if (news.topic === "evaluated") return;
    if (news.topic !== "here") {
      this.send(org, news.client, eventOf(news));
      return;
    }
    const room = this.presence.hear(org, news, this.nowMs());
    if (room !== undefined) this.show(room);
  }

  /** Who is on a case, in whatever server. */
  on(caseId: string): readonly Here[] {
    return this.presence.on(caseId);
  }

  private show({ org, client, case: id, who }: Room): void {
    this.send(org, client, { topic: "here", case: id, who: who.map((w) => ({ ...w })) });
  }

  private send(org: string, client: string, event: LiveEvent): void {
    const text = `event: ${event.topic}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const ear of [...this.ears]) {
      if ("principal" in ear.of) {
        if (reaches(ear.of.principal, org, client)) ear.send(text);
        continue;
      }
      const version = versionFor(ear.of, org, event);
      // A guest is told that their case is another one now, and nothing of what or who.
      if (version !== undefined) ear.send(`event: room\ndata: ${JSON.stringify({ version })}\n\n`);
    }
  }

  /** How many streams are open. */
  get open(): number {
    return this.ears.size;
  }

  /**
   * A stream for one who looks. `isStillIn` is asked at every heartbeat, and a no ends the stream. Throws Refused when the
   * person has too many.
   */
  listen(principal: Principal, isStillIn: () => Promise<boolean>): Response {
    return this.stream({ principal }, (e) => "principal" in e && e.principal.person === principal.person, isStillIn);
  }

  /** The same for the guest of a room, who hears of one case. */
  listenInRoom(of: OfRoom, isStillIn: () => Promise<boolean>): Response {
    return this.stream(of, (e) => "room" in e && e.room === of.room, isStillIn);
  }

  private stream(of: Ear["of"], isMine: (of: Ear["of"]) => boolean, isStillIn: () => Promise<boolean>): Response {
    const mine = [...this.ears].filter((e) => isMine(e.of)).length;
    if (mine >= STREAMS_OF_ONE) throw new Refused("too-many", "Parley is open in too many windows. Close some.", 60);
    let ear: Ear | undefined;
    const forget = (): void => {
      if (ear !== undefined) this.ears.delete(ear);
      clearInterval(beat);
    };
    let beat: NodeJS.Timeout | undefined;
    const stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const end = (): void => {
            forget();
            try {
              controller.close();
            } catch {
              // The reader closed it first.
            }
          };
          const send = (text: string): void => {
            if ((controller.desiredSize ?? 0) < -WAITING_MAX) {
              end();
              return;
            }
            try {
              controller.enqueue(bytes.encode(text));
            } catch {
              // Closed while a heartbeat was asked for: nobody reads any more.
              forget();
            }
          };
          ear = { of, send, end };
          this.ears.add(ear);
          // The first line tells the window that it is connected; after a cut it comes back in three seconds.
          send("retry: 3000\n: here\n\n");
          beat = setInterval(() => {
            isStillIn().then(
              (still) => (still ? send(": here\n\n") : end()),
              () => end(),
            );
          }, HEARTBEAT_MS);
          beat.unref();
        },
        cancel: forget,
      },
      { highWaterMark: 16 },
    );
    return new Response(stream, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
    });
  }

  /** Ends every stream; their windows come back when the server does. */
  close(): void {
    clearInterval(this.sweeper);
    for (const ear of [...this.ears]) ear.end();
  }
}
