import { openApiDocument } from "./document.ts";

/** The document as a page to read: every route with what it takes and gives. Made of plain HTML; nothing runs in it. */

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.55 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
h1, h2 { font-weight: 600; letter-spacing: -0.01em; } h2 { margin: 2.5rem 0 0.5rem; }
nav a { margin-right: 1rem; } a { color: inherit; }
details { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: 0.55rem 0; }
summary { cursor: pointer; } summary code { font-weight: 600; } summary span { margin-left: 0.75rem; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { overflow: auto; padding: 0.75rem; border-radius: 6px; background: color-mix(in srgb, currentColor 7%, transparent); }
table { border-collapse: collapse; } td, th { text-align: left; padding: 0.15rem 1.25rem 0.15rem 0; vertical-align: top; }
p { max-width: 42rem; }
`;

type Json = unknown;
const field = (of: Json, name: string): Json =>
  typeof of === "object" && of !== null ? (of as Record<string, Json>)[name] : undefined;
const listIn = (of: Json, name: string): readonly Json[] => {
  const value = field(of, name);
  return Array.isArray(value) ? value : [];
};
const entriesIn = (of: Json, name: string): readonly (readonly [string, Json])[] =>
  Object.entries((field(of, name) ?? {}) as Record<string, Json>);
const textIn = (of: Json, name: string): string => {
  const value = field(of, name);
  return typeof value === "string" ? value : "";
};

const schemaText = (schema: Json): string => `<pre>${safe(JSON.stringify(schema, null, 2))}</pre>`;

function parameters(operation: Json): string {
  const rows = listIn(operation, "parameters").map((p) => {
    const must = field(p, "required") === true ? "required" : "";
    const about = textIn(p, "description") || textIn(field(p, "schema"), "description");
    return `<tr><td><code>${safe(textIn(p, "name"))}</code><td>${safe(textIn(p, "in"))}<td>${must}<td>${safe(about)}`;
  });
  return rows.length === 0 ? "" : `<table>${rows.join("")}</table>`;
}

function contentOf(of: Json): string {
  return entriesIn(of, "content")
    .map(([kind, c]) => `<p><code>${safe(kind)}</code></p>${schemaText(field(c, "schema"))}`)
    .join("");
}

function operationHtml(method: string, path: string, operation: Json): string {
  const answers = entriesIn(operation, "responses")
    .filter(([status]) => status < "400")
    .map(([status, r]) => `<p><b>${safe(status)}</b> ${safe(textIn(r, "description"))}</p>${contentOf(r)}`)
    .join("");
  const sent = field(operation, "requestBody");
  return `<details id="${safe(textIn(operation, "operationId"))}"><summary><code>${method.toUpperCase()} ${safe(path)}</code>
<span>${safe(textIn(operation, "summary"))}</span></summary><p>${safe(textIn(operation, "description"))}</p>
${parameters(operation)}${sent === undefined ? "" : `<p><b>Body</b></p>${contentOf(sent)}`}${answers}</details>`;
}

/** The page of this version. `nonce` is that of the answer. */
export function referencePage(version: string, nonce: string): string {
  const document: Json = openApiDocument(version);
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of entriesIn(document, "paths"))
    for (const [method, operation] of Object.entries(methods as Record<string, Json>)) {
      const tag = String(listIn(operation, "tags")[0] ?? "Other");
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationHtml(method, path, operation)]);
    }
  const tags = [...byTag.keys()];
  const schemas = entriesIn(field(document, "components"), "schemas")
    .map(
      ([name, s]) =>
        `<details id="schema-${safe(name)}"><summary><code>${safe(name)}</code></summary>${schemaText(s)}</details>`,
    )
    .join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Parley API</title><style nonce="${nonce}">${STYLE}</style></head><body><h1>Parley API</h1>
<p>${safe(textIn(field(document, "info"), "description"))} Refusals are <code>application/problem+json</code>. A write may name an
<code>Idempotency-Key</code>: sent again, it is answered and not done again. The document itself:
<a href="/openapi.json">openapi.json</a>, version ${safe(version)}.</p>
<nav>${tags.map((t) => `<a href="#${safe(t)}">${safe(t)}</a>`).join("")}<a href="#Values">Values</a></nav>
${tags.map((t) => `<h2 id="${safe(t)}">${safe(t)}</h2>${(byTag.get(t) ?? []).join("")}`).join("")}
<h2 id="Values">Values</h2>${schemas}</body></html>`;
}
