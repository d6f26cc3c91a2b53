import type { Day } from "#base/day.ts";
import type { Pace } from "#claim/profile.ts";
import type { Books } from "#price/book.ts";
import type { Store } from "#store/store.ts";
import type { Vault } from "#store/vault.ts";

/** What the use cases of the workbench stand on: given once when a server or a command opens the store. */
export interface Desk {
  readonly store: Store;
  /** PARLEY_HOME: private working files. */
  readonly home: string;
  /** Today where the practice is. */
  readonly today: () => Day;
  /** The price books as they are now; opened again after an import of books. */
  readonly books: () => Books;
  /** The encrypted files of an organization. */
  readonly vault: (org: string) => Promise<Vault>;
  /** Tells whoever watches; never throws. */
  readonly tell: (org: string, news: News) => void;
}

/** What happened, for those who look at it right now: keys and counts, never a name. */
export type News =
  | {
      readonly topic: "import";
      readonly client: string;
      readonly import: string;
      readonly stage: string;
      readonly done: number;
      readonly of: number;
      readonly state: string;
      /** Its end shows the map of its client too, drawn on the way. */
      readonly isDrawn?: boolean;
    }
  | {
      readonly topic: "cases";
      readonly client: string;
      readonly cases: readonly { readonly case: string; readonly version: number }[];
      readonly by: string;
    }
  | {
      /** Open cases decided again in the background. */
      readonly topic: "deciding";
      readonly client: string;
      readonly why: string;
      readonly done: number;
      readonly of: number;
    }
  | {
      /** Somebody looks at a case, or no longer. */
      readonly topic: "here";
      readonly client: string;
      readonly case: string;
      readonly person: { readonly id: string; readonly initials: string };
      readonly isHere: boolean;
    }
  | {
      /** What Parley says of some claims changed, by an answer or by what was typed: what a map adds up. */
      readonly topic: "evaluated";
      readonly client: string;
    }
  | { readonly topic: "map"; readonly client: string };

/** q of the loss while a practice says no other: a tenth of the open work is done in a day. */
export const USUAL_PACE: Pace = { workRate: { top: 1n, bottom: 10n } };
