import { type Cents, showUsd, sum } from "#base/money.ts";
import { isChannelId } from "#law/channels.ts";
import { type EvidenceKind, type Forum, forumOf, forumRules } from "#law/evidence.ts";
import { type BenchmarkKind, barred } from "#strategy/fair-value.ts";
import { BENCHMARK_LABELS, ITEM_BENCHMARKS, type ItemBenchmark, KIND_OF } from "#strategy/item-benchmarks.ts";
import type { PlanCase, PlanItem } from "#strategy/plan-case.ts";
import type { Table } from "./negotiation-table.ts";

/** What may be said for an amount, by the forum the road ends in: figures that anchor it, and reasons in words. */

/** The forum that decides if talks fail, where its rules of evidence are known. */
export function forumFor({ ground: { evaluation }, state }: Pick<Table, "ground" | "state">): Forum | undefined {
  const { verdict } = evaluation.channel;
  const said = isChannelId(verdict) ? forumOf(verdict) : undefined;
  if (said !== undefined) return said;
  const ways = state?.planCase.ways ?? [];
  if (ways.some((w) => w.id === "federal IDR" && w.open)) return "federal-idr";
  if (!ways.some((w) => w.id === "state process" && w.open)) return undefined;
  return evaluation.rights
    .map((r) => (isChannelId(r.channel) ? forumOf(r.channel) : undefined))
    .find((f) => f !== undefined);
}

export const isFederal = (forum: Forum | undefined): boolean => forum === "federal-idr" || forum === "federal-idr-air";

const citesOf = (forum: Forum): string =>
  forumRules(forum)
    .cites.map((c) => c.text)
    .join("; ");

/** Why a benchmark may not be put before the forum; undefined when it may. */
const whyBarred = (forum: Forum | undefined, kind: BenchmarkKind): string | undefined =>
  forum !== undefined && barred(forum, kind)
    ? `whoever decides the dispute may not weigh it (${citesOf(forum)})`
    : undefined;

export interface Anchor {
  readonly id: string;
  readonly label: string;
  readonly amount: Cents;
  readonly source: string;
  readonly admissible: boolean;
  readonly whyNot: string | undefined;
}

/** The sum of a benchmark over all lines that are planned for; undefined when one line has none. */
function total(c: PlanCase, of: ItemBenchmark): { readonly amount: Cents; readonly source: string } | undefined {
  const known = c.items.flatMap((i: PlanItem) => i[of] ?? []);
  const [first] = known;
  if (first === undefined || known.length !== c.items.length) return undefined;
  return { amount: sum(known.map((k) => k.value)), source: first.source };
}

/** The figures an amount is measured by. */
export function anchorsOf(table: Table): readonly Anchor[] {
  const { state, turn } = table;
  if (state === undefined || turn === undefined) return [];
  const c = state.planCase;
  const forum = forumFor(table);
  const anchor = (id: string, label: string, amount: Cents, source: string, kind?: BenchmarkKind): Anchor => {
    const whyNot = kind === undefined ? undefined : whyBarred(forum, kind);
    return { id, label, amount, source, admissible: whyNot === undefined, whyNot };
  };
  const fair = turn.worth.items.map((i) => i.fair?.median);
  const pooled = fair.flatMap((f) => f ?? []);
  return [
    anchor("billed", "Charge", turn.worth.billed, "the claim", "billed"),
    // Before payment nothing was allowed yet.
    ...(c.foreseen === undefined ? [anchor("allowed", "Allowed so far", turn.worth.accept, c.allowedSource)] : []),
    ...ITEM_BENCHMARKS.flatMap((of) => {
      const known = total(c, of);
      return known === undefined ? [] : [anchor(of, BENCHMARK_LABELS[of], known.amount, known.source, KIND_OF[of])];
    }),
    ...(pooled.length === 0 || pooled.length !== fair.length
      ? []
      : [
          {
            ...anchor("fair value", "Fair value", sum(pooled), "the benchmarks pooled, each by how exact it is"),
            admissible: false,
            whyNot: "it is a reckoning of this practice and no evidence",
          },
        ]),
  ];
}

export interface Sayable {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly source: string;
  readonly admissible: boolean;
  readonly whyNot: string | undefined;
  /** What sort of benchmark it is, for the guardrail that keeps barred ones out. */
  readonly kind: BenchmarkKind | undefined;
}

