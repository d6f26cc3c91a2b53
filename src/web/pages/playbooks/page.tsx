import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Empty } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import { PlaybookBody } from "./playbook.tsx";
import { type PlaybookRow, type Playbooks, playbookQuery, playbooksQuery } from "./playbook-data.ts";
import "./playbooks.css";

const route = getRouteApi("/frame/playbooks");

function Contents({ rows, now }: { readonly rows: readonly PlaybookRow[]; readonly now: string | undefined }) {
  return (
    <nav className="contents" aria-label="Specialties">
      <ul>
        {rows.map((r) => (
          <li key={r.id}>
            <Link
              to="/playbooks"
              search={{ of: r.id }}
              resetScroll={false}
              {...(r.id === now ? { "aria-current": "true" as const } : {})}
            >
              <span className="m">{r.title}</span>
              <span className="sub">
                {r.statements} statements, {r.sources} sources
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Open({ id }: { readonly id: string }) {
  const query = useQuery(playbookQuery(id, undefined));
  return (
    <Asked of={query} doing="Opening the playbook.">
      {(playbook) => (
        <article aria-label={playbook.title}>
          <h2 className="vh">{playbook.title}</h2>
          <PlaybookBody of={playbook} />
        </article>
      )}
    </Asked>
  );
}

/** Medical associations by state, whichever the specialty: names and their own sites, as far as they were read. */
function StateAssociations({ of }: { readonly of: Playbooks["stateAssociations"] }) {
  const [first] = of;
  if (first === undefined) return null;
  return (
    <section className="playbook said-part" aria-label="Associations by state">
      <h2>Associations by state</h2>
      <ul className="sm state-associations">
        {of.map((a) => (
          <li key={a.state}>
            <span className="mono t3">{a.state}</span>{" "}
            <a href={a.url} target="_blank" rel="noreferrer">
              {a.name}
            </a>
          </li>
        ))}
      </ul>
      <p className="xs t3 mt1">
        Names and their own sites, each from a page of that site read {showDateOfYear(dayOf(first.day))}. Of the other
        states none was read.
      </p>
    </section>
  );
}

/** What to know of a specialty before negotiating its claims, each sentence with its source and day. */
export function PlaybooksPage() {
  const { of } = route.useSearch();
  const query = useQuery(playbooksQuery(undefined));
  return (
    <Page title="Playbooks">
      <Asked of={query} doing="Reading the playbooks.">
        {({ rows, stateAssociations }) => {
          const open = rows.find((r) => r.id === of) ?? rows[0];
          if (open === undefined)
            return (
              <div className="pad">
                <Empty says="There is no playbook." />
              </div>
            );
          return (
            <div className="with-contents">
              <Contents rows={rows} now={open.id} />
              <div className="pad">
                <Open id={open.id} />
                <StateAssociations of={stateAssociations} />
              </div>
            </div>
          );
        }}
      </Asked>
    </Page>
  );
}
