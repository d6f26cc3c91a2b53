import { guarded, type Migration } from "./migration.ts";

/**
 * Sets of claims as they were sent, and what was answered to them (999). A claim belongs to the last set before it in its file,
 * so nothing is kept with each claim. Either file may come first: they are joined by the numbers of group and set when asked.
 */
export const SENT_SET: Migration = {
  number: 20,
  name: "sent-set",
  sql: `
CREATE TABLE sent_set (
  org uuid NOT NULL,
  client uuid NOT NULL,
  -- Made of the file and the byte of the ST, as ids of claims are of their own byte: those of a set lie between it and the next.
  id uuid NOT NULL,
  file uuid NOT NULL,
  -- Of the ST; a 999 counts from it.
  segment integer NOT NULL,
  -- ISA06 and ISA13.
  sender text,
  interchange text NOT NULL,
  -- GS06 and ST02, without leading zeros.
  in_group text NOT NULL,
  control text NOT NULL,
  day date,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX sent_set_numbers ON sent_set (org, client, in_group, control);
${guarded("sent_set", "none")}

CREATE TABLE set_answer (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  file uuid NOT NULL,
  segment integer NOT NULL,
  -- ISA08 of the 999: who had sent the sets.
  receiver text,
  -- AK102 and AK202; null where the whole group is answered.
  in_group text NOT NULL,
  control text,
  day date NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'accepted with errors', 'rejected')),
  -- IK501 or AK901, with IK502 to IK506 or AK905 to AK909.
  codes text NOT NULL,
  -- The errors it names, with their places, as JSON.
  errors text NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX set_answer_numbers ON set_answer (org, client, in_group, control);
CREATE INDEX set_answer_rejected ON set_answer (org, client) WHERE outcome = 'rejected';
${guarded("set_answer", "none")}
CREATE INDEX claim_answer_rejected ON claim_answer (org, client) WHERE outcome = 'rejected';
`,
};
