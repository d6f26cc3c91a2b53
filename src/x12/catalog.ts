import type { Transaction } from "./set-reader.ts";
import { claimAcknowledgment } from "./t277ca.ts";
import { remittance4010, remittance5010 } from "./t835.ts";
import { institutional4010, institutional5010 } from "./t837i.ts";
import { professional4010, professional5010 } from "./t837p.ts";
import { acknowledgment } from "./t999.ts";

/** Every transaction Parley reads into records. A new one is one file and one line here. */
export const CATALOG: readonly Transaction[] = [
  professional5010,
  professional4010,
  institutional5010,
  institutional4010,
  remittance5010,
  remittance4010,
  acknowledgment,
  claimAcknowledgment,
];

/** The guide without its addenda: 005010X222A1 is 005010X222. */
const base = (version: string): string => /^(\d{6}X\d{3})/.exec(version)?.[1] ?? version;

/** Who reads a set of this kind (ST01) and guide (ST03 or GS08); undefined when it stays segments. */
export function transactionFor(kind: string, version: string): Transaction | undefined {
  const guide = base(version);
  return CATALOG.find((t) => t.grammar.set.startsWith(kind) && t.grammar.versions.includes(guide));
}
