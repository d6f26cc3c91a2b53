import type { Migration } from "./migration.ts";

/** Whom something of a case waits for on the day of its row: a task of theirs, or a question of a colleague. */
export const AWAITS: Migration = {
  number: 18,
  name: "awaits",
  sql: `
ALTER TABLE case_row ADD COLUMN awaits text[] NOT NULL DEFAULT '{}';
`,
};
