import { homedir } from "node:os";
import { join } from "node:path";

/** What the environment may set. Read once, here; everything else is an option of a command. */
export interface Config {
  /** PARLEY_HOME, default `~/.parley`: books, cases, keys. Made with mode 0700 by whoever first writes there. */
  readonly home: string;
  /** Where price books are kept: `books` in the home. */
  readonly booksDir: string;
  /** NO_COLOR (any value) and TERM=dumb say never, FORCE_COLOR says always, otherwise the terminal decides. */
  readonly color: "never" | "always" | "auto";
  /** Colours the terminal can show, from TERM and COLORTERM. */
  readonly palette: 16 | 256;
  /** COLUMNS, when it is a sensible width. */
  readonly columns: number | undefined;
  /** False when the locale says the terminal cannot show more than ASCII. */
  readonly unicode: boolean;
  /** PARLEY_KEY: the master key, where it is not in a file. Never printed. */
  readonly masterKey: string | undefined;
  /** DATABASE_URL: a PostgreSQL server in place of the embedded database. */
  readonly databaseUrl: string | undefined;
  /** PARLEY_DEBUG: a crash shows its stack. */
  readonly debug: boolean;
  /** PORT: where to serve; undefined for the first free one. A text that is no port counts as absent. */
  readonly port: number | undefined;
  /** PARLEY_LISTEN: the address to listen on; this machine alone when absent. */
  readonly listen: string | undefined;
  /** PARLEY_URL: where the server is reached through a proxy, such as `https://parley.example.org`. */
  readonly publicUrl: string | undefined;
  /** PARLEY_WEBHOOKS_INSIDE=yes: webhooks may go to http addresses and to the server's own network. */
  readonly webhooksInside: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** An empty variable means the same as an absent one. */
const set = (value: string | undefined): value is string => value !== undefined && value !== "";

function columnsOf(env: Env): number | undefined {
  const text = env.COLUMNS ?? "";
  const n = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return n >= 20 ? n : undefined;
}

function portOf(env: Env): number | undefined {
  const text = env.PORT ?? "";
  const n = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  return n >= 0 && n < 65_536 ? n : undefined;
}

const textIn = (value: string | undefined): string | undefined => (set(value) ? value : undefined);

export function readConfig(env: Env): Config {
  const home = set(env.PARLEY_HOME) ? env.PARLEY_HOME : join(homedir(), ".parley");
  const force = env.FORCE_COLOR;
  const never = set(env.NO_COLOR) || env.TERM === "dumb" || force === "0";
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(set);
  return {
    home,
    booksDir: join(home, "books"),
    color: never ? "never" : set(force) ? "always" : "auto",
    palette: set(env.COLORTERM) || /256|direct|kitty|alacritty/.test(env.TERM ?? "") ? 256 : 16,
    columns: columnsOf(env),
    unicode: locale === undefined || /utf-?8/i.test(locale),
    masterKey: set(env.PARLEY_KEY) ? env.PARLEY_KEY : undefined,
    databaseUrl: set(env.DATABASE_URL) ? env.DATABASE_URL : undefined,
    debug: set(env.PARLEY_DEBUG),
    port: portOf(env),
    listen: textIn(env.PARLEY_LISTEN),
    publicUrl: textIn(env.PARLEY_URL),
    webhooksInside: env.PARLEY_WEBHOOKS_INSIDE === "yes",
  };
}

export const config: Config = readConfig(process.env);
