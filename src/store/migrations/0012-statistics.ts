import type { Migration } from "./migration.ts";

/** Nothing is looked for by these, so taking statistics need not unpack them. */
const BODIES = ["claim", "remittance", "payment", "evaluation", "case_opening"];

export const STATISTICS: Migration = {
  number: 12,
  name: "statistics",
  sql: BODIES.map((table) => `ALTER TABLE ${table} ALTER COLUMN body SET STATISTICS 0;\n`).join(""),
};
