import type { Role } from "#store/tables.ts";

/** What a person may do. Routes and buttons ask for a permission, never for a role. */
export const PERMISSIONS = [
  "see cases",
  "see patients",
  "work cases",
  "log offers",
  "enter agreements",
  "approve offers",
  "close cases",
  "import files",
  "undo imports",
  "answer facts",
  "write papers",
  "export",
  "see audit",
  "manage people",
  "manage clients",
  "manage rates",
  "manage settings",
  "manage data",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERY: readonly Permission[] = PERMISSIONS;

/** Who may do what: the one place where a role means something. */
export const MAY: Readonly<Record<Role, readonly Permission[]>> = {
  owner: EVERY,
  director: EVERY.filter((p) => p !== "manage data"),
  negotiator: [
    "see cases",
    "see patients",
    "work cases",
    "log offers",
    "enter agreements",
    "close cases",
    "answer facts",
    "write papers",
    "export",
  ],
  biller: [
    "see cases",
    "see patients",
    "work cases",
    "import files",
    "undo imports",
    "answer facts",
    "manage rates",
    "export",
  ],
  "front desk": ["see cases", "see patients", "answer facts", "import files"],
  compliance: ["see cases", "see patients", "see audit", "export"],
  "read-only": ["see cases"],
};

/** Where a person's day begins: pages that may stand first after signing in. */
export const HOMES = [
  "map",
  "dashboard",
  "my day",
  "needs a fact",
  "portfolio",
  "approvals",
  "calendar",
  "payments",
  "import",
  "audit",
] as const;
export type Home = (typeof HOMES)[number];

/** Where the day of each role begins, until the person chooses another page. */
export const HOME: Readonly<Record<Role, Home>> = {
  owner: "map",
  director: "dashboard",
  negotiator: "my day",
  biller: "my day",
  "front desk": "needs a fact",
  compliance: "audit",
  "read-only": "map",
};

/** Whether who has the role `mine` may give, change or take away the role `theirs`: nobody gives more than they have. */
export const mayGrant = (mine: Role, theirs: Role): boolean => MAY[theirs].every((p) => MAY[mine].includes(p));

/** What a key of a program is made for; it may do what its maker may and its scopes allow. */
export const SCOPES: Readonly<Record<"read" | "work" | "import" | "manage", readonly Permission[]>> = {
  read: ["see cases", "see patients", "see audit", "export"],
  work: ["work cases", "log offers", "enter agreements", "close cases", "answer facts", "write papers"],
  import: ["import files", "undo imports", "manage rates"],
  manage: ["manage clients", "manage settings"],
};
export type Scope = keyof typeof SCOPES;
