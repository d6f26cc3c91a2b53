import type { Case } from "#web/data/words.ts";
import { Cite } from "#web/kit/chips.tsx";
import type { ProofNode, ProofState } from "#web/kit/proof.tsx";
import { capital, channelName, wordsOf } from "./channel-words.ts";
import { factSaid } from "./fact-words.ts";

/** The channel as conclusions over facts: roads that may govern, each over why, and what it was decided from. */

type Evaluation = Case["evaluation"];
type Because = Evaluation["channel"]["facts"][number];

const cites = (texts: readonly string[]) => texts.map((t) => <Cite key={t}>{t}</Cite>);

const splitCites = (source: string | undefined): readonly string[] =>
  source === undefined ? [] : source.split("; ").filter((s) => s !== "");

/** `plan_funding is self_funded_erisa` as a person reads it. */
function factText(text: string): string {
  const [, fact, value] = /^(\w+) is (.+)$/.exec(text) ?? [];
  if (fact !== undefined && value !== undefined) return factSaid(fact, value);
  return capital(wordsOf(text));
}

/** Facts that nobody stated but a rule assumes say so. */
const stateOf = (b: Because): ProofState => (b.source?.startsWith("assumed") === true ? "inferred" : "proven");

const factNode = (b: Because): ProofNode => ({
  key: b.text,
  state: stateOf(b),
  text: factText(b.text),
  cites: cites(splitCites(b.source)),
});

export function proofOf(e: Evaluation, questions: Case["questions"]): readonly ProofNode[] {
  const { channel } = e;
  const settled = channel.verdict !== "undetermined";
  const roads = channel.candidates.map(
    (c): ProofNode => ({
      key: c.channel,
      state: settled ? (c.confidence === "unsure" ? "inferred" : "proven") : "inferred",
      text: channelName(c.channel),
      cites: cites(c.cites),
      ...(c.confidence === "verified" ? {} : { note: `How sure we are of the law: ${c.confidence}.` }),
      on: c.because.map((b) => ({
        key: b.text,
        state: settled ? "proven" : "inferred",
        text: b.text,
        cites: cites(splitCites(b.source)),
      })),
    }),
  );
  const facts: ProofNode = {
    key: "facts",
    state: channel.missing.length === 0 ? "proven" : "missing",
    text: "What it was decided from",
    on: [
      ...channel.facts.map(factNode),
      ...channel.missing.map(
        (fact): ProofNode => ({
          key: `missing ${fact}`,
          state: "missing",
          text: questions.find((q) => q.fact === fact)?.question ?? `${factText(fact)} is not known`,
        }),
      ),
    ],
  };
  return facts.on?.length === 0 ? roads : [...roads, facts];
}

/** "Seven facts known, one assumed, none missing." */
export function countFacts(e: Evaluation): string {
  const { facts, missing } = e.channel;
  const assumed = facts.filter((b) => stateOf(b) === "inferred").length;
  const say = (n: number, word: string) => `${n === 0 ? "none" : n} ${word}`;
  const known = facts.length - assumed;
  return `${known} ${known === 1 ? "fact" : "facts"} known, ${say(assumed, "assumed")}, ${say(missing.length, "missing")}.`;
}
