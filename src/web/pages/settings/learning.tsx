import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { Block, showMoment } from "./row.tsx";

type Learning = Answer<"getLearning">;
type Client = Learning["clients"][number];

const learningQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["learning", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/learning", { params: { query: { client } }, signal })),
  });

function Switch({ of }: { readonly of: Client }) {
  const may = useMay("manage settings");
  const queries = useQueryClient();
  const put = useMutation({
    mutationFn: () =>
      answered(
        api.PUT("/v1/learning", {
          params: { header: newKey() },
          body: { client: of.client, saw: of.version, on: !of.on },
        }),
      ),
    onSuccess: async () => {
      toast({ text: of.on ? `Learning is off for ${of.name}.` : `Learning is on for ${of.name}.` });
      await queries.invalidateQueries({ queryKey: ["learning"] });
      await queries.invalidateQueries({ queryKey: ["case"] });
    },
  });
  return (
    <li className="row wrap between">
      <span>
        <span className="m">{of.name}</span>: {of.on ? "learning is on" : "learning is off"}
        {of.changedAt !== null && (
          <span className="sub">
            switched {showMoment(of.changedAt)}
            {of.by !== null && ` by ${of.by}`}
          </span>
        )}
      </span>
      {may && (
        <span className="noprint">
          <Button
            size="small"
            busy={put.isPending}
            onClick={() => put.mutate()}
            aria-label={`${of.on ? "Switch off" : "Switch on"} learning of ${of.name}`}
          >
            {of.on ? "Switch off" : "Switch on"}
          </Button>
        </span>
      )}
      {put.isError && <ProblemState thrown={put.error} />}
    </li>
  );
}

function Tables({ of }: { readonly of: Learning["tables"] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="learning-room" tabIndex={0} aria-label="Tables that are read">
      <table className="flush sm">
        <caption className="vh">Tables that are read to learn</caption>
        <thead>
          <tr>
            {["Table", "Columns", "For what", "At most"].map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((t) => (
            <tr key={t.table}>
              <th scope="row" className="mono">
                {t.table}
              </th>
              <td>{t.columns}</td>
              <td>{t.what}</td>
              <td>{t.most}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Whole({ of }: { readonly of: Learning }) {
  return (
    <>
      <Block title="Learning" says={`As of ${showDateOfYear(dayOf(of.on))}. Made to be printed and read by counsel.`}>
        <ul className="stack sm">
          {of.says.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ul>
        <p className="mt3 noprint">
          <Button size="small" onClick={() => window.print()}>
            Print this page
          </Button>
        </p>
      </Block>
      <Block title="Switch" says={of.off}>
        <ul className="stack sm">
          {of.clients.map((c) => (
            <Switch key={c.client} of={c} />
          ))}
        </ul>
      </Block>
      <Block
        title="What is read"
        says="Of the one client at hand, under row-level security. Nothing else is read to learn."
      >
        <Tables of={of.tables} />
      </Block>
      <Block
        title="Smallest sample"
        says="A learned figure under this sample is called an assumption, a habit or a score is not shown."
      >
        <p className="sm">
          <span className="m num">{of.least}</span>
        </p>
      </Block>
      <Block
        title="Public data"
        says={`${of.data.length} documents and assumptions that come with Parley, each with its day where it bears one.`}
      >
        <ul className="stack sm learning-data">
          {of.data.map((d) => (
            <li key={`${d.title} ${d.url ?? ""}`}>
              {d.url === null ? (
                d.title
              ) : (
                <a href={d.url} rel="noreferrer noopener" target="_blank">
                  {d.title}
                </a>
              )}
              <span className="sub">
                {d.used}
                {d.day !== null && `, ${showDateOfYear(dayOf(d.day))}`}
              </span>
            </li>
          ))}
        </ul>
      </Block>
    </>
  );
}

/** From what Parley learns, that nothing crosses between clients, and the switch of each. */
export function LearningPart() {
  const query = useQuery(learningQuery(useClient()));
  return (
    <Asked of={query} doing="Reading what is learned.">
      {(of) => <Whole of={of} />}
    </Asked>
  );
}
