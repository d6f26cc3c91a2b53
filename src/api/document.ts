import { OpenAPIHono } from "@hono/zod-openapi";
import { ROUTES, type RouteName } from "./contract/routes.ts";
import { RULES } from "./rules.ts";

/** The contract as an OpenAPI 3.1 document, made of the same routes that are served. */

type Document = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

let made: { readonly version: string; readonly document: Document } | undefined;

const WHO = "Sign in with the session of a browser, or send a key of a program as `Authorization: Bearer parley_...`.";

/** What a route asks of whoever calls it, in a sentence. */
function asks(name: RouteName): string {
  const { who, scope, proved } = RULES[name];
  if (who === "anyone") return "Anyone may call it.";
  if (who === "directory") return "For a directory, by the token that was made for it in Settings.";
  const needs = who === "signed in" ? "Asks to be signed in" : `Asks for the permission "${who}"`;
  const key = scope === "no key" ? "; not for keys of programs" : `; a key needs the scope "${scope}"`;
  return `${needs}${key}${proved ? "; asks to prove again that it is you" : ""}.`;
}

/** The document of this version. */
export function openApiDocument(version: string): Document {
  if (made?.version === version) return made.document;
  const app = new OpenAPIHono();
  const { registry } = { registry: app.openAPIRegistry };
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "parley.session_token",
  });
  registry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "directory", { type: "http", scheme: "bearer" });
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route = ROUTES[name];
    const isOpen = RULES[name].who === "anyone";
    const isForKeys = RULES[name].scope !== "no key";
    const isDirectorys = RULES[name].who === "directory";
    const security = isOpen
      ? []
      : isDirectorys
        ? [{ directory: [] }]
        : [{ session: [] }, ...(isForKeys ? [{ key: [] }] : [])];
    registry.registerPath({ ...route, operationId: name, description: asks(name), security });
  }
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Parley", version, description: `The workbench of out-of-network claims. ${WHO}` },
  });
  made = { version, document };
  return document;
}
