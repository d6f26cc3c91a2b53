import type { Migration } from "./migration.ts";

/** The walks of the queue that had no index yet: by what was billed, and by which case is new, of one client. */
export const QUEUE: Migration = {
  number: 9,
  name: "queue",
  sql: `
CREATE INDEX case_billed ON case_row (org, billed, id);
CREATE INDEX case_client_billed ON case_row (org, client, billed, id);
CREATE INDEX case_client_new ON case_row (org, client, id);
`,
};