/** Circumstances a forum may weigh and that no file of a claim says by itself, in our words. */
export const CIRCUMSTANCES: Partial<Readonly<Record<EvidenceKind, string>>> = {
  training_experience_quality: "Training, experience and measured quality of who gave the care",
  market_share: "Market share of both sides in the region",
  acuity_complexity: "How ill the patient was and how complex the care",
  teaching_case_mix_scope: "Teaching status, case mix and scope of the facility",
  network_good_faith: "Good faith efforts of both sides to join the network",
  contracted_rates_prior_4_plan_years: "Rates agreed with this payer in the four plan years before",
  other_in_network_rates: "In-network rates others are paid",
  crew_training: "Training of the crew",
  vehicle_type_clinical_level: "Type of vehicle and its clinical level",
  pickup_population_density: "Population density at the place of pickup",
  paid_percentiles: "What payers pay for the service in the area, by percentile",
  median_in_network: "The median rate in network",
  prior_contract_history: "The contracts before",
};

const TEXTS: Readonly<Record<ItemBenchmark, (amount: string) => string>> = {
  qpa: (amount) => `The plan's own qualifying payment amount is ${amount}.`,
  ownMedian: (amount) => `This payer allowed this practice a median of ${amount} for the same services.`,
  contracted: (amount) => `This practice and this payer contracted ${amount} for the same services.`,
  inNetwork: (amount) => `Rates published for providers in network come to ${amount} for the same services.`,
  oonAllowed: (amount) => `Amounts allowed out of network come to ${amount} for the same services.`,
  charges: (amount) => `Charges in the area come to ${amount} for the same services.`,
  medicare: (amount) => `The practice's percentage of Medicare is ${amount}.`,
};

function benchmarks(table: Table): readonly Sayable[] {
  const forum = forumFor(table);
  const c = table.state?.planCase;
  if (c === undefined) return [];
  return ITEM_BENCHMARKS.flatMap((of) => {
    const known = total(c, of);
    if (known === undefined) return [];
    const amount = showUsd(known.amount);
    const whyNot = whyBarred(forum, KIND_OF[of]);
    const said = {
      id: of,
      label: BENCHMARK_LABELS[of],
      text: TEXTS[of](amount),
      source: known.source,
      kind: KIND_OF[of],
    };
    return [{ ...said, admissible: whyNot === undefined, whyNot }];
  });
}

/** What is so on this day whatever the forum: the charge, and the right that stands behind the words. */
function ofTheDay(table: Table): readonly Sayable[] {
  const forum = forumFor(table);
  const { turn, window } = table;
  const charge = turn && {
    ...{ id: "billed", label: "Charge", text: `The charge is ${showUsd(turn.worth.billed)}.`, source: "the claim" },
    ...{
      kind: "billed" as const,
      admissible: whyBarred(forum, "billed") === undefined,
      whyNot: whyBarred(forum, "billed"),
    },
  };
  // The time that talks before payment have is no right that stands behind them.
  const right = window !== undefined &&
    table.state?.planCase.foreseen === undefined && {
      ...{
        id: "right",
        label: window.label,
        source: window.cite,
        admissible: true,
        whyNot: undefined,
        kind: undefined,
      },
      text: `It runs from ${window.from} through ${window.until}.`,
    };
  return [...(charge === undefined ? [] : [charge]), ...(right === false ? [] : [right])];
}

/** Files of these kinds can show a circumstance; without any, nothing of it may be said yet. */
const SHOWS: readonly string[] = ["record", "letter", "agreement", "award", "other"];

/** Everything that could be said for an amount, with why not where it may not. */
export function sayable(table: Table): readonly Sayable[] {
  const forum = forumFor(table);
  const files = table.view.files.some((f) => f.removed === undefined && SHOWS.includes(f.kind));
  const circumstances =
    forum === undefined
      ? []
      : forumRules(forum).admissible.flatMap((kind) => {
          const label = CIRCUMSTANCES[kind];
          if (label === undefined) return [];
          return [
            {
              ...{ id: kind, label, text: `${label}, as the file attached shows.`, source: citesOf(forum) },
              ...{ kind: undefined, admissible: files },
              whyNot: files ? undefined : "no file of the case shows it yet; attach one first",
            },
          ];
        });
  return [...benchmarks(table), ...ofTheDay(table), ...circumstances];
}
