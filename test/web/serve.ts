import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { SAMPLE_API } from "./sample-api.ts";

/** The built window with a few invented answers behind it, on this machine only, under the policy the server must send. */

const WEB = join(import.meta.dirname, "../../dist/web");

/** What the window needs and no more. `data:` is for the small images of Chromium's own controls. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Every file of the window as it was built when serving began: a build meanwhile changes nothing for a test. */
function filesNow(): ReadonlyMap<string, Buffer> {
  const files = readdirSync(WEB, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  return new Map(
    files.map((f) => {
      const path = join(f.parentPath, f.name);
      return [path.slice(WEB.length).replaceAll("\\", "/"), readFileSync(path)];
    }),
  );
}

export interface Serving {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Serves `dist/web` on a free port of 127.0.0.1. */
export async function serveWindow(port = 0): Promise<Serving> {
  const files = filesNow();
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const answer = SAMPLE_API[url.pathname];
    if (answer !== undefined) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
      return;
    }
    if (url.pathname.startsWith("/v1/")) {
      response
        .writeHead(404, { "content-type": "application/problem+json" })
        .end(JSON.stringify({ type: "/problems/not-found", title: "Nothing by that key", status: 404, id: "sample" }));
      return;
    }
    const path = files.has(url.pathname) ? url.pathname : "/index.html";
    response
      .writeHead(200, {
        "content-type": TYPES[extname(path)] ?? "application/octet-stream",
        "content-security-policy": POLICY,
      })
      .end(files.get(path));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("the server has no port");
  return {
    address: `http://127.0.0.1:${at.port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
