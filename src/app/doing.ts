import { apart } from "#store/apart.ts";
import type { Engine } from "#store/engine.ts";

/** How something is done with all data at once. */
export interface Doing {
  /** Version of Parley. */
  readonly parley: string;
  /** Whether others work with the data meanwhile. */
  readonly serves: boolean;
  /** PARLEY_WEBHOOKS_INSIDE of who does it: whether the server's own network may be sent to. */
  readonly webhooksInside?: boolean | undefined;
}

/** Runs a long reading: on a copy while others work, who would wait for it else; by itself there is nobody to wait. */
export const reading = <T>(
  engine: Engine,
  { serves }: Pick<Doing, "serves">,
  work: (engine: Engine) => Promise<T>,
): Promise<T> => (serves ? apart(engine, work) : work(engine));
