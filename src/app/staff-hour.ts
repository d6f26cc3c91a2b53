import type { Cents } from "#base/money.ts";
import type { Profile } from "#claim/profile.ts";
import { STAFF_HOUR } from "#strategy/portfolio.ts";
import type { Known } from "#strategy/priors.ts";

/** What an hour of staff costs: as the practice says, else the prior. */
export const staffHourOf = (profile: Pick<Profile, "staffHour"> | undefined): Known<Cents> =>
  profile?.staffHour === undefined
    ? STAFF_HOUR
    : { value: profile.staffHour, source: "practice profile", prior: false };
