import type { Query } from "#web/data/paths.ts";
import type { Flag, LineClass, QueueTab } from "#web/data/words.ts";

/** What the queue is asked for, as it stands in the address. The words of a search may be a name, so they never do. */
export type QueueQuery = Query<"getQueue">;
export type Sort = NonNullable<QueueQuery["sort"]>;
export type Turn = NonNullable<QueueQuery["turn"]>;
export type CaseState = NonNullable<QueueQuery["state"]>;
export type Outcome = NonNullable<QueueQuery["outcome"]>;

export interface QueueSearch {
  readonly tab?: QueueTab | undefined;
  readonly class?: LineClass | undefined;
  readonly flag?: Flag | undefined;
  readonly channel?: string | undefined;
  readonly payer?: string | undefined;
  readonly usState?: string | undefined;
  readonly owner?: string | undefined;
  readonly state?: CaseState | undefined;
  readonly turn?: Turn | undefined;
  readonly right?: string | undefined;
  readonly dueFrom?: string | undefined;
  readonly dueTo?: string | undefined;
  readonly on?: string | undefined;
  readonly endsFrom?: string | undefined;
  readonly endsTo?: string | undefined;
  /** The number of a reason or remark: "197", "CO-197", "N30". */
  readonly reasonCode?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly sort?: Sort | undefined;
}

interface TabSaid {
  readonly tab: QueueTab;
  readonly name: string;
  /** What is true of it when it is empty. */
  readonly empty: string;
}

export const TABS: readonly TabSaid[] = [
  { tab: "my day", name: "My day", empty: "Nothing asks for you today." },
  { tab: "expiring rights", name: "Expiring rights", empty: "Nothing lapses in the next ten business days." },
  { tab: "our turn", name: "Our turn", empty: "Nobody waits for us." },
  { tab: "waiting on payer", name: "Waiting on payer", empty: "No plan owes an answer." },
  { tab: "waiting on records", name: "Waiting on records", empty: "No records are outstanding." },
  { tab: "needs a fact", name: "Needs a fact", empty: "No fact is missing that would decide a case." },
  { tab: "paid wrong", name: "Paid wrong", empty: "Every payment is as agreed." },
  { tab: "team", name: "Team", empty: "No case is open." },
];

export const SORTS: Readonly<Record<Sort, string>> = {
  loss: "money lost if untouched today",
  due: "nearest last day",
  stake: "money at stake",
  billed: "charge",
  newest: "newest case",
};

const CLASSES: Readonly<Record<LineClass, true>> = {
  underpaid: true,
  denied: true,
  "needs a fact": true,
  unpaid: true,
  expired: true,
  "paid in line": true,
  unknown: true,
  "not this trade": true,
};
const FLAGS: Readonly<Record<Flag, true>> = {
  protected: true,
  "asserted discount": true,
  "write-off guard": true,
  takeback: true,
  duplicate: true,
};
const STATES: Readonly<Record<CaseState, true>> = { open: true, snoozed: true, held: true, closed: true };
const TURN_WORDS: Readonly<Record<Turn, true>> = { ours: true, theirs: true, records: true };
const OUTCOME_WORDS: Readonly<Record<Outcome, true>> = {
  "agreed and paid": true,
  "awarded and paid": true,
  "paid on appeal": true,
  "paid on a corrected claim": true,
  "paid after asking": true,
  "accepted as paid": true,
  "denial stands": true,
  "right expired": true,
  "patient pays": true,
  "not this trade": true,
  duplicate: true,
  "given up": true,
};
const TAB_WORDS = Object.fromEntries(TABS.map((t) => [t.tab, true])) as Readonly<Record<QueueTab, true>>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A reason or remark as people write it: its number, with its group or without. */
export const REASON = /^((CO|PR|OA|PI|CR)-)?[A-Z]{0,2}\d{1,4}$/i;
const SHORT = /^[^\p{Cc}]{1,200}$/u;

const oneOf = <V extends string>(words: Readonly<Record<V, unknown>>, value: unknown): V | undefined =>
  typeof value === "string" && Object.hasOwn(words, value) ? (value as V) : undefined;
const like = (form: RegExp, value: unknown): string | undefined =>
  typeof value === "string" && form.test(value) ? value : undefined;

/** What of an address is a filter of the queue; anything else is named undefined, and no address is refused. */
export function readSearch(given: Readonly<Record<string, unknown>>): QueueSearch {
  return {
    tab: oneOf(TAB_WORDS, given.tab),
    class: oneOf(CLASSES, given.class),
    flag: oneOf(FLAGS, given.flag),
    channel: like(SHORT, given.channel),
    payer: like(SHORT, typeof given.payer === "number" ? String(given.payer) : given.payer),
    usState: like(/^[A-Z]{2}$/, given.usState),
    owner: like(SHORT, given.owner),
    state: oneOf(STATES, given.state),
    turn: oneOf(TURN_WORDS, given.turn),
    right: like(SHORT, given.right),
    dueFrom: like(DAY, given.dueFrom),
    dueTo: like(DAY, given.dueTo),
    on: like(DAY, given.on),
    endsFrom: like(DAY, given.endsFrom),
    endsTo: like(DAY, given.endsTo),
    reasonCode: like(REASON, typeof given.reasonCode === "number" ? String(given.reasonCode) : given.reasonCode),
    outcome: oneOf(OUTCOME_WORDS, given.outcome),
    sort: oneOf(SORTS, given.sort),
  };
}

/** A view as it is kept on the server: the address after its question mark. */
export const viewText = (search: QueueSearch): string => {
  const pairs = Object.entries(search).filter((p): p is [string, string] => p[1] !== undefined);
  return new URLSearchParams(pairs).toString();
};

export const readView = (text: string): QueueSearch => readSearch(Object.fromEntries(new URLSearchParams(text)));

/** What narrows a tab, without the tab and the order themselves. */
export const FILTERS = (Object.keys(readSearch({})) as (keyof QueueSearch)[]).filter(
  (key) => key !== "tab" && key !== "sort",
);

/** Filters that are set. */
export const filtersOf = (search: QueueSearch): readonly (keyof QueueSearch)[] =>
  FILTERS.filter((key) => search[key] !== undefined);
