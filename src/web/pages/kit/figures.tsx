import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { Cite } from "#web/kit/chips.tsx";
import { type Deadline, DeadlineChip, NoDeadline } from "#web/kit/deadline.tsx";
import { Money, NotKnown, type Source, Withheld } from "#web/kit/money.tsx";
import { toast } from "#web/shell/toast.tsx";

const TODAY = day("2026-11-23");

const NOTICE: Deadline = {
  what: "Send notice",
  due: day("2026-11-27"),
  starts: day("2026-10-15"),
  because: "First payment received Oct 15.",
  disputed: "Receipt is day 1. A count that starts a day later ends Mon, Nov 30. Parley acts on the earlier.",
  rule: <Cite>45 CFR 149.510(b)(1)</Cite>,
  proof: <Cite>835 · EFT 0088213 · Oct 15</Cite>,
  copyToCalendar: () => toast({ text: "Copied to the calendar." }),
  disputeStart: () => toast({ text: "The start date is a question now." }),
};

const CHIPS: readonly (readonly [Deadline, string])[] = [
  [NOTICE, "3 or fewer: tinted, first in every list"],
  [{ what: "Answer the offer", due: day("2026-12-04"), starts: day("2026-10-22") }, "4 to 10: strong outline"],
  [{ what: "Start arbitration", due: day("2026-12-16"), starts: day("2026-11-03") }, "11 and over: quiet"],
  [{ what: "Send notice", due: TODAY, starts: day("2026-10-09") }, "last day: the word, not 0"],
  [{ what: "Send notice", due: day("2026-11-05") }, "expired: hatched, never red"],
];

export function Deadlines() {
  return (
    <section>
      <h2>Deadline chip and comb</h2>
      <table className="flush">
        <caption className="vh">Deadline chips</caption>
        <tbody>
          {CHIPS.map(([of, says]) => (
            <tr key={`${of.what} ${of.due}`}>
              <td>
                <DeadlineChip of={of} today={TODAY} comb />
              </td>
              <td className="t2">{says}</td>
            </tr>
          ))}
          <tr>
            <td>
              <NoDeadline ask={() => toast({ text: "Opens the question." })} />
            </td>
            <td className="t2">start unknown: opens the question</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

const QPA: Source = {
  of: "QPA, line 4",
  from: (
    <>
      Letter of Sep 24, page 2, row 4 <Cite>file 3f9a…c1</Cite>
    </>
  ),
  statedAs: "2026 amount, no downcoding",
  checked: "Sum of four lines equals the letter’s total, $592.59",
  missing: "Whether unused contract rates were counted. Request drafted.",
  see: { name: "See page 2", go: () => toast({ text: "Opens page 2." }) },
};

const WORTH: Source = {
  of: "Counter, on average",
  from: "Plan of Nov 23",
  formula: "64 in 100 × $1,135 + 36 in 100 × $1,026 − $9 of staff time",
  missing: "Own cases with this payer: 41. Under 30 a range is shown.",
};

export function Figures() {
  return (
    <section className="east">
      <h2>Money</h2>
      <p className="lede small">
        <Money cents={usd("248916.00")} sum source={{ of: "Recoverable", from: "612 lines, each in one class" }} /> can
        still be recovered.
      </p>
      <table className="flush mt4">
        <caption className="vh">Figures</caption>
        <tbody>
          <tr>
            <td className="n">
              <Money cents={usd("58.90")} source={QPA} />
            </td>
            <td className="t2">known; the dotted line opens its source</td>
          </tr>
          <tr>
            <td className="n">
              <Money cents={usd("1087.40")} state="modelled" source={WORTH} />
            </td>
            <td className="t2">modelled; half circle, whole dollars, formula inside</td>
          </tr>
          <tr>
            <td className="n">
              <NotKnown ask={() => toast({ text: "Asks for the fact." })} />
            </td>
            <td className="t2">asks; never $0.00, never a dash</td>
          </tr>
          <tr>
            <td className="n">
              <Money cents={usd("770.00")} state="superseded" source={QPA} />
            </td>
            <td className="t2">superseded; kept, struck</td>
          </tr>
          <tr>
            <td className="n">
              <Withheld />
            </td>
            <td className="t2">withheld from this reader</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
