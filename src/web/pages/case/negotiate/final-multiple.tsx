import type { Negotiation } from "./negotiation-data.ts";

const times = (x: number): string => `${x.toFixed(2)} times`;

/** What talks with them end at over what was allowed first, with its sample. */
export function FinalMultiple({ of: { n, multiple, source } }: { readonly of: Negotiation["final"] }) {
  return (
    <section className="sec" aria-label="Final multiple">
      <div className="h2row">
        <h2>Final multiple</h2>
        <span className="sm">Agreed, or the most they offered, over what was allowed first</span>
      </div>
      {multiple === null ? (
        <p className="sm t2">Not enough: {source}.</p>
      ) : (
        <p className="sm">
          <span className="m">{times(multiple.median)}</span>, 80 in 100 between {times(multiple.low)} and{" "}
          {times(multiple.high)}
          <span className="sub">
            n {n}; {source}
          </span>
        </p>
      )}
    </section>
  );
}
