import { guarded, type Migration } from "./migration.ts";

/**
 * Addresses that are told what happened. What is told stands in the chain already, so a webhook holds only how far along the
 * chain it was told: nothing is written for it where something happens, and nothing is lost when a server stops.
 */
export const WEBHOOK: Migration = {
  number: 22,
  name: "webhook",
  sql: `
CREATE TABLE webhook (
  org uuid NOT NULL,
  -- Null: of all clients.
  client uuid,
  id uuid NOT NULL,
  address text NOT NULL CHECK (address <> ''),
  kinds text[] NOT NULL CHECK (cardinality(kinds) > 0),
  -- Sealed with the organization's key; the one before it counts beside it until a moment.
  secret text NOT NULL,
  old_secret text,
  old_until timestamptz,
  -- The last event of the chain that was told or is none of its kinds.
  seq bigint NOT NULL CHECK (seq >= 0),
  -- Tries of the next event that failed, and when it is tried again.
  tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_at timestamptz,
  paused_at timestamptz,
  paused_why text CHECK ((paused_why IS NULL) = (paused_at IS NULL)),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
${guarded("webhook", "private")}

-- What was sent, and what came of it: a number of HTTP, or why there was none.
CREATE TABLE webhook_delivery (
  org uuid NOT NULL,
  client uuid,
  id uuid NOT NULL,
  webhook uuid NOT NULL,
  -- The event it told of; null of a test.
  seq bigint,
  type text NOT NULL,
  at timestamptz NOT NULL,
  attempt integer NOT NULL CHECK (attempt > 0),
  status integer,
  fault text CHECK (status IS NOT NULL OR fault IS NOT NULL),
  took_ms integer NOT NULL CHECK (took_ms >= 0),
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, webhook) REFERENCES webhook ON DELETE CASCADE,
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX webhook_delivery_at ON webhook_delivery (org, webhook, at DESC, id DESC);
${guarded("webhook_delivery", "private")}
`,
};
