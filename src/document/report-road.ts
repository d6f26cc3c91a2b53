import type { Day } from "#base/day.ts";
import type { Candidate, ClaimEvaluation, RightView } from "#case/evaluation.ts";
import { earliestOf } from "#case/law-view.ts";
import { counted, listed, longDay, type Sentence } from "./wording.ts";
import { channelName } from "./words.ts";

/** Which road a claim has, why, by which days, on which facts, and what is not known. */
export interface Road {
  readonly verdict: string;
  readonly says: Sentence;
  readonly because: readonly string[];
  readonly rights: readonly RoadRight[];
  readonly rightNotes: readonly string[];
  readonly facts: readonly { readonly what: string; readonly value: string; readonly source: string }[];
  readonly questions: readonly string[];
  /** The road in half a sentence, for the head of a paper, and the law behind it. */
  readonly short: { readonly says: Sentence; readonly note: string } | null;
}

export interface RoadRight {
  readonly right: string;
  readonly state: string;
  readonly from: Day | null;
  readonly through: Day | null;
  readonly daysLeft: number | null;
  readonly cite: string;
  readonly assumed: boolean;
}

/** The facts of a channel's decision as people name them. */
const FACT_NAMES: Readonly<Record<string, string>> = {
  in_network: "in network",
  service: "kind of care",
  facility_in_network: "facility in network",
  plan_funding: "plan paid by",
  state: "state",
};

/** The same facts as what is not known. */
const FACT_ASKED: Readonly<Record<string, string>> = {
  in_network: "whether the provider is in network",
  service: "what kind of care it was",
  facility_in_network: "whether the facility is in network",
  plan_funding: "how the plan is funded",
  state: "in which state the care was given",
};

const VALUE_NAMES: Readonly<Record<string, string>> = {
  true: "yes",
  false: "no",
  self_funded_erisa: "the employer (self-funded, ERISA)",
  self_funded_church: "a church plan",
  self_funded_government: "a government plan, self-funded",
  fully_insured: "an insurer (fully insured)",
  non_emergency_inn_facility: "planned care at a participating facility",
  non_emergency_facility: "planned care at a facility",
};

/** "in_network is false" as name and value. */
function factRow(f: { readonly text: string; readonly source?: string }): Road["facts"][number] {
  const [id = "", value = ""] = f.text.split(/ is (.*)/s);
  return {
    what: FACT_NAMES[id] ?? id.replaceAll("_", " "),
    value: VALUE_NAMES[value] ?? value.replaceAll("_", " "),
    source: f.source ?? "not stated",
  };
}

const DAYS = "Days left are business days, today counted.";

const daysWords = (r: RightView): string =>
  r.daysLeft === 1 ? "today is the last day" : `${counted(r.daysLeft ?? 0, "business day")} left with today`;

/** The verdict and the clock that ends first, in one sentence. */
function shortOf(e: ClaimEvaluation): Road["short"] {
  if (e.lines.length > 0 && e.class === "not this trade") {
    const note = e.channel.because.map((b) => b.text).join(" ");
    return {
      says: ["It is not this trade: a programme or a contract sets its price."],
      note: note === "" ? e.channel.verdict : note,
    };
  }
  const first = earliestOf(e.rights);
  if (first?.safe === undefined) {
    const gone = e.rights.find((r) => r.state === "expired" && r.safe !== undefined);
    if (gone?.safe === undefined) return null;
    return {
      says: [`The last safe day of "${gone.label.toLowerCase()}" was `, { strong: longDay(gone.safe[1]) }, "."],
      note: gone.cite,
    };
  }
  const undetermined = e.channel.verdict === "undetermined";
  const opens = first.state === "open" ? "must be used by" : `opens on ${longDay(first.safe[0])} and ends on`;
  const start = first.assumed ? " Counted from an assumed day of receipt." : "";
  return {
    says: [
      undetermined ? "Which road governs is not settled; the first clock, " : "The next right, ",
      { strong: first.label.toLowerCase() },
      `, ${opens} `,
      { strong: longDay(first.safe[1]) },
      ".",
    ],
    note: `${first.cite}.${start} ${daysWords(first).replace(/^./, (c) => c.toUpperCase())}.`,
  };
}

const inLaw = (cites: readonly string[]): string => (cites.length === 0 ? "" : ` (${cites.join("; ")})`);

/** Which road, with its law in brackets. */
function saysOf(e: ClaimEvaluation): Sentence {
  const { verdict, candidates, missing } = e.channel;
  if (verdict === "not_this_channel") return [{ strong: "Neither the Act nor a state's law sets a road here." }];
  if (verdict !== "undetermined") {
    const cites = candidates.find((c) => c.channel === verdict)?.cites ?? [];
    return [{ strong: channelName(verdict) }, ` governs${inLaw(cites)}.`];
  }
  const roads = candidates.flatMap(
    (c, i): Sentence => [
      i === 0 ? " " : i === candidates.length - 1 ? " or " : ", ",
      `${channelName(c.channel)}${inLaw(c.cites)}`,
    ],
  );
  const facts = listed(missing.map((m) => FACT_ASKED[m] ?? m.replaceAll("_", " ")));
  return [
    { strong: missing.length === 1 ? "One fact decides the road" : "Facts are missing that decide the road" },
    facts === "" ? "." : `: ${facts}.`,
    ...(roads.length === 0 ? [] : [" It may be", ...roads, "."]),
  ];
}

const becauseOf = (candidates: readonly Candidate[], undetermined: boolean): readonly string[] => [
  ...new Set(
    candidates.flatMap((c) => c.because.map((b) => (undetermined ? `${channelName(c.channel)}: ${b.text}` : b.text))),
  ),
];

/** The road of a claim as a paper tells it. */
export function roadOf(e: ClaimEvaluation): Road {
  const rights = e.rights.map(
    (r): RoadRight => ({
      right: r.label,
      state: r.state === "unknown" ? "day not known" : r.state,
      from: r.safe?.[0] ?? null,
      through: r.safe?.[1] ?? null,
      daysLeft: r.daysLeft ?? null,
      cite: r.cite,
      assumed: r.assumed,
    }),
  );
  const assumed = [
    ...new Set(
      e.rights.flatMap((r) =>
        r.starts === undefined ? [] : [`Counted from ${longDay(r.starts.day)}, ${r.starts.source}.`],
      ),
    ),
  ];
  const disputed = e.rights.flatMap((r) =>
    (r.disputed ?? []).map(
      (c) =>
        `${r.label}, if received on ${longDay(c.day)} (${c.source}): ${longDay(c.safe[0])} to ${longDay(c.safe[1])}.`,
    ),
  );
  return {
    verdict: e.channel.verdict,
    says: saysOf(e),
    because: becauseOf(e.channel.candidates, e.channel.verdict === "undetermined"),
    rights,
    rightNotes: [...(rights.some((r) => r.daysLeft !== null) ? [DAYS] : []), ...assumed, ...disputed],
    facts: e.facts.map(factRow),
    questions: e.questions.map((q) => q.question),
    short: shortOf(e),
  };
}
