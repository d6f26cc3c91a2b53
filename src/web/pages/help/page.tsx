import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { GLOSSARY, type Word } from "#web/kit/glossary.ts";
import { Empty } from "#web/kit/states.tsx";
import { useKeys } from "#web/shell/keys.ts";
import { Page } from "#web/shell/page.tsx";
import { type Article, GROUPS } from "./articles/article.ts";
import { Helpful } from "./helpful.tsx";
import { ARTICLES, articlesWith, wordsWith } from "./search.ts";
import { Terms } from "./terms.tsx";
import "./help.css";

const route = getRouteApi("/frame/help");

function ArticleLinks({ of, now }: { readonly of: readonly Article[]; readonly now: string | undefined }) {
  return (
    <ul>
      {of.map((a) => (
        <li key={a.id}>
          <Link
            to="/help"
            search={{ article: a.id }}
            activeProps={{}}
            aria-current={a.id === now ? "true" : undefined}
            resetScroll={false}
          >
            {a.title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** All articles by group; while one searches, the found ones alone, the best first. */
function Contents({
  shown,
  now,
  searching,
}: {
  readonly shown: readonly Article[];
  readonly now: string | undefined;
  readonly searching: boolean;
}) {
  if (searching) return <ArticleLinks of={shown} now={now} />;
  return GROUPS.map((group) => (
    <div key={group}>
      <h2>{group}</h2>
      <ArticleLinks of={shown.filter((a) => a.group === group)} now={now} />
    </div>
  ));
}

function Opened({ of }: { readonly of: Article }) {
  return (
    <article aria-label={of.title}>
      <h2 className="verdict">{of.title}</h2>
      {of.paragraphs.map((p) => (
        <p key={p} className="prose">
          {p}
        </p>
      ))}
      <Terms of={of.terms} />
      <p className="row wrap sm noprint">
        {of.links.map((l) => (
          <Link key={l.name} to={l.to} search={l.search ?? {}} className="help-go">
            Open {l.name}
          </Link>
        ))}
      </p>
      <Helpful key={of.id} article={of.id} />
    </article>
  );
}

function Start() {
  return (
    <div>
      <p className="verdict">What would you like to know?</p>
      <p className="sm t2 mt2 prose">
        Choose a question, or type a word of it. Wherever a word has a dotted underline, resting on it or pressing Enter
        says what it means; all of them stand in the glossary.
      </p>
    </div>
  );
}

function Glossary({ words }: { readonly words: readonly Word[] }) {
  return (
    <section className="help-glossary" aria-label="Glossary">
      <h2>Glossary</h2>
      {words.length === 0 ? (
        <p className="sm t2">No word by that name.</p>
      ) : (
        <dl className="sm">
          {words.map((w) => (
            <div key={w}>
              <dt>{w}</dt>
              <dd>{GLOSSARY[w]}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function useHelpKeys(shown: readonly Article[], now: string | undefined, focus: () => void) {
  const navigate = useNavigate();
  const step = (by: number) => {
    const at = shown.findIndex((a) => a.id === now);
    const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next !== undefined) void navigate({ to: "/help", search: { article: next.id }, resetScroll: false });
  };
  useKeys({ filter: focus, next: () => step(1), previous: () => step(-1) });
  return () => step(0);
}

/** Articles and the glossary, searched together as one types. */
export function HelpPage() {
  const { article } = route.useSearch();
  const [typed, setTyped] = useState("");
  const box = useRef<HTMLFormElement>(null);
  const searching = typed.trim() !== "";
  const shown = articlesWith(typed);
  const words = wordsWith(typed);
  const open = ARTICLES.find((a) => a.id === article);
  const first = useHelpKeys(shown, open?.id, () => box.current?.querySelector("input")?.focus());
  const nothing = searching && shown.length === 0 && words.length === 0;
  return (
    <Page title="Help">
      <div className={open === undefined || searching ? "help" : "help reads"}>
        <nav className="help-contents" aria-label="Articles">
          <form
            ref={box}
            onSubmit={(event) => {
              event.preventDefault();
              first();
            }}
          >
            <TextField
              label="Search help and glossary"
              type="search"
              aria-keyshortcuts="/"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </form>
          <p className="vh" role="status">
            {searching && `${shown.length} articles, ${words.length} words`}
          </p>
          <Link to="/help" search={{}} className="help-all sm">
            All articles
          </Link>
          <div className="help-list">
            <Contents shown={shown} now={open?.id} searching={searching} />
          </div>
        </nav>
        <div className="help-main">
          {nothing ? (
            <Empty says="Nothing here has these words." more="Try one word of it, as it stands on the screen.">
              <Button onClick={() => setTyped("")}>Show all</Button>
            </Empty>
          ) : open === undefined ? (
            <Start />
          ) : (
            <Opened of={open} />
          )}
        </div>
        {!nothing && <Glossary words={words} />}
      </div>
    </Page>
  );
}
