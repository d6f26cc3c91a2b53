import type { Day } from "#base/day.ts";
import { inventedBooks } from "./demo/book.ts";
import { checksFor } from "./demo/checks.ts";
import type { DemoClaim, DemoPractice } from "./demo/model.ts";
import { factsFile, practiceFile } from "./demo/practice-file.ts";
import { PROFESSIONAL_GUIDE, professionalSet, RECEIVER, SENDER } from "./demo/professional.ts";
import { type DemoCheck, REMITTANCE_GUIDE, remittanceSet } from "./demo/remittance.ts";
import { compact, digits, interchange } from "./demo/segments.ts";
import { tellStories } from "./demo/told.ts";
import { everyday } from "./demo/volume.ts";
import { when } from "./demo/when.ts";

/** The demo that everybody sees is the same. */
export const DEMO_SEED = 1;

/** A file of the demo folder, relative to it, with `/` between folders. A path that ends in .gz is compressed when written. */
export interface DemoFile {
  readonly path: string;
  readonly text: string;
}

/** Everyday claims around the named stories. */
const EVERYDAY = 200;

type Group<T> = readonly [T, ...T[]];

/** Items under one key, keys in order. */
function grouped<T>(items: readonly T[], key: (item: T) => string): readonly (readonly [string, Group<T>])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

const nameOf = (p: DemoPractice, day: Day): string => `${p.prefix}-${day}`;

/** One 837 file for each practice and batch. The laboratory's system compresses its files. */
function claimFiles(claims: readonly DemoClaim[]): readonly DemoFile[] {
  let control = 0;
  return grouped(claims, (c) => nameOf(c.practice, c.sent)).map(([name, batch]) => {
    control++;
    const [{ practice, sent }] = batch;
    const envelope = {
      sender: SENDER,
      receiver: RECEIVER,
      day: sent,
      control,
      group: "HC",
      guide: PROFESSIONAL_GUIDE,
    } as const;
    return {
      path: `claims/${name}.837${practice.prefix === "LB" ? ".gz" : ""}`,
      text: interchange(envelope, [professionalSet(practice, batch, sent, 1)]),
    };
  });
}

/** One 835 file for each practice and day, with a set for every payer that paid. */
function remittanceFiles(checks: readonly DemoCheck[]): readonly DemoFile[] {
  let control = 5000;
  return grouped(checks, (c) => nameOf(c.practice, c.day)).map(([name, paid]) => {
    control++;
    const [{ day }] = paid;
    const envelope = {
      sender: RECEIVER,
      receiver: SENDER,
      day,
      control,
      group: "HP",
      guide: REMITTANCE_GUIDE,
    } as const;
    const sets = paid.map((c, i) => remittanceSet(c, i + 1, `DEMO${c.payer.id}${compact(day)}${digits(control, 5)}`));
    return { path: `remittances/${name}.835`, text: interchange(envelope, sets) };
  });
}

/**
 * The folder of a synthetic practice group on a day: five practices, their 837P and 835 files, a practice profile, a
 * facts file that answers some questions, and an invented fee schedule. Dates are counted back from `asOf`, so that the
 * rights in it are alive whenever it is made. The same day and seed give the same bytes.
 */
export function makeDemo(options: { readonly asOf: Day; readonly seed: number }): readonly DemoFile[] {
  const days = when(options.asOf);
  const stories = tellStories(days);
  const business = Array.from({ length: EVERYDAY }, (_, n) => everyday(n, options.seed, days));
  const claims = [...stories.flatMap((s) => s.claims), ...business.map((b) => b.claim)];
  const payments = [...stories.flatMap((s) => s.payments), ...business.flatMap((b) => b.payments)];
  const adjustments = stories.flatMap((s) => s.adjustments);
  return [
    { path: "practice.json", text: practiceFile(options.asOf) },
    { path: "facts.csv", text: factsFile(options.asOf) },
    ...inventedBooks(options.asOf),
    ...claimFiles(claims),
    ...remittanceFiles(checksFor(payments, adjustments)),
  ];
}
