import { expect, test } from "vitest";
import { subjectsOf } from "./subjects.ts";

const tokenOf = (claims: unknown): string => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
const ENTRA = "https://login.microsoftonline.com/0196a7c0-0000-7000-8000-000000000001/v2.0";

test.each([
  ["Okta's subject alone, whatever else its token says", "https://acme.okta.com", tokenOf({ oid: "o" }), ["s"]],
  ["Entra's subject and object id", ENTRA, tokenOf({ oid: "o" }), ["s", "o"]],
  ["Entra's subject where its token names no object", ENTRA, tokenOf({ sub: "s" }), ["s"]],
  ["Entra's subject where its token is none", ENTRA, "not a token", ["s"]],
  ["Entra's subject without a token", ENTRA, null, ["s"]],
  [
    "no object id of a name that only ends like Entra's",
    "https://login.microsoftonline.com.evil.example/",
    tokenOf({ oid: "o" }),
    ["s"],
  ],
  ["the subject where the issuer is no address", "entra", tokenOf({ oid: "o" }), ["s"]],
])("%s", (_, issuer, idToken, wanted) => expect(subjectsOf({ accountId: "s", idToken }, issuer)).toEqual(wanted));
