import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/**
 * A provider of OpenID Connect on 127.0.0.1 that does what its specifications ask and no more: discovery, authorization
 * with PKCE (RFC 7636), tokens, keys and userinfo. Whoever comes is `who`, at once. It keeps what it was asked, and can be
 * told to lie.
 */
export interface OidcWho {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in at the provider. */
  who: OidcWho;
  /** What it does wrong. */
  lie: "nothing" | "another key" | "another audience" | "expired";
  /** Paths that were asked, in their order. */
  readonly asked: string[];
  close(): Promise<void>;
}

const text = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body);
}

function json(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(value));
}

interface Code {
  readonly challenge: string | null;
  readonly nonce: string | null;
  readonly back: string;
  readonly who: OidcWho;
}

interface Keys {
  readonly real: KeyPairKeyObjectResult;
  /** One that is not published. */
  readonly other: KeyPairKeyObjectResult;
}

function idTokenOf(provider: OidcProvider, { real, other }: Keys, of: Code): string {
  const { lie, issuer, clientId } = provider;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: lie === "another audience" ? "somebody-else" : clientId,
    iat: lie === "expired" ? now - 7_200 : now,
    exp: lie === "expired" ? now - 3_600 : now + 300,
    ...(of.nonce === null ? {} : { nonce: of.nonce }),
    ...of.who,
  };
  const head = `${text({ alg: "RS256", kid: "1", typ: "JWT" })}.${text(claims)}`;
  const key = lie === "another key" ? other.privateKey : real.privateKey;
  return `${head}.${sign("sha256", Buffer.from(head), key).toString("base64url")}`;
}

const discovery = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
});

/** Answers requests as the provider; what waits for its second half is kept here. */
function answers(provider: OidcProvider, keys: Keys) {
  const codes = new Map<string, Code>();
  const tokens = new Map<string, OidcWho>();

  const authorize = (url: URL, response: ServerResponse): void => {
    const of = (name: string): string => url.searchParams.get(name) ?? "";
    if (of("client_id") !== provider.clientId || of("response_type") !== "code") {
      json(response, { error: "unauthorized_client" }, 400);
      return;
    }
    const code = randomBytes(16).toString("hex");
    const challenge = url.searchParams.get("code_challenge");
    const nonce = url.searchParams.get("nonce");
    codes.set(code, { challenge, nonce, back: of("redirect_uri"), who: provider.who });
    const back = new URL(of("redirect_uri"));
    back.searchParams.set("code", code);
    back.searchParams.set("state", of("state"));
    response.writeHead(302, { location: back.href });
    response.end();
  };

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = await formOf(request);
    const basic = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
    const secret = form.get("client_secret") ?? decodeURIComponent(basic.split(":")[1] ?? "");
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isTheirs = secret === provider.clientSecret && form.get("redirect_uri") === code?.back;
    if (code === undefined || !isTheirs || verifier !== code.challenge) {
      json(response, { error: "invalid_grant" }, 400);
      return;
    }
    const access = randomBytes(16).toString("hex");
    tokens.set(access, code.who);
    const id_token = idTokenOf(provider, keys, code);
    json(response, { access_token: access, token_type: "Bearer", expires_in: 300, id_token });
  };

  const userinfo = (request: IncomingMessage, response: ServerResponse): void => {
    const known = tokens.get((request.headers.authorization ?? "").replace(/^Bearer /, ""));
    json(response, known ?? { error: "invalid_token" }, known === undefined ? 401 : 200);
  };
  return { authorize, token, userinfo };
}

export async function oidcProvider(who: OidcWho): Promise<OidcProvider> {
  const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = { real: pair(), other: pair() };
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const at = server.address();
  const provider: OidcProvider = {
    issuer: `http://127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}`,
    clientId: "parley-test",
    clientSecret: randomBytes(16).toString("hex"),
    who,
    lie: "nothing",
    asked: [],
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  const { authorize, token, userinfo } = answers(provider, keys);
  const jwk = { ...keys.real.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" };
  server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", provider.issuer);
    provider.asked.push(url.pathname);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(response, discovery(provider.issuer));
      case "/authorize":
        return authorize(url, response);
      case "/token":
        return void token(request, response);
      case "/jwks":
        return json(response, { keys: [jwk] });
      case "/userinfo":
        return userinfo(request, response);
      default:
        return json(response, { error: "not_found" }, 404);
    }
  });
  return provider;
}
