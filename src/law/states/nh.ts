import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** New Hampshire: whom its law binds, what it pays, and its days. */

const NH_NEGOTIATION = {
  id: "nh.negotiation",
  label: "Negotiate in New Hampshire",
  actor: "both sides",
  starts: "negotiation is opened",
  triggers: ["negotiation_opened"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2025-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RSA 420-J:8-e")],
  checkedOn: day("2026-11-21"),
  confidence: "unsure",
  examples: [
    {
      trigger: day("2026-10-20"),
      last: day("2026-11-19"),
      because: "the unit is not confirmed, so the shorter reading",
    },
  ],
} as const satisfies Deadline;

const NH_INITIATE = {
  id: "nh.initiate",
  label: "Choose the state's or the federal dispute in New Hampshire",
  actor: "provider or facility",
  starts: "negotiation ends",
  triggers: ["negotiation_ended"],
  count: 4,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2025-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RSA 420-J:8-e")],
  checkedOn: day("2026-11-21"),
  confidence: "unsure",
  examples: [
    {
      trigger: day("2026-10-20"),
      last: day("2026-10-24"),
      because: "the unit is not confirmed, so the shorter reading",
    },
  ],
} as const satisfies Deadline;

const NH_DECISION = {
  id: "nh.decision",
  label: "Fair value is decided in New Hampshire",
  actor: "dispute entity",
  starts: "the entity is chosen",
  triggers: ["entity_selected"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2025-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RSA 420-J:8-e")],
  checkedOn: day("2026-11-21"),
  confidence: "unsure",
  examples: [
    {
      trigger: day("2026-10-20"),
      last: day("2026-11-19"),
      because: "the unit is not confirmed, so the shorter reading",
    },
  ],
} as const satisfies Deadline;

const NH_PAYMENT = {
  id: "nh.payment",
  label: "Pay the decided amount in New Hampshire",
  actor: "carrier",
  starts: "the determination",
  triggers: ["determination"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2025-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RSA 420-J:8-e")],
  checkedOn: day("2026-11-21"),
  confidence: "unsure",
  examples: [
    {
      trigger: day("2026-10-20"),
      last: day("2026-11-19"),
      because: "the unit is not confirmed, so the shorter reading",
    },
  ],
} as const satisfies Deadline;

export const NH = {
  code: "NH",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("RSA 420-J:8-e"), cite("RSA 329:31-b (before 2025)")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "nh_state_idr",
      also: ["federal_open_negotiation", "federal_idr"],
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "fair value by the factors of the federal Act",
      days: [NH_NEGOTIATION, NH_INITIATE],
      flags: ["provider_chooses_one"],
      from: day("2025-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("RSA 420-J:8-e")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
    {
      channel: "nh_commissioner",
      when: {
        all: [
          EMERGENCY_OR_NETWORK_FACILITY,
          { oneOf: ["specialty", ["anesthesiology", "pathology", "radiology", "emergency_medicine"]] },
        ],
      },
      standard: "a commercially reasonable value",
      days: [],
      from: day("2022-01-01"),
      until: day("2024-12-31"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("RSA 420-J:8-e, before 2025")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const NH_DEADLINES: readonly Deadline[] = [NH_NEGOTIATION, NH_INITIATE, NH_DECISION, NH_PAYMENT];
