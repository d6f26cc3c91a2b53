import { Link, useMatches } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Button } from "#web/kit/button.tsx";
import { useKeys } from "#web/shell/keys.ts";
import type { Article } from "./articles/article.ts";
import { guideOf } from "./guides.ts";
import { Terms } from "./terms.tsx";
import "./guide.css";

/** The page in view as the guides name it: its path, and the part of it that is open. */
function usePlace(): readonly [path: string, part: string | undefined] {
  const at = useMatches().at(-1);
  const search = (at?.search ?? {}) as { readonly tab?: unknown; readonly part?: unknown };
  const part = search.tab ?? search.part;
  return [at?.fullPath ?? "", typeof part === "string" ? part : undefined];
}

function Read({ of, isFirst }: { readonly of: Article; readonly isFirst: boolean }) {
  return (
    <details open={isFirst}>
      <summary>{of.title}</summary>
      {of.paragraphs.map((p) => (
        <p key={p} className="sm">
          {p}
        </p>
      ))}
      <Terms of={of.terms} />
      <p className="sm">
        <Link to="/help" search={{ article: of.id }} className="in-sentence">
          Read it in Help, and say whether it helped
        </Link>
      </p>
    </details>
  );
}

/**
 * What to know of the page in view, beside it: one reads and works on. It follows when another page or part is opened.
 */
export function Guide({ close }: { readonly close: () => void }) {
  const box = useRef<HTMLElement>(null);
  const [path, part] = usePlace();
  const articles = guideOf(path, part);
  useKeys({ close });
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <aside ref={box} className="guide noprint" aria-label="Guide to this page" tabIndex={-1}>
      <div className="row guide-head">
        <h2>Guide to this page</h2>
        <Button size="small" kind="quiet" onClick={close} aria-keyshortcuts="Escape">
          Close
        </Button>
      </div>
      {articles.length === 0 && (
        <p className="sm t2">
          This page has no guide of its own. <Link to="/help">Search the help</Link>.
        </p>
      )}
      {articles.map((a, i) => (
        <Read key={`${path} ${part} ${a.id}`} of={a} isFirst={i === 0} />
      ))}
    </aside>
  );
}
