import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { Loading, ProblemState } from "#web/kit/states.tsx";
import { download } from "#web/pages/case/download.ts";
import { NoPaper } from "#web/pages/case/signing.tsx";
import { exact } from "#web/pages/packages/sheet.tsx";
import { Acts } from "./acts.tsx";
import { agreementQuery, type Rate, useAct, type Whole } from "./agreement-data.ts";
import { Claims } from "./claims.tsx";

const OF: Readonly<Record<Rate["basis"], string>> = {
  "per unit": "a unit",
  "per claim": "a claim",
  "percent of billed": "of the charge",
  "percent of Medicare": "of Medicare",
};

const rateSaid = ({ basis, amount, percent }: Rate): string =>
  `${percent === null ? exact(amount) : `${percent}%`} ${OF[basis]}`;

/** Codes with their rates, how far they are used, and what this plan allowed for them before. */
function Rates({ of: { words, use } }: { readonly of: Whole }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="ag-room pad" tabIndex={0} aria-label="Services and rates">
      <table className="flush">
        <caption className="vh">Services and rates</caption>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col" className="n">
              Rate
            </th>
            <th scope="col">Used</th>
            <th scope="col" className="n">
              Comes to
            </th>
            <th scope="col">This plan allowed before, one unit</th>
          </tr>
        </thead>
        <tbody>
          {words.rates.map((r, i) => {
            const u = use[i];
            const usual = u?.usual ?? null;
            return (
              <tr key={[r.code, ...r.modifiers].join("-")}>
                <th scope="row">{[r.code, ...r.modifiers].join("-")}</th>
                <td className="n">{rateSaid(r)}</td>
                <td className={u?.nearlyUsed === true ? "k-underpaid kc" : ""}>
                  {u?.used ?? "0"}
                  {r.units !== null && ` of ${r.units}`}
                </td>
                <td className="n">{u?.worth == null ? "no limit" : exact(u.worth)}</td>
                <td>
                  {usual === null ? (
                    <span className="t3">not known</span>
                  ) : (
                    <>
                      <span className="num">
                        {exact(usual.low)} to {exact(usual.high)}, mostly {exact(usual.middle)}
                      </span>
                      <span className="sub">{usual.says}</span>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Paper({ id, name }: { readonly id: string; readonly name: string }) {
  const may = useMay("write papers");
  const print = useMutation({
    mutationFn: () =>
      download(`/v1/single-case-agreements/${id}/paper?format=pdf`, `${name}.single-case-agreement.pdf`),
  });
  return (
    <>
      <Button size="small" disabled={!may} busy={print.isPending} onClick={() => print.mutate()}>
        Save the agreement
      </Button>
      {print.error !== null && <NoPaper thrown={print.error} />}
    </>
  );
}

/** What was agreed with whom, in one breath. */
function Head({ of }: { readonly of: Whole }) {
  const { row, words, agreedOn, source } = of;
  return (
    <>
      <p className="sm t2">
        <b>{row.state}</b>, with {row.payer}, for {row.patient ?? "nobody named"}, {showDate(dayOf(row.from))} to{" "}
        {showDate(dayOf(row.to))}. {words.authorization !== null && `Authorization ${words.authorization}. `}
        Payment within {words.payWithin} {words.days} days of a claim.
      </p>
      {agreedOn !== null && (
        <p className="sm">
          Agreed {showDate(dayOf(agreedOn))}: {source}
        </p>
      )}
      <p className="sm">
        {row.worth === null ? "What it comes to has no limit." : `Over all units it comes to ${exact(row.worth)}.`}{" "}
        {row.claims > 0 && (
          <>
            {row.claims} {row.claims === 1 ? "claim is" : "claims are"} due <b className="num">{exact(row.due)}</b>
            {row.short !== "0.00" && (
              <>
                , <b className="num k-underpaid kc">{exact(row.short)} short</b>
              </>
            )}
            .
          </>
        )}
      </p>
      {row.renew.length > 0 && (
        <p className="sm k-underpaid kc" role="status">
          Time to renew it: {row.renew.join("; ")}.
        </p>
      )}
    </>
  );
}

export function AgreementView({ id, today }: { readonly id: string; readonly today: string }) {
  const found = useQuery(agreementQuery(id));
  const may = useMay("log offers");
  const act = useAct({ id, version: found.data?.row.version ?? 0 }, () => {});
  if (found.data === undefined)
    return found.isError ? <ProblemState thrown={found.error} retry={() => void found.refetch()} /> : <Loading />;
  const of = found.data;
  const { row } = of;
  const isOpen = row.state === "draft" || row.state === "proposed";
  const doing = { busy: act.isPending, act: act.mutate };
  const words = (search: { readonly change?: true; readonly make?: true }, says: string) => (
    <Link to="/agreements" search={{ agreement: id, ...search }} className={buttonClass({ size: "small" })}>
      {says}
    </Link>
  );
  return (
    <section aria-label={row.name}>
      <div className="pad">
        <h2>{row.name}</h2>
        <Head of={of} />
        <Acts key={row.version} of={of} today={today} {...doing}>
          {may && isOpen && words({ change: true }, "Change its words")}
          {may && !isOpen && words({ make: true }, "Renew it")}
          <Paper id={id} name={row.name} />
        </Acts>
        {act.isError && <ProblemState thrown={act.error} retry={() => void found.refetch()} />}
      </div>
      <Rates of={of} />
      {(row.state === "agreed" || row.state === "ended") && <Claims of={of} {...doing} />}
      <section className="sec pad" aria-label="What happened">
        <div className="h2row">
          <h2>What happened</h2>
        </div>
        <ol className="rows sm">
          {of.log.map((l, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what happened is added to and never moved
            <li key={i}>
              {showDate(dayOf(l.on))}: {l.what} by {l.by}
              {l.note !== null && l.note !== "" && <span className="sub">{l.note}</span>}
            </li>
          ))}
        </ol>
      </section>
    </section>
  );
}
