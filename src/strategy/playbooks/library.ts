import type { Day } from "#base/day.ts";
import { type Statement, shownOn } from "#strategy/sourced.ts";
import { AIR_AMBULANCE } from "./air-ambulance.ts";
import { ANCILLARY } from "./ancillary.ts";
import { ANESTHESIA } from "./anesthesia.ts";
import { BEHAVIORAL } from "./behavioral.ts";
import { CARDIOLOGY } from "./cardiology.ts";
import { EMERGENCY } from "./emergency.ts";
import { NEUROLOGY } from "./neurology.ts";
import { PATHOLOGY } from "./pathology.ts";
import type { CodeRange, Exchange, Playbook } from "./playbook.ts";
import { RADIOLOGY } from "./radiology.ts";
import { SURGERY_CENTER } from "./surgery-center.ts";

/** Every playbook, in the order they are listed. */
export const PLAYBOOKS: readonly Playbook[] = [
  EMERGENCY,
  SURGERY_CENTER,
  ANESTHESIA,
  RADIOLOGY,
  PATHOLOGY,
  CARDIOLOGY,
  NEUROLOGY,
  BEHAVIORAL,
  AIR_AMBULANCE,
  ANCILLARY,
];

/** The playbook as it may be shown on a day: statements that lapsed, or that name no source, are gone from it. */
export function playbookOn(playbook: Playbook, on: Day): Playbook {
  const whole = (e: Exchange): boolean => shownOn([e.payer, e.answer], on).length === 2;
  return {
    ...playbook,
    evidence: shownOn(playbook.evidence, on),
    arguments: playbook.arguments.filter(whole),
    channels: shownOn(playbook.channels, on),
    batching: shownOn(playbook.batching, on),
  };
}

/** Every statement of a playbook, in the order it is read. */
export const statementsOf = (p: Playbook): readonly Statement[] => [
  ...p.evidence,
  ...p.arguments.flatMap((a) => [a.payer, a.answer]),
  ...p.channels,
  ...p.batching,
];

/** What a claim says of its specialty. All of it may be missing. */
export interface ClaimTraits {
  readonly lines: readonly {
    readonly code: string;
    readonly modifiers: readonly string[];
    readonly place?: string | undefined;
  }[];
  readonly place?: string | undefined;
  /** Type of bill of a facility's claim: "831". */
  readonly bill?: string | undefined;
  /** Specialties of its providers, as src/codes/specialty.ts names them. */
  readonly specialties: readonly string[];
}

export interface Fitting {
  readonly playbook: Playbook;
  /** Lines whose code or modifier is the specialty's. */
  readonly lines: number;
  /** Why it fits, in sentences, the strongest first. */
  readonly because: readonly string[];
}

/** Whether a code stands in a range: of the same length, letters in the same places, between its ends. */
export function isInRange(code: string, { from, to }: Pick<CodeRange, "from" | "to">): boolean {
  const c = code.trim().toUpperCase();
  return c.length === from.length && shape(c) === shape(from) && from <= c && c <= to;
}

const shape = (code: string): string => code.replace(/\d/g, "0");

const listed = (words: readonly string[], most = 4): string =>
  words.length <= most ? words.join(", ") : `${words.slice(0, most).join(", ")} and ${words.length - most} more`;

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];

function fitting(playbook: Playbook, claim: ClaimTraits): (Fitting & { readonly weight: number }) | undefined {
  const byCode = claim.lines.filter((l) => playbook.codes.some((r) => isInRange(l.code, r)));
  const byModifier = claim.lines.filter((l) => l.modifiers.some((m) => playbook.modifiers.includes(m.toUpperCase())));
  const who = playbook.specialties.filter((s) => claim.specialties.includes(s));
  const places = distinct([claim.place, ...claim.lines.map((l) => l.place)].flatMap((p) => p ?? []));
  const where = places.filter((p) => playbook.places.includes(p));
  const billed = playbook.bills.some((b) => claim.bill?.startsWith(b) === true);
  const because = [
    ...(byCode.length > 0 ? [`Codes ${listed(distinct(byCode.map((l) => l.code)))}.`] : []),
    ...(who.length > 0 ? [`The provider's specialty: ${who.map((s) => s.replaceAll("_", " ")).join(", ")}.`] : []),
    ...(where.length > 0 ? [`Place of service ${where.join(", ")}.`] : []),
    ...(billed ? [`Type of bill ${claim.bill ?? ""}.`] : []),
    ...(byModifier.length > 0
      ? [
          `Modifiers ${listed(distinct(byModifier.flatMap((l) => l.modifiers.filter((m) => playbook.modifiers.includes(m.toUpperCase())))))}.`,
        ]
      : []),
  ];
  if (because.length === 0) return undefined;
  const lines = claim.lines.filter((l) => byCode.includes(l) || byModifier.includes(l)).length;
  const share = claim.lines.length === 0 ? 0 : byCode.length / claim.lines.length;
  const weight =
    4 * share +
    2 * Number(who.length > 0) +
    2 * Number(billed) +
    Number(byModifier.length > 0) +
    Number(where.length > 0);
  return { playbook, lines, because, weight };
}

/** Playbooks that fit a claim, the best first: its codes count most, then who gave the care, then where. */
export function playbooksFor(claim: ClaimTraits): readonly Fitting[] {
  return PLAYBOOKS.flatMap((p) => fitting(p, claim) ?? [])
    .sort((a, b) => b.weight - a.weight)
    .map(({ weight: _, ...fits }) => fits);
}
