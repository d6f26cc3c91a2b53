import type { News } from "#app/desk/desk.ts";

/**
 * Who is on which case right now, in whatever server: each window says it anew while it is open, and who says nothing for
 * a while is gone. Held in memory; after a restart it fills within one such while.
 */

export interface Here {
  readonly id: string;
  readonly initials: string;
}

/** A window that is open says so this often; two that are missed mean it is closed. */
export const HERE_SECONDS = 20;
const GONE_MS = HERE_SECONDS * 2_500;

type HereNews = Extract<News, { topic: "here" }>;

/** Who is on a case now. */
export interface Room {
  readonly org: string;
  readonly client: string;
  readonly case: string;
  readonly who: readonly Here[];
}

interface Kept {
  readonly org: string;
  readonly client: string;
  /** By person, with when they were last heard of. */
  readonly people: Map<string, { readonly who: Here; readonly at: number }>;
}

const whoIn = ({ people }: Kept): readonly Here[] => [...people.values()].map((p) => p.who);

export class Presence {
  private readonly cases = new Map<string, Kept>();

  /** What some news changed; undefined when all is as it was. */
  hear(org: string, { client, case: id, person, isHere }: HereNews, now: number): Room | undefined {
    const room = this.cases.get(id) ?? { org, client, people: new Map() };
    const was = room.people.has(person.id);
    if (isHere) room.people.set(person.id, { who: person, at: now });
    else room.people.delete(person.id);
    if (room.people.size === 0) this.cases.delete(id);
    else this.cases.set(id, room);
    return was === isHere ? undefined : { org, client, case: id, who: whoIn(room) };
  }

  /** Forgets who was not heard of for a while, and says which cases that changed. */
  sweep(now: number): readonly Room[] {
    const changed: Room[] = [];
    for (const [id, room] of this.cases) {
      const before = room.people.size;
      for (const [person, { at }] of room.people) if (now - at >= GONE_MS) room.people.delete(person);
      if (room.people.size === before) continue;
      if (room.people.size === 0) this.cases.delete(id);
      changed.push({ org: room.org, client: room.client, case: id, who: whoIn(room) });
    }
    return changed;
  }

  /** Who is on a case. */
  on(id: string): readonly Here[] {
    const room = this.cases.get(id);
    return room === undefined ? [] : whoIn(room);
  }
}
