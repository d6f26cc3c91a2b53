import { createReadStream, type Stats, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { Readable } from "node:stream";

/** The window: files that the build left in a folder, and one page for every route of its own. */

const KINDS: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** Files under this folder have a hash of their content in their name. */
const HASHED = "assets";
/** What the build writes where the nonce of an answer belongs. */
const NONCE = "__PARLEY_NONCE__";

const fileAt = (path: string): Stats | undefined => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? stat : undefined;
};

const NO_WINDOW = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Parley</title>
<p>The window is not built. Run <code>npm run build</code>, or use the <a href="/api">API</a>.</p></html>`;

/** The page that every route of the window begins with. */
async function page(folder: string, nonce: string): Promise<Response> {
  const file = join(folder, "index.html");
  const html = fileAt(file) === undefined ? NO_WINDOW : await readFile(file, "utf8");
  return new Response(html.replaceAll(NONCE, nonce), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" },
  });
}

/**
 * A file of the window, or its page for a path without an ending; undefined when there is nothing. `path` is decoded; it
 * never leads out of `folder`.
 */
export async function siteAnswer(folder: string, path: string, nonce: string): Promise<Response | undefined> {
  const ending = extname(path);
  if (ending === "" || path === "/index.html") return await page(folder, nonce);
  const kind = KINDS[ending];
  const file = normalize(join(folder, path));
  if (kind === undefined || path.includes("\0") || !file.startsWith(folder + sep)) return undefined;
  const stat = fileAt(file);
  if (stat === undefined) return undefined;
  const isHashed = file.startsWith(join(folder, HASHED) + sep);
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": kind,
      "content-length": String(stat.size),
      "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    },
  });
}
