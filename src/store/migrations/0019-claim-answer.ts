import { guarded, type Migration } from "./migration.ts";

/**
 * What a plan, or a clearinghouse before it, answered to a claim that was sent (277CA). It is found by the claim's number,
 * because the file of the claim may come later; charge and day, where stated, say which of two claims of one number is meant.
 */
export const CLAIM_ANSWER: Migration = {
  number: 19,
  name: "claim-answer",
  sql: `
CREATE TABLE claim_answer (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  file uuid NOT NULL,
  segment integer NOT NULL,
  -- The number of the claim, loosely (src/claim/control-number.ts).
  loose text NOT NULL,
  from_day date,
  billed bigint,
  day date NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'rejected')),
  category text NOT NULL,
  code text,
  payer_number text,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX claim_answer_loose ON claim_answer (org, client, loose);
${guarded("claim_answer", "none")}
`,
};
