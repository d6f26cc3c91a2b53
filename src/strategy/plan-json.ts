import { type Cents, formatUsd } from "#base/money.ts";
import type { Plan } from "./plan.ts";

/** A plan as JSON: money as strings with two decimals, unknown as null. Keys are a contract; new ones may be added. */

const orNull = (a: Cents | undefined): string | null => (a === undefined ? null : formatUsd(a));
const share = (x: number | undefined): number | null => (x === undefined ? null : Math.round(x * 1000) / 1000);

export function planJson(p: Plan, sources: readonly string[]): object {
  const { worth, zone } = p;
  return {
    claim: p.claim,
    asOf: p.asOf,
    advice: p.advice,
    because: p.because,
    target: orNull(p.target),
    floor: orNull(p.floor),
    opening: orNull(p.opening),
    billed: formatUsd(worth.billed),
    allowed: formatUsd(worth.accept),
    cap: formatUsd(worth.cap),
    zone:
      zone === undefined
        ? null
        : { chance: share(zone.chance), width: formatUsd(zone.width), payerLimit: formatUsd(zone.payerLimit) },
    moves: p.moves.map((m) => ({
      move: m.move,
      what: m.what,
      dollars: orNull(m.dollars),
      days: m.days ?? null,
      fees: formatUsd(m.fees),
      chance: share(m.chance),
      reasons: m.reasons.map((r) => ({
        id: r.id,
        text: r.text,
        effect: formatUsd(r.effect),
        source: r.source,
        prior: r.prior,
      })),
    })),
    flips: p.flips,
    missing: p.missing.map((m) => ({ fact: m.fact, question: m.question, worth: orNull(m.worth) })),
    ways: p.ways.map((x) => ({
      way: x.id,
      label: x.label,
      open: x.open,
      why: x.why,
      source: x.source,
      daysLeft: x.daysLeft ?? null,
      value: orNull(worth.ways.find((v) => v.id === x.id)?.value),
    })),
    lines: worth.items.map((i) => ({
      line: i.name,
      fairValue:
        i.fair === undefined
          ? null
          : { median: formatUsd(i.fair.median), low80: formatUsd(i.fair.low80), high80: formatUsd(i.fair.high80) },
      arguedFederal:
        i.argued === undefined
          ? null
          : {
              median: formatUsd(i.argued.median),
              low80: formatUsd(i.argued.low80),
              high80: formatUsd(i.argued.high80),
              exhibits: i.argued.brief.exhibits,
            },
      keptOutOfFederal: i.keptOut,
      finalOffer:
        i.final === undefined
          ? null
          : { offer: formatUsd(i.final.offer), chance: share(i.final.chance), setByCap: i.final.atCap },
      cap: formatUsd(i.cap),
    })),
    alerts: p.alerts,
    approvals: p.approvals,
    refusals: p.refusals,
    sources,
  };
}
