import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { Cite } from "#web/kit/chips.tsx";
import { showDateOfYear, showDay } from "#web/kit/day-words.ts";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Flips, ProofTree } from "#web/kit/proof.tsx";
import { Label, Said } from "#web/kit/said.tsx";
import { channelName } from "./channel-words.ts";
import { Complaints } from "./complaints.tsx";
import { useDesk } from "./desk.ts";
import { factSaid } from "./fact-words.ts";
import { FilingPanel } from "./filing/panel.tsx";
import { countFacts, proofOf } from "./proof-nodes.tsx";
import { useTab } from "./use-tab.ts";

type Evaluation = Case["evaluation"];
type Right = Evaluation["rights"][number];

/** "Federal open negotiation governs. If it fails, ..." */
function Verdict({ e }: { readonly e: Evaluation }) {
  const { verdict, candidates, missing } = e.channel;
  if (verdict === "undetermined") {
    const n = candidates.length;
    return (
      <p className="verdict">
        <b>
          {missing.length === 1 ? "One fact decides" : `${missing.length || "Some"} facts decide`} between{" "}
          {n === 2 ? "two channels" : `${n} channels`}.
        </b>{" "}
        Until then every clock that may run is kept.
      </p>
    );
  }
  if (verdict === "not_this_channel")
    return (
      <p className="verdict">
        <b>No channel of ours governs.</b> The claim is listed apart.
      </p>
    );
  const next = candidates.find((c) => c.channel !== verdict);
  return (
    <p className="verdict">
      <b>{channelName(verdict)} governs.</b> {next !== undefined && `If it fails: ${channelName(next.channel)}.`}
    </p>
  );
}

function AsOf() {
  const { view, past } = useDesk();
  const { decide } = useTab();
  return (
    <div className="row wrap base as-of">
      <p className="xs t3">
        Decided as of {showDateOfYear(dayOf(view.asOf))}. {countFacts(view.evaluation)}
      </p>
      <TextField
        label="As of another day"
        type="date"
        value={view.asOf}
        onChange={(event) => event.target.value !== "" && decide(event.target.value)}
      />
      {past && (
        <Button size="small" onClick={() => decide(undefined)}>
          Back to today
        </Button>
      )}
    </div>
  );
}

const span = (right: Right): string => {
  if (right.safe === null) return right.state === "unknown" ? "day not known" : right.state;
  const [from, to] = right.safe;
  return `${showDay(dayOf(from))} to ${showDay(dayOf(to))}`;
};

function RightRow({ right }: { readonly right: Right }) {
  const { today } = useDesk();
  const { safe, starts, disputed } = right;
  return (
    <tr>
      <th scope="row">
        <Label>{right.label}</Label>
        <span className="sub">{channelName(right.channel)}</span>
      </th>
      <td>
        {safe === null ? (
          <span className="k-fact kc">{span(right)}</span>
        ) : (
          <DeadlineChip
            today={today}
            comb
            of={{
              what: right.label,
              due: dayOf(safe[1]),
              starts: starts === null ? undefined : dayOf(starts.day),
              because:
                starts === null ? undefined : `Counted from ${showDateOfYear(dayOf(starts.day))}: ${starts.source}.`,
              rule: <Cite>{right.cite}</Cite>,
              ...(disputed === undefined
                ? {}
                : {
                    disputed: `Counted from ${disputed.length} days of receipt that sources state differently. Parley acts on what all allow.`,
                  }),
            }}
          />
        )}
      </td>
      <td>
        {right.state}
        {right.assumed && <span className="sub k-underpaid kc">from an assumed day</span>}
      </td>
      <td>
        <Cite>{right.cite}</Cite>
      </td>
    </tr>
  );
}

function Rights({ e }: { readonly e: Evaluation }) {
  if (e.rights.length === 0) return null;
  return (
    <section className="sec rights-sec">
      <div className="h2row">
        <h2>
          <Said word="right">Rights</Said>
        </h2>
        <span className="sm">Windows in which an act counts</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard */}
      <section className="lines-room" tabIndex={0} aria-label="Rights">
        <table className="flush">
          <caption className="vh">Rights of this claim</caption>
          <thead>
            <tr>
              <th scope="col">Right</th>
              <th scope="col">Last safe day</th>
              <th scope="col">State</th>
              <th scope="col">Law</th>
            </tr>
          </thead>
          <tbody>
            {e.rights.map((r) => (
              <RightRow key={`${r.id} ${r.channel}`} right={r} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** Which road governs, why, what would flip it, and every clock that runs. */
export function ChannelTab() {
  const { view } = useDesk();
  const { evaluation: e, flips } = view;
  return (
    <>
      <section className="tab-sec pad-x">
        <Verdict e={e} />
        <AsOf />
        <div className="mt3">
          <ProofTree nodes={proofOf(e, view.questions)} />
        </div>
        {flips.length > 0 && (
          <Flips
            flips={flips.map((f) => ({
              key: `${f.fact} ${f.answer}`,
              fact: `If it is: ${factSaid(f.fact, f.answer)}`,
              leadsTo: `${channelName(f.channel)}${f.until === null ? "" : `, until ${showDay(dayOf(f.until))}`}`,
            }))}
          />
        )}
      </section>
      <Rights e={e} />
      <FilingPanel />
      <Complaints />
    </>
  );
}
