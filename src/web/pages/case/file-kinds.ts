import type { Case } from "#web/data/words.ts";

/** What a file of a case is, in the order in which people attach them. A kind the server knows has a name, or nothing compiles. */

export type FileKind = Case["files"][number]["kind"];

export const FILE_KIND_NAMES: Readonly<Record<FileKind, string>> = {
  letter: "Letter from the plan",
  EOB: "Explanation of benefits",
  remittance: "Remittance (835)",
  claim: "Claim as it was sent",
  record: "Medical record",
  "itemized bill": "Itemized bill",
  "implant invoice": "Implant invoice",
  authorization: "Authorization or referral",
  "plan card": "Insurance card",
  assignment: "Assignment of benefits",
  consent: "Consent of the patient",
  "proof of delivery": "Proof of delivery",
  agreement: "Signed agreement",
  award: "Decision of an arbiter or a reviewer",
  "own letter": "Letter of ours",
  "dispute filing": "Filing of a dispute",
  other: "Something else",
};

// Keys of a literal come in the order they are written.
export const FILE_KINDS = (Object.keys(FILE_KIND_NAMES) as FileKind[]).map((value) => ({
  value,
  name: FILE_KIND_NAMES[value],
}));
