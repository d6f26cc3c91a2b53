import type { Word } from "#web/kit/glossary.ts";
import { Said } from "#web/kit/said.tsx";

/** The words of an article that the glossary has; nothing where there are none. */
export const Terms = ({ of }: { readonly of: readonly Word[] }) =>
  of.length === 0 ? null : (
    <p className="sm t2 help-terms">
      Words in it:{" "}
      {of.map((w, i) => (
        <span key={w}>
          <span className="nowrap">
            <Said word={w} />
            {i === of.length - 1 ? "." : ","}
          </span>{" "}
        </span>
      ))}
    </p>
  );
