import { homedir } from "node:os";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("without any variable Parley lives in ~/.parley and lets the terminal decide", () => {
  expect(readConfig({})).toEqual({
    home: `${homedir()}/.parley`,
    booksDir: `${homedir()}/.parley/books`,
    color: "auto",
    palette: 16,
    columns: undefined,
    unicode: true,
    debug: false,
    port: undefined,
    listen: undefined,
    publicUrl: undefined,
    databaseUrl: undefined,
    masterKey: undefined,
    webhooksInside: false,
  });
});

test.each([
  [{ PARLEY_HOME: "/srv/p" }, { home: "/srv/p", booksDir: "/srv/p/books" }],
  [{ PARLEY_HOME: "" }, { home: `${homedir()}/.parley` }],
  [{ NO_COLOR: "1" }, { color: "never" }],
  [{ NO_COLOR: "" }, { color: "auto" }],
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, { color: "never" }],
  [{ FORCE_COLOR: "1" }, { color: "always" }],
  [{ TERM: "dumb" }, { color: "never" }],
  [{ TERM: "xterm-256color" }, { palette: 256 }],
  [{ COLORTERM: "truecolor" }, { palette: 256 }],
  [{ COLUMNS: "132" }, { columns: 132 }],
  [{ COLUMNS: "8" }, { columns: undefined }],
  [{ COLUMNS: "wide" }, { columns: undefined }],
  [{ LANG: "en_US.UTF-8" }, { unicode: true }],
  [{ LANG: "C" }, { unicode: false }],
  [{ LANG: "en_US.UTF-8", LC_ALL: "POSIX" }, { unicode: false }],
  [{ PARLEY_DEBUG: "1" }, { debug: true }],
  [{ PORT: "8080" }, { port: 8080 }],
  [{ PORT: "0" }, { port: 0 }],
  [{ PARLEY_WEBHOOKS_INSIDE: "yes" }, { webhooksInside: true }],
  [{ PARLEY_WEBHOOKS_INSIDE: "1" }, { webhooksInside: false }],
  [{ PORT: "80800" }, { port: undefined }],
  [{ PORT: "http" }, { port: undefined }],
  [{ PARLEY_LISTEN: "0.0.0.0" }, { listen: "0.0.0.0" }],
  [{ PARLEY_URL: "https://parley.example.org" }, { publicUrl: "https://parley.example.org" }],
  [{ DATABASE_URL: "" }, { databaseUrl: undefined }],
  [{ DATABASE_URL: "postgres://db/parley" }, { databaseUrl: "postgres://db/parley" }],
])("%j means %j", (env, expected) => {
  expect(readConfig(env)).toMatchObject(expected);
});
