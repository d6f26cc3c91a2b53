import { unpricedModifier } from "./modifier.ts";
import type { Step } from "./working.ts";

/** What the modifiers of a surgery center's line do to one procedure, in parts of a hundred. */
export interface AscEffect {
  /** Of the service's part and of the device's part. */
  readonly service: bigint;
  readonly device: bigint;
  /** Procedures on the line for each unit billed: two where both sides stand on it. */
  readonly copies: 1 | 2;
  /** False for a reduced or stopped procedure, which no further reduction touches. */
  readonly ranked: boolean;
  /** A device came free or under credit, so the amount needs the device's part. */
  readonly credit: boolean;
  readonly steps: readonly Step[];
}

const MANUAL = "Medicare Claims Processing Manual, chapter 14";
const STOPPED = `42 CFR 416.172(f); ${MANUAL}, section 40.4`;

/** Modifiers of a clinician's own claim: a center has no such part to bill. */
const CLINICIANS: ReadonlySet<string> = new Set("26 53 54 55 56 62 66 80 81 82 AA AD AS QK QS QX QY QZ".split(" "));

/** Whether a modifier stands on a clinician's own claim alone. */
export const isCliniciansModifier = (modifier: string): boolean => CLINICIANS.has(modifier.toUpperCase());

/** What a modifier says of how far the procedure went; one line has one of them. */
const HOW_FAR: Readonly<Record<string, { readonly service: bigint; readonly device: bigint; readonly says: string }>> =
  {
    "52": { service: 50n, device: 50n, says: "modifier 52: reduced, or stopped where no anesthesia was planned: half" },
    "73": {
      service: 50n,
      device: 0n,
      says: "modifier 73: stopped before anesthesia: the device's part comes off, then half of the rest",
    },
    "74": { service: 100n, device: 100n, says: "modifier 74: stopped after anesthesia began: in full" },
  };

/** Whether another modifier says that a line may not be of the day's one session. */
const APART: ReadonlySet<string> = new Set(["76", "77", "78", "79", "XE"]);

const CREDIT = { FB: 0n, FC: 50n } as const;
const CREDIT_SOURCE = `42 CFR 416.179(b); ${MANUAL}, section 40.8`;

function contradiction(has: (m: string) => boolean): string | undefined {
  const far = Object.keys(HOW_FAR).filter(has);
  if (far.length > 1) return `modifiers ${far.join(" and ")} contradict each other: a procedure ended in one way`;
  return has("FB") && has("FC")
    ? "modifiers FB and FC contradict each other: a device came free, or under part credit"
    : undefined;
}

function noteOf(m: string): Step {
  if (m === "SG")
    return { rule: "note", text: "modifier SG: the center's own claim; amount unchanged", source: MANUAL };
  if (m === "TC") return { rule: "note", text: "modifier TC: the center's part, which its rate is", source: MANUAL };
  if (APART.has(m)) {
    return {
      rule: "note",
      text: `modifier ${m} may mean another session of the day; no field of a claim tells sessions apart, so it was ranked with the day's others`,
      source: "42 CFR 416.172(e)",
    };
  }
  const said = unpricedModifier(m);
  return { rule: "note", text: said.says, source: said.source };
}

/** The effect of a line's modifiers, or the reason why they cannot be priced. `modifiers` are upper case. */
export function ascEffect(modifiers: readonly string[]): AscEffect | string {
  const all = new Set(modifiers);
  const has = (m: string): boolean => all.has(m);
  const clinician = [...all].find((m) => CLINICIANS.has(m));
  if (clinician !== undefined) {
    return `modifier ${clinician} is of a clinician's own claim: a surgery center's facility fee has no such part`;
  }
  const against = contradiction(has);
  if (against !== undefined) return against;
  const steps: Step[] = [];
  const far = Object.entries(HOW_FAR).find(([m]) => has(m));
  let [service, device] = [far?.[1].service ?? 100n, far?.[1].device ?? 100n];
  if (far !== undefined) steps.push({ rule: "modifier", text: far[1].says, source: STOPPED });
  const credit = has("FB") ? "FB" : has("FC") ? "FC" : undefined;
  if (credit !== undefined) {
    device = (device * CREDIT[credit]) / 100n;
    const what = credit === "FB" ? "free or under full credit: its part" : "under part credit: half of its part";
    steps.push({
      rule: "modifier",
      text: `modifier ${credit}: a device came ${what} comes off`,
      source: CREDIT_SOURCE,
    });
  }
  const both = has("50") || (has("RT") && has("LT"));
  if (both) {
    steps.push({
      rule: "modifier",
      text: "both sides: two procedures. Medicare asks a center for two lines or two units and does not read modifier 50",
      source: `${MANUAL}, section 40.5`,
    });
  }
  const done = (m: string): boolean =>
    m in HOW_FAR || m in CREDIT || m === "50" || (both && (m === "RT" || m === "LT"));
  for (const m of all) if (!done(m)) steps.push(noteOf(m));
  return {
    service,
    device,
    copies: both ? 2 : 1,
    ranked: !has("52") && !has("73"),
    credit: credit !== undefined,
    steps,
  };
}
