/** The tabs of a case in their order: 1 to 9 on the keyboard. */
export const CASE_TABS = [
  { tab: "claim", name: "Claim" },
  { tab: "eob", name: "EOB" },
  { tab: "benchmarks", name: "Benchmarks" },
  { tab: "channel", name: "Channel" },
  { tab: "plan", name: "Plan" },
  { tab: "negotiate", name: "Negotiate" },
  { tab: "documents", name: "Documents" },
  { tab: "payments", name: "Payments" },
  { tab: "activity", name: "Activity" },
] as const;

export type CaseTab = (typeof CASE_TABS)[number]["tab"];

export interface CaseSearch {
  readonly tab?: CaseTab | undefined;
  /** Everything is shown as of this day. */
  readonly asOf?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What of an address says which part of the case is shown. What is not understood is named undefined: left out, the router would keep it. */
export function readCaseSearch(given: Readonly<Record<string, unknown>>): CaseSearch {
  const tab = CASE_TABS.find((t) => t.tab === given["tab"])?.tab;
  const asOf = typeof given["asOf"] === "string" && DAY.test(given["asOf"]) ? given["asOf"] : undefined;
  return { tab, asOf };
}
