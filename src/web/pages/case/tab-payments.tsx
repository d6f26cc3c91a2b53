import { useState } from "react";
import { centsOf, dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import type { Sign } from "#web/kit/classes.ts";
import { showDay } from "#web/kit/day-words.ts";
import { TextArea } from "#web/kit/fields.tsx";
import { Money } from "#web/kit/money.tsx";
import { Empty } from "#web/kit/states.tsx";
import { Tag } from "#web/kit/tag.tsx";
import { AgreementForm } from "./agreement-form.tsx";
import { useDesk } from "./desk.ts";
import { FormProblem } from "./form-problem.tsx";
import { codeOf } from "./line-sources.ts";
import { Lines } from "./lines-room.tsx";
import { RateCell, SigningPapers } from "./signing.tsx";

type Expected = Case["expected"][number];

const STATES: Readonly<Record<Expected["state"], Sign>> = {
  expected: { word: "Awaited", tone: "settled", glyph: "settled", says: "Not all there and not yet due." },
  paid: { word: "Paid", tone: "paid", glyph: "paid", says: "Paid and matched to the cent." },
  short: { word: "Paid short", tone: "expiring", glyph: "underpaid", says: "Due, and less came." },
  over: { word: "Paid over", tone: "underpaid", glyph: "plus", says: "More came than was agreed." },
  late: { word: "Late", tone: "expiring", glyph: "expiring", says: "Due, and nothing came." },
};

function stateWords(e: Expected): string {
  if (e.state === "late" && e.daysLate !== null) return `Late by ${e.daysLate} ${e.daysLate === 1 ? "day" : "days"}`;
  return STATES[e.state].word;
}

function Row({ of, agreement }: { readonly of: Expected["lines"][number]; readonly agreement: Expected }) {
  const line = useDesk().view.evaluation.lines.find((l) => l.line === of.line);
  const source = { from: agreement.source, checked: of.working };
  return (
    <tr>
      <th scope="row">
        <span className="mono">{line === undefined ? `line ${of.line}` : codeOf(line)}</span>
      </th>
      <td className="n">
        <Money cents={centsOf(of.expected)} source={{ of: `Expected, line ${of.line}`, ...source }} />
      </td>
      <td className="n">
        <Money cents={centsOf(of.received)} source={{ of: `Received, line ${of.line}`, ...source }} />
      </td>
      <td className="n m">
        <Money cents={centsOf(of.difference)} source={{ of: `Difference, line ${of.line}`, ...source }} />
      </td>
      {agreement.kind === "agreement" && <RateCell agreement={agreement.agreement} line={of.line} />}
    </tr>
  );
}

/** Takes an agreement out of force: only with a reason, because money was expected under it. */
function Supersede({ of }: { readonly of: Expected }) {
  const { send, busy } = useDesk();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  if (!asking)
    return (
      <Button size="small" kind="quiet" onClick={() => setAsking(true)}>
        Take out of force
      </Button>
    );
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(
          { type: "supersede agreement", agreement: of.agreement, reason: reason.trim() },
          "Taken out of force; it stays in the history.",
        );
      }}
    >
      <TextArea label="Why it no longer holds" required value={reason} onChange={(e) => setReason(e.target.value)} />
      <FormProblem />
      <div className="row">
        <Button type="submit" size="small" kind="danger" busy={busy}>
          Take out of force
        </Button>
        <Button size="small" kind="quiet" onClick={() => setAsking(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Agreement({ of }: { readonly of: Expected }) {
  const { may, open } = useDesk();
  const source = { from: of.source, checked: of.working };
  return (
    <section className="sec">
      <div className="h2row">
        <h2>{of.kind === "award" ? "Award" : "Agreement"}</h2>
        <Tag sign={STATES[of.state]}>{stateWords(of)}</Tag>
        <span className="sm">
          {of.basis}, due {showDay(dayOf(of.due))}
        </span>
      </div>
      <Lines label="Expected against received">
        <table className="flush">
          <caption className="vh">Expected against received</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              {["Expected", "Received", "Difference"].map((c) => (
                <th key={c} scope="col" className="n">
                  {c}
                </th>
              ))}
              {of.kind === "agreement" && <th scope="col">Rate</th>}
            </tr>
          </thead>
          <tbody>
            {of.lines.map((l) => (
              <Row key={l.line} of={l} agreement={of} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              <td className="n">
                <Money cents={centsOf(of.expected)} source={{ of: "Expected", ...source }} />
              </td>
              <td className="n">
                <Money cents={centsOf(of.received)} source={{ of: "Received", ...source }} />
              </td>
              <td className="n">
                <Money cents={centsOf(of.difference)} source={{ of: "Difference", ...source }} />
              </td>
              {of.kind === "agreement" && <td />}
            </tr>
          </tfoot>
        </table>
      </Lines>
      <p className="xs t3 mt2">{of.working}</p>
      <div className="row wrap mt3">
        {may("enter agreement") && (
          <Button size="small" onClick={() => open({ of: "agreement", replaces: of.agreement })}>
            Replace it
          </Button>
        )}
        {may("supersede agreement") && <Supersede of={of} />}
      </div>
      {of.kind === "agreement" && <SigningPapers agreement={of.agreement} />}
    </section>
  );
}

/** What was agreed, what came, and what is missing, to the cent. */
export function PaymentsTab() {
  const { view, form, open, may } = useDesk();
  const entering = form?.of === "agreement" ? form : undefined;
  const enter = may("enter agreement") && entering === undefined;
  return (
    <>
      {entering !== undefined && (
        <section className="tab-sec pad-x">
          <div className="h2row">
            <h2>{entering.replaces === undefined ? "Enter what was agreed" : "Replace the agreement"}</h2>
          </div>
          <AgreementForm replaces={entering.replaces} offer={entering.offer} source={entering.source} />
        </section>
      )}
      {entering === undefined && view.expected.length > 0 && enter && (
        <div className="tab-sec pad-x">
          <Button onClick={() => open({ of: "agreement" })}>Enter an agreement</Button>
        </div>
      )}
      {entering === undefined && view.expected.length === 0 && (
        <div className="pad">
          <Empty
            says="No money is expected yet."
            more="Enter what was agreed or awarded; later payments are matched to it, line by line."
          >
            {enter && <Button onClick={() => open({ of: "agreement" })}>Enter an agreement</Button>}
          </Empty>
        </div>
      )}
      {view.expected.map((e) => (
        <Agreement key={e.agreement} of={e} />
      ))}
    </>
  );
}
