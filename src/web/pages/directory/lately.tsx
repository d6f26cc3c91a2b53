import type { Answer } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";

type Said = NonNullable<Answer<"getCounterparty">["habits"][number]["rows"][number]["lately"]>;

const trendOf = (better: boolean | null): string =>
  better === null ? "Lately" : better ? "Better lately" : "Worse lately";

/** How a habit has changed, under the habit itself. */
export const Lately = ({ of }: { readonly of: Said }) => (
  <span className={of.better === false ? "sub k-fact kc" : "sub"}>
    {of.better === false && <Glyph name="fact" s />} {trendOf(of.better)}:{" "}
    {of.says.replace(of.from, showDateOfYear(dayOf(of.from)))}
  </span>
);
