import { z } from "zod";
import { Broadcast } from "#store/broadcast.ts";
import type { News as AllNews } from "./desk.ts";

/** News between the servers of one PostgreSQL, so that a browser of one sees what happened in another. */

const CHANNEL = "parley_news";

/** What the other servers are told. */
type News = Exclude<AllNews, { topic: "evaluated" }>;

/** Cases of one text: what PostgreSQL takes at once, with room to spare. */
const CASES = 80;

const id = z.uuid();
const news: z.ZodType<News> = z.discriminatedUnion("topic", [
  z.object({
    topic: z.literal("import"),
    client: id,
    import: id,
    stage: z.string(),
    done: z.number(),
    of: z.number(),
    state: z.string(),
  }),
  z.object({
    topic: z.literal("cases"),
    client: id,
    cases: z.array(z.object({ case: id, version: z.int() })),
    by: z.string(),
  }),
  z.object({ topic: z.literal("deciding"), client: id, why: z.string(), done: z.number(), of: z.number() }),
  z.object({ topic: z.literal("map"), client: id }),
  z.object({
    topic: z.literal("here"),
    client: id,
    case: id,
    person: z.object({ id, initials: z.string() }),
    isHere: z.boolean(),
  }),
]);
const told = z.object({ org: id, news });

/** News as texts that are short enough: many cases are told in several. */
function* textsOf(org: string, of: News): Generator<string> {
  if (of.topic !== "cases") yield JSON.stringify({ org, news: of });
  else
    for (let i = 0; i < of.cases.length; i += CASES)
      yield JSON.stringify({ org, news: { ...of, cases: of.cases.slice(i, i + CASES) } });
}

export interface NewsWire {
  tell(org: string, news: News): void;
  close(): Promise<void>;
}

/** Joins the servers of a database. `hear` gets what the others tell. Throws an Outage. */
export async function newsWire(url: string, hear: (org: string, news: News) => void): Promise<NewsWire> {
  const broadcast = await Broadcast.open(url, CHANNEL, (text) => {
    const read = told.safeParse(jsonOf(text));
    // A server of another version may tell what this one does not know.
    if (read.success) hear(read.data.org, read.data.news);
  });
  return {
    tell: (org, of) => {
      for (const text of textsOf(org, of)) broadcast.tell(text);
    },
    close: () => broadcast.close(),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
