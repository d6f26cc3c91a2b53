import type { Migration } from "./migration.ts";

/**
 * What the sign-in keeps of people: passwords as hashes, second factors, passkeys, sessions, keys of programs. The shape
 * is the library's (better-auth 1.7.5 with the plugins of src/api/sign-in/options.ts); a test there fails when it wants
 * another. In a schema of its own, because it is of no organization: only the system reaches it, requests never.
 */
export const SIGN_IN: Migration = {
  number: 7,
  name: "sign-in",
  sql: `
CREATE SCHEMA parley_auth;

CREATE TABLE parley_auth."user" (
  "id" text NOT NULL PRIMARY KEY,
  "name" text NOT NULL,
  "email" text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL,
  "image" text,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "twoFactorEnabled" boolean
);

CREATE TABLE parley_auth."session" (
  "id" text NOT NULL PRIMARY KEY,
  "expiresAt" timestamptz NOT NULL,
  "token" text NOT NULL UNIQUE,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL REFERENCES parley_auth."user" ("id") ON DELETE CASCADE
);
CREATE INDEX "session_userId_idx" ON parley_auth."session" ("userId");

CREATE TABLE parley_auth."account" (
  "id" text NOT NULL PRIMARY KEY,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL REFERENCES parley_auth."user" ("id") ON DELETE CASCADE,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz NOT NULL
);
CREATE INDEX "account_userId_idx" ON parley_auth."account" ("userId");

CREATE TABLE parley_auth."verification" (
  "id" text NOT NULL PRIMARY KEY,
  "identifier" text NOT NULL,
  "value" text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updatedAt" timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE INDEX "verification_identifier_idx" ON parley_auth."verification" ("identifier");

CREATE TABLE parley_auth."twoFactor" (
  "id" text NOT NULL PRIMARY KEY,
  "secret" text NOT NULL,
  "backupCodes" text NOT NULL,
  "userId" text NOT NULL REFERENCES parley_auth."user" ("id") ON DELETE CASCADE,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
CREATE INDEX "twoFactor_secret_idx" ON parley_auth."twoFactor" ("secret");
CREATE INDEX "twoFactor_userId_idx" ON parley_auth."twoFactor" ("userId");

CREATE TABLE parley_auth."passkey" (
  "id" text NOT NULL PRIMARY KEY,
  "name" text,
  "publicKey" text NOT NULL,
  "userId" text NOT NULL REFERENCES parley_auth."user" ("id") ON DELETE CASCADE,
  "credentialID" text NOT NULL,
  "counter" integer NOT NULL,
  "deviceType" text NOT NULL,
  "backedUp" boolean NOT NULL,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text
);
CREATE INDEX "passkey_userId_idx" ON parley_auth."passkey" ("userId");
CREATE INDEX "passkey_credentialID_idx" ON parley_auth."passkey" ("credentialID");

CREATE TABLE parley_auth."apikey" (
  "id" text NOT NULL PRIMARY KEY,
  "configId" text NOT NULL,
  "name" text,
  "start" text,
  "referenceId" text NOT NULL,
  "prefix" text,
  "key" text NOT NULL,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamptz,
  "enabled" boolean,
  "rateLimitEnabled" boolean,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer,
  "remaining" integer,
  "lastRequest" timestamptz,
  "expiresAt" timestamptz,
  "createdAt" timestamptz NOT NULL,
  "updatedAt" timestamptz NOT NULL,
  "permissions" text,
  "metadata" text
);
CREATE INDEX "apikey_configId_idx" ON parley_auth."apikey" ("configId");
CREATE INDEX "apikey_referenceId_idx" ON parley_auth."apikey" ("referenceId");
CREATE INDEX "apikey_key_idx" ON parley_auth."apikey" ("key");

GRANT USAGE ON SCHEMA parley_auth TO parley_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA parley_auth TO parley_system;
`,
};
