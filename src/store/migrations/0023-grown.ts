import type { Migration } from "./migration.ts";

/** Shown and never asked for by a filter or an order: statistics of them cost each import a tenth of a second and help nobody. */
const SHOWN_ONLY: Readonly<Record<string, readonly string[]>> = {
  claim: ["byte", "form", "payer_name", "us_state", "to_day", "patient"],
  remittance: ["byte", "payer_name", "status", "paid", "patient_owes", "to_day"],
  evaluation: [
    ...["payment_state", "flags", "set_aside", "billed", "allowed", "paid", "patient_owes", "benchmark", "loss"],
    ...["channel", "next_right", "safe_from", "safe_to", "chance_permille"],
  ],
  case_row: [
    ...["version", "payer_name", "patient", "allowed", "paid", "benchmark", "due_why", "step", "step_cite"],
    ...["last_offer", "last_offer_by", "opened_at", "right_assumed", "right_from", "uncounted"],
  ],
};

/**
 * What a store of a hundred thousand cases waits for, less. A page of fifty cases is fifty rows of the access log, and each
 * asked for the row of its client, which the policies answer for, and stood in three indexes beside its key. Its ids are
 * made of the moment, so they are its order too.
 */
export const GROWN: Migration = {
  number: 23,
  name: "grown",
  sql: `
ALTER TABLE access_log DROP CONSTRAINT access_log_org_client_fkey;
DROP INDEX access_log_at;
DROP INDEX access_log_subject;
DROP INDEX access_log_person;
CREATE INDEX access_log_subject ON access_log (org, subject, id);
CREATE INDEX access_log_person ON access_log (org, person, id);

${Object.entries(SHOWN_ONLY)
  .flatMap(([table, columns]) => columns.map((c) => `ALTER TABLE ${table} ALTER COLUMN ${c} SET STATISTICS 0;`))
  .join("\n")}
`,
};
