import type { Cite, Confidence } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import type { ChannelId } from "./channels.ts";
import type { Condition } from "./condition.ts";
import type { PlanFunding } from "./fact.ts";
import type { StateCode } from "./jurisdiction.ts";
import { STATES } from "./library.ts";
import type { Deadline, Version } from "./statute.ts";

/** One process a state's law opens, for the care and providers it reaches. */
export interface StateRoute extends Version {
  readonly channel: ChannelId;
  /** Steps that follow on the same road. */
  readonly next?: readonly ChannelId[];
  /** Another road to keep open beside it. */
  readonly also?: readonly ChannelId[];
  /** Reach by service, provider and the like; reach by plan stands on the state. */
  readonly when: Condition;
  /** An all-payer rate binds self-funded plans too. */
  readonly binds?: "every-plan";
  readonly standard: string;
  /** The state's own days, the first to run out first. Empty: the state's limit was not found, and is asked. */
  readonly days: readonly Deadline[];
  readonly flags?: readonly string[];
  /** What the state also requires, in words, until its library decides it. */
  readonly openPoints?: string;
}

export interface StateLaw {
  readonly code: StateCode;
  readonly posture: "federal-only" | "bifurcated";
  readonly confidence: Confidence;
  readonly statutes: readonly Cite[];
  /** Plans the state's law binds of itself. */
  readonly plans: readonly PlanFunding[];
  /** Whether the law lets a self-funded plan choose to be bound. */
  readonly optIn: boolean;
  readonly routes: readonly StateRoute[];
  readonly note?: string;
}

const BY_CODE: ReadonlyMap<StateCode, StateLaw> = new Map(STATES.map((s) => [s.code, s]));

export const stateLaw = (code: StateCode): StateLaw | undefined => BY_CODE.get(code);

/** The routes of a state in force for care given on a day. */
export const routesOn = (law: StateLaw, serviceDay: Day): readonly StateRoute[] =>
  law.routes.filter(
    (r) => r.status === "in-force" && serviceDay >= r.from && (r.until === undefined || serviceDay <= r.until),
  );
