import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { readView } from "#web/pages/queue/search.ts";
import { toast } from "#web/shell/toast.tsx";
import { ListLink } from "./list-link.tsx";
import type { MoneyMap } from "./sums.ts";

/** Most cases of one act, as the contract has it. */
const AT_ONCE = 1000;
const PAGE = 500;
const WHY = "A contractual write-off is about to be posted; no contract is known and a right is alive.";

/** Every open case of the guard that is not held yet, with the version that was seen. */
async function toHold(list: string, client: string | undefined) {
  const cases: { case: string; saw: number }[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...readView(list), tab: "team" as const, state: "open" as const, client, cursor, limit: PAGE };
    const page = await answered(api.GET("/v1/queue", { params: { query } }));
    for (const row of page.rows) cases.push({ case: row.id, saw: row.version });
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return cases;
}

async function hold(cases: readonly { case: string; saw: number }[]) {
  const results = [];
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const body = { act: { type: "hold" as const, reason: WHY }, cases: cases.slice(at, at + AT_ONCE) };
    results.push(await answered(api.POST("/v1/queue/acts", { params: { header: newKey() }, body })));
  }
  return results;
}

function useHold(list: string) {
  const client = useClient();
  const queries = useQueryClient();
  const refresh = () => {
    for (const key of ["map", "queue"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const undo = async (ids: readonly string[]) => {
    for (const act of ids)
      await answered(api.POST("/v1/queue/acts/{act}/undo", { params: { path: { act }, header: newKey() } }));
    toast({ text: "The holds were taken back." });
    refresh();
  };
  const count = useMutation({ mutationFn: () => toHold(list, client) });
  const act = useMutation({
    mutationFn: hold,
    onSuccess: (results) => {
      const done = results.reduce((n, r) => n + r.done.length, 0);
      const refused = results.flatMap((r) => r.refused);
      const first = refused[0];
      const but = first === undefined ? "" : ` ${refused.length} were not: ${first.number}, ${first.because}.`;
      toast({ text: `${done} cases are held.${but}`, undo: () => void undo(results.map((r) => r.id)) });
      count.reset();
      refresh();
    },
  });
  return { count, act };
}

function Held({ map }: { readonly map: MoneyMap }) {
  const { count, act } = useHold(map.writeOffGuard.list);
  const may = useMay("work cases");
  const [asked, setAsked] = useState(false);
  const found = count.data;
  const again = () => {
    act.reset();
    count.reset();
  };
  if (act.isError || count.isError) return <ProblemState thrown={act.error ?? count.error} retry={again} />;
  if (asked && found !== undefined)
    return (
      <div className="sm mt3" role="alert">
        <p>
          {found.length === 0
            ? "Every one of these cases is held already."
            : `Hold ${found.length} ${found.length === 1 ? "case" : "cases"}? Their dates go on and are shown all the same.`}
        </p>
        <div className="row wrap mt2">
          {found.length > 0 && (
            <Button kind="primary" busy={act.isPending} onClick={() => act.mutate(found)}>
              Hold all {found.length}
            </Button>
          )}
          <Button kind="quiet" onClick={() => setAsked(false)}>
            Leave them
          </Button>
        </div>
      </div>
    );
  return (
    <div className="row wrap mt3">
      {may && (
        <Button
          kind="primary"
          busy={count.isPending}
          onClick={() => {
            setAsked(true);
            count.mutate();
          }}
        >
          Hold all
        </Button>
      )}
      <ExportLink list={map.writeOffGuard.list} />
    </div>
  );
}

/** A file that a billing system reads, so that nothing of it is posted. */
function ExportLink({ list }: { readonly list: string }) {
  const client = useClient();
  const may = useMay("export");
  if (!may) return null;
  const query = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(list)), format: "csv" });
  if (client !== undefined) query.set("client", client);
  return (
    <a className={buttonClass()} href={`/v1/queue/export?${query}`} download="hold.csv">
      Export hold file
    </a>
  );
}

/** Dollars about to be given away, and the one button that stops it. */
export function Guard({ map }: { readonly map: MoneyMap }) {
  const { lines, stake, list } = map.writeOffGuard;
  return (
    <section aria-label="Write-off guard">
      <div className="h2row">
        <h2>
          <Said word="write-off guard">Write-off guard</Said>
        </h2>
        {lines > 0 && (
          <span className="end">
            <ListLink list={list}>
              Review {lines} {lines === 1 ? "line" : "lines"}
            </ListLink>
          </span>
        )}
      </div>
      {lines === 0 ? (
        <p className="sm t2">No line with a right alive is about to be written off.</p>
      ) : (
        <>
          <p className="sm t2 guard-says">
            <b className="m">{showMoney(centsOf(stake), "sum")}</b> is about to be posted as a contract discount. No
            contract was found for {lines === 1 ? "this line" : `these ${lines} lines`}, and a right is alive on each.
          </p>
          <Held map={map} />
        </>
      )}
    </section>
  );
}
