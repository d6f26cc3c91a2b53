import type { OpenDesk } from "./open-desk.ts";
import { goAlone } from "./prepared-send.ts";
import { Rounds, type RoundsTiming } from "./rounds.ts";

/** How often it is looked whether an offer may leave by itself; what happens here is looked at soon. */
const USUAL: RoundsTiming = { everyMs: 15 * 60_000, soonMs: 2_000 };

/**
 * Makes the offers that the dial leaves to Parley while a server serves. Of several servers two may look at once: each offer
 * is decided with its case locked and on the version that was seen, so only one of them makes it.
 */
export class AutonomyRounds extends Rounds {
  private readonly open: OpenDesk;

  constructor(open: OpenDesk, failed: (what: string, thrown: unknown) => void, timing: RoundsTiming = USUAL) {
    super(async (stop) => {
      try {
        await goAlone(open.desk, stop);
      } catch (thrown) {
        if (!stop.aborted) failed("autonomy", thrown);
      }
    }, timing);
    this.open = open;
  }

  override begin(): void {
    this.open.listen((_, news) => {
      if (news.topic === "cases") this.soon();
    });
    super.begin();
  }
}
