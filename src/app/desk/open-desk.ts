import { existsSync } from "node:fs";
import { join } from "node:path";
import { now, today } from "#app/clock.ts";
import { makeHome } from "#app/home.ts";
import type { Books } from "#price/book.ts";
import { openBooks } from "#rates/shelf.ts";
import { type DataKey, derive, type MasterKey, openMasterKey } from "#store/keys.ts";
import { KeyRing } from "#store/keys-ring.ts";
import { Outage } from "#store/outage.ts";
import { openText, type SealKey, sealText } from "#store/seal.ts";
import { openEmbedded, openPostgres, type Store } from "#store/store.ts";
import { Vault } from "#store/vault.ts";
import { filesIn, keysIn } from "#store/vault-folders.ts";
import { Background } from "./background.ts";
import type { Desk, News } from "./desk.ts";
import { mapKeeper } from "./map-keeper.ts";
import { renewMap } from "./map-renewal.ts";
import type { NewsWire } from "./news-wire.ts";

/** Plain bytes of one stored file: the largest archive a clearing house is known to send, four times over. */
const FILE_MAX = 2 * 1024 ** 3;

export interface Place {
  /** PARLEY_HOME. */
  readonly home: string;
  /** The demo has a folder and a key of its own, so that invented claims and real ones never meet. */
  readonly demo: boolean;
  /** The visitor of the demo finds some cases worked already. */
  readonly worked?: boolean;
  readonly booksDir: string;
  /** DATABASE_URL; the demo never uses it. */
  readonly databaseUrl: string | undefined;
  /** PARLEY_KEY. */
  readonly masterKey: string | undefined;
}

/** Small secrets of an organization in text that may be stored, such as that of an identity provider. */
export interface Secrets {
  seal(org: string, place: string, plain: string): string;
  open(org: string, place: string, sealed: string): string;
}

/** An open store with its keys, and what it was opened from. */
export interface OpenDesk {
  readonly desk: Desk;
  /** This moment. */
  readonly now: () => string;
  readonly demo: boolean;
  readonly worked: boolean;
  /** Holds the database, unless that is a server's, and files and keys. */
  readonly dataDir: string;
  /** Folder of the price books. */
  readonly booksDir: string;
  readonly master: MasterKey;
  /** Where the master key is, in words. */
  readonly keySource: string;
  readonly secrets: Secrets;
  /** Gives an organization its key; once, when it is made. */
  readonly makeKey: (org: string) => void;
  /** Secret of the sign-in, made of the master key. */
  readonly signInSecret: string;
  /** The price books changed: the next look opens them anew. */
  readonly forgetBooks: () => void;
  /** What is done unasked, once a server begins it. */
  readonly background: Background;
  /** Calls `hear` for all news until the desk is closed. */
  readonly listen: (hear: (org: string, news: News) => void) => void;
  close(): Promise<void>;
}

const sealKey = (key: DataKey): SealKey => ({ id: key.id, secret: key.secret, purpose: `setting ${key.org}` });

/** Opens the store at a place, made at the first start. Throws an Outage that says what is in the way. */
export async function openDesk(place: Place): Promise<OpenDesk> {
  makeHome(place.home);
  const name = place.demo ? "demo" : "data";
  const dataDir = join(place.home, name);
  const opened = openMasterKey({
    given: place.demo ? undefined : place.masterKey,
    file: join(place.home, `${name}.key`),
    dataDir,
    isFirstStart: !existsSync(join(dataDir, "pg")) && !existsSync(keysIn(dataDir)),
  });
  if (!opened.ok) throw new Outage(opened.error.code, opened.error.sentence, "no");
  const { key: master, source: keySource } = opened.value;
  const ring = new KeyRing(keysIn(dataDir), master);
  ring.proveAll();
  const url = place.demo ? undefined : place.databaseUrl;
  const store = await (url === undefined ? openEmbedded(dataDir, { now }) : openPostgres(url, { now }));
  const wire = await wireOf(url, store);
  const signInSecret = derive(master.secret, "parley-sign-in-1").export().toString("base64url");
  return {
    ...over(store, ring, { dataDir, place, wire }),
    now,
    demo: place.demo,
    worked: place.worked === true,
    dataDir,
    booksDir: place.booksDir,
    master,
    keySource,
    signInSecret,
  };
}

type Over = Omit<
  OpenDesk,
  "now" | "demo" | "worked" | "dataDir" | "booksDir" | "master" | "keySource" | "signInSecret"
>;

/** To the other servers of the same database; an embedded store has none. */
interface Wire {
  readonly tell: NewsWire["tell"];
  readonly ears: ((org: string, news: News) => void)[];
  close(): Promise<void>;
}

async function wireOf(url: string | undefined, store: Store): Promise<Wire> {
  const ears: Wire["ears"] = [];
  if (url === undefined) return { tell: () => {}, ears, close: async () => {} };
  try {
    const { newsWire } = await import("./news-wire.ts");
    const wire = await newsWire(url, (org, news) => {
      for (const hear of ears) hear(org, news);
    });
    return { ...wire, ears };
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface Around {
  readonly dataDir: string;
  readonly place: Place;
  readonly wire: Wire;
}

function over(store: Store, ring: KeyRing, { dataDir, place, wire }: Around): Over {
  let books: Books | undefined;
  const ears: ((org: string, news: News) => void)[] = [];
  const desk: Desk = {
    store,
    home: place.home,
    today,
    books: () => {
      books ??= openBooks(place.booksDir).books;
      return books;
    },
    vault: async (org) => new Vault({ dir: filesIn(dataDir), key: ring.of(org), fileMax: FILE_MAX }),
    tell: (org, news) => {
      for (const hear of ears) hear(org, news);
      // Who evaluated draws the map, and then tells everybody of that.
      if (news.topic !== "evaluated") wire.tell(org, news);
    },
  };
  // A map that could not be drawn is drawn again at the next change; the page says how old it is.
  const maps = mapKeeper(
    (org, client) => renewMap(desk, { org, clients: [client] }, client),
    () => {},
  );
  ears.push((org, news) => maps.hear(org, news));
  const forgetBooks = (): void => {
    books = undefined;
  };
  const background = new Background(desk, forgetBooks);
  return {
    desk,
    secrets: {
      seal: (org, where, plain) => sealText(sealKey(ring.of(org)), where, plain),
      open: (org, where, sealed) => openText(sealKey(ring.of(org)), where, sealed),
    },
    makeKey: (org) => {
      ring.make(org);
    },
    forgetBooks,
    background,
    listen: (hear) => {
      ears.push(hear);
      // What another server did is told, and not done again: it draws its maps itself.
      wire.ears.push(hear);
    },
    close: async () => {
      await background.stop();
      await maps.stop();
      await wire.close();
      await store.close();
    },
  };
}
