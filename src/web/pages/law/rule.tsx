import { useQuery } from "@tanstack/react-query";
import { Cite } from "#web/kit/chips.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Label } from "#web/kit/said.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { ListLink } from "#web/pages/map/list-link.tsx";
import { heldWords, isVerified, type Rule, type RuleWhole, ruleQuery } from "./law-data.ts";

/** How sure Parley is of a rule, and when it was last read against its source. */
export function Confidence({ of }: { readonly of: string }) {
  const sure = isVerified(of);
  return (
    <span className={sure ? "k-paid kc nowrap" : "k-fact kc nowrap"}>
      <Glyph name={sure ? "check" : "fact"} s /> {of}
    </span>
  );
}

export const Cites = ({ of }: { readonly of: Rule["cites"] }) => (
  <span className="row wrap">
    {of.map((c) =>
      c.url === null ? (
        <Cite key={c.cite}>{c.cite}</Cite>
      ) : (
        <a key={c.cite} className="cite" href={c.url} target="_blank" rel="noreferrer">
          {c.cite}
        </a>
      ),
    )}
  </span>
);

function Listed({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2 className="b sm">{title}</h2>
      <ul className="dotted sm mt1">
        {items.map((i) => (
          <li key={i}>
            <Label>{i}</Label>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Examples({ of }: { readonly of: RuleWhole["examples"] }) {
  if (of.length === 0) return null;
  return (
    <section>
      <h2 className="b sm">Worked examples</h2>
      <table className="flush mt1">
        <caption className="vh">Worked examples, tested with every build</caption>
        <thead>
          <tr>
            <th scope="col">Given</th>
            <th scope="col">Then</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {of.map((e) => (
            <tr key={`${e.given} ${e.expect}`}>
              <td>
                <Label>{e.given}</Label>
              </td>
              <td className="m">
                <Label>{e.expect}</Label>
              </td>
              <td className="t3">{e.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Versions({ of, now }: { readonly of: RuleWhole["versions"]; readonly now: Rule }) {
  if (of.length === 0) return null;
  return (
    <section>
      <h2 className="b sm">From day to day</h2>
      <ol className="versions sm mt1">
        {of.map((v) => (
          <li key={v.id} className={v.id === now.id ? "m" : "t2"} aria-current={v.id === now.id ? "true" : undefined}>
            <span className="nowrap">{heldWords(v)}</span>
            <span>
              <Label>{v.value}</Label>
            </span>
            <span className="t3">keyed by {v.keyedBy}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One rule opened: its text in our words, when it holds, examples, versions, and the cases it touches. */
export function RuleOpened({ rule, asOf }: { readonly rule: string; readonly asOf: string | undefined }) {
  const query = useQuery(ruleQuery(rule, asOf));
  return (
    <Asked of={query} doing="Opening the rule.">
      {(whole) => (
        <div className="rule-opened">
          <div className="serif prose">
            {whole.text.map((t) => (
              <p key={t}>
                <Label>{t}</Label>
              </p>
            ))}
          </div>
          <Listed title="When it holds" items={whole.conditions} />
          <Examples of={whole.examples} />
          <Versions of={whole.versions} now={whole.row} />
          <p className="sm">
            <Cites of={whole.row.cites} />
          </p>
          <p className="sm t2">
            {whole.row.openCases === 0 ? (
              "It touches no open case."
            ) : (
              <>
                It touches{" "}
                <ListLink list={`tab=team&right=${encodeURIComponent(whole.row.id)}`}>
                  {whole.row.openCases} of your open cases
                </ListLink>
                .
              </>
            )}
          </p>
        </div>
      )}
    </Asked>
  );
}
