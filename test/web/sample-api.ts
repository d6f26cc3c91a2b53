import type { Answer } from "#web/data/paths.ts";

const HARBOR = "0b6a5c1e-8f1d-4b6e-9d3c-1a2b3c4d5e6f";
const LAKE = "1c7b6d2f-9a2e-4c7f-8e4d-2b3c4d5e6f70";

const me: Answer<"getMe"> = {
  person: {
    id: "2d8c7e30-ab3f-4d80-9f5e-3c4d5e6f7081",
    name: "Ines Okonjo",
    initials: "IO",
    email: "ines@harbor.example",
    role: "negotiator",
  },
  organization: { id: "3e9d8f41-bc40-4e91-a06f-4d5e6f708192", name: "Harbor Ridge Group" },
  clients: [
    { id: HARBOR, name: "Harbor Ridge Acute Care Physicians", prefix: "HR" },
    { id: LAKE, name: "Lakeshore Imaging", prefix: "LI" },
  ],
  permissions: ["see cases", "see patients", "work cases"],
  today: "2026-11-23",
  holiday: null,
  demo: true,
  secondFactor: false,
  password: true,
  sessionEnds: "2026-11-23T23:00:00.000Z",
  preferences: { singleKeys: true, home: null },
  home: "map",
  chain: { events: 12481, intact: true, checkedAt: "2026-11-23T12:00:00.000Z" },
  firstSteps: [],
};

const counts: Answer<"getQueueCounts"> = {
  tabs: [
    { tab: "my day", cases: 23, stake: "98120.00", loss: "41200.00" },
    { tab: "expiring rights", cases: 14, stake: "38410.00", loss: "30120.00" },
    { tab: "paid wrong", cases: 6, stake: "6412.00", loss: "0.00" },
    { tab: "team", cases: 318, stake: "248916.00", loss: "61000.00" },
  ],
  payers: [],
  owners: [],
  rights: [],
};

const found: Answer<"search"> = {
  cases: [
    {
      id: "4fae9052-cd51-4fa2-b170-5e6f708192a3",
      number: "HR-2041",
      patient: "Dolores Whitcombe",
      payer: "Meridian Prairie Health",
      claim: "HR2041",
      class: "underpaid",
      stake: "706.31",
    },
  ],
};

const health: Answer<"getHealth"> = {
  ready: true,
  version: "0.0.0",
  engine: "embedded",
  empty: false,
  demo: true,
  sso: [],
};

/** What the invented server says, by path. */
export const SAMPLE_API: Readonly<Record<string, unknown>> = {
  "/v1/health": health,
  "/v1/me": me,
  "/v1/queue/counts": counts,
  "/v1/search": found,
};
