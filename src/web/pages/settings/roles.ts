import type { Me } from "#web/data/words.ts";

export type Role = Me["person"]["role"];

/** Roles in words of what each may do; the server decides by permissions, and says the same. */
export const ROLES: Readonly<Record<Role, string>> = {
  owner: "Everything, with backup, export of all data and removal.",
  director: "Everything but backup and removal of data: people, practices, settings, rates, audit.",
  negotiator: "Works cases: offers, agreements, papers, closing; answers questions; exports.",
  biller: "Imports and takes imports back, works cases, answers questions, loads rates, exports.",
  "front desk": "Imports files and answers questions; sees cases and patients.",
  compliance: "Sees cases, patients, the audit and access log; exports. Changes nothing.",
  "read-only": "Sees cases with patients' names hidden. Changes nothing.",
};

export const ROLE_LIST = Object.keys(ROLES) as readonly Role[];
