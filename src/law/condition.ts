import type { FactId, Facts } from "./fact.ts";

type Scalar = string | number | boolean;
/** The facts a rule may compare with a literal: choices, yes-no, counts and states. */
type Comparable = {
  [K in FactId]-?: NonNullable<Facts[K]> extends Scalar ? K : never;
}[FactId];
type Counted = { [K in FactId]-?: NonNullable<Facts[K]> extends number ? K : never }[FactId];

/**
 * When a rule applies. Six kinds of node, no more: a lawyer can read them, and three-valued logic over them stays
 * provable. A seventh needs a written decision.
 */
export type Condition =
  | { [K in Comparable]: { readonly is: readonly [K, NonNullable<Facts[K]>] } }[Comparable]
  | { [K in Comparable]: { readonly oneOf: readonly [K, readonly NonNullable<Facts[K]>[]] } }[Comparable]
  | { readonly atLeast: readonly [Counted, number] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/**
 * The answer to a condition. `because` names the facts that decided it; `missing` the facts that are unknown and could
 * still turn it. A settled answer has nothing missing.
 */
export interface Finding {
  readonly verdict: "applies" | "does-not-apply" | "undetermined";
  readonly because: readonly FactId[];
  readonly missing: readonly FactId[];
}

const NOTHING: readonly FactId[] = [];
const settled = (yes: boolean, because: readonly FactId[]): Finding => ({
  verdict: yes ? "applies" : "does-not-apply",
  because,
  missing: NOTHING,
});
const asks = (id: FactId): Finding => ({ verdict: "undetermined", because: NOTHING, missing: [id] });
const union = (lists: readonly (readonly FactId[])[]): readonly FactId[] => [...new Set(lists.flat())];

/** `all` and `any` are one rule seen from two sides: one child of the stopping verdict settles the whole. */
function joined(parts: readonly Finding[], stop: "applies" | "does-not-apply"): Finding {
  const stopper = parts.find((p) => p.verdict === stop);
  if (stopper !== undefined) return stopper;
  const open = parts.filter((p) => p.verdict === "undetermined");
  if (open.length === 0) return settled(stop === "does-not-apply", union(parts.map((p) => p.because)));
  return {
    verdict: "undetermined",
    because: union(parts.filter((p) => p.verdict !== "undetermined").map((p) => p.because)),
    missing: union(open.map((p) => p.missing)),
  };
}

/** Three-valued (Kleene) evaluation: unknown facts give `undetermined` unless the known ones already settle it. */
export function evaluateCondition(condition: Condition, facts: Facts): Finding {
  if ("is" in condition) {
    const [id, want] = condition.is;
    const have = facts[id];
    return have === undefined ? asks(id) : settled(have === want, [id]);
  }
  if ("oneOf" in condition) {
    const [id, wanted] = condition.oneOf;
    const have = facts[id];
    return have === undefined ? asks(id) : settled((wanted as readonly unknown[]).includes(have), [id]);
  }
  if ("atLeast" in condition) {
    const [id, floor] = condition.atLeast;
    const have = facts[id];
    return have === undefined ? asks(id) : settled(have >= floor, [id]);
  }
  if ("not" in condition) {
    const inner = evaluateCondition(condition.not, facts);
    if (inner.verdict === "undetermined") return inner;
    return settled(inner.verdict === "does-not-apply", inner.because);
  }
  return "all" in condition
    ? joined(
        condition.all.map((c) => evaluateCondition(c, facts)),
        "does-not-apply",
      )
    : joined(
        condition.any.map((c) => evaluateCondition(c, facts)),
        "applies",
      );
}
