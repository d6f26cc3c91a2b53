import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { Cite } from "#web/kit/chips.tsx";
import { type EobOf, EobView } from "#web/kit/eob.tsx";
import { Flips, type ProofNode, ProofTree } from "#web/kit/proof.tsx";
import { type Entry, Timeline } from "#web/kit/timeline.tsx";

const allowed = {
  of: "Allowed, line 1",
  from: "835, SVC03 and the patient’s share in CAS",
  checked: "Charge less what was taken off",
};

const EOB: EobOf = {
  name: "Remittance of Sep 24",
  facts: [
    { name: "Plan", value: "Meridian Prairie Health" },
    { name: "Claim", value: <span className="mono">MP-26-77310</span> },
    { name: "Paid by", value: "EFT 0088107, Sep 24" },
    { name: "Version", value: "1 of 1" },
  ],
  lines: [
    {
      key: "1",
      code: "99285-25",
      service: "Emergency visit, high severity",
      charge: usd("1860.00"),
      takenOff: usd("1461.88"),
      allowed: usd("398.12"),
      allowedSource: allowed,
      patient: usd("79.62"),
      paid: usd("318.50"),
      reasons: [
        { code: "CO-45", means: "over the plan’s amount", owes: "Says nobody owes it. No contract: may be disputed." },
      ],
      segments: [
        { segment: 41, text: "SVC*HC:99285:25*1860*318.5**1~" },
        { segment: 42, text: "CAS*CO*45*1461.88~" },
        { segment: 43, text: "CAS*PR*2*79.62~" },
      ],
    },
    {
      key: "2",
      code: "76705-26",
      service: "Limited belly ultrasound, reading",
      charge: usd("342.00"),
      takenOff: usd("342.00"),
      allowed: null,
      allowedSource: allowed,
      patient: usd("0.00"),
      paid: usd("0.00"),
      reasons: [{ code: "CO-97", means: "included in another service", owes: "Refused. No coding edit found." }],
      segments: [{ segment: 46, text: "SVC*HC:76705:26*342*0**1~" }],
    },
  ],
  balances: true,
  balance: "Balances to the cent",
};

export function Eobs() {
  return (
    <section className="full">
      <h2>EOB view</h2>
      <EobView of={EOB} />
      <div className="mt4">
        <EobView
          of={{
            ...EOB,
            name: "Remittance of Oct 2",
            lines: EOB.lines.slice(1),
            balances: false,
            balance: "Out by $18.40 at segment 212",
          }}
        />
      </div>
    </section>
  );
}

const NODES: readonly ProofNode[] = [
  {
    key: "emergency",
    state: "proven",
    text: "It was emergency care",
    cites: (
      <>
        <Cite>837 · SV105 = 23</Cite>
        <Cite>835 · N864</Cite>
      </>
    ),
    on: [
      {
        key: "hospital",
        state: "proven",
        text: "Hospital emergency department, licensed in Illinois",
        cites: <Cite>NPI registry</Cite>,
      },
      {
        key: "contract",
        state: "missing",
        text: "Whether the group has a contract with this plan",
        note: "No rental network access was found in the remark or the letter.",
      },
    ],
  },
  {
    key: "self-funded",
    state: "proven",
    text: "The plan is self-funded and Illinois law does not reach it",
    cites: <Cite>835 · N859</Cite>,
    on: [
      {
        key: "opt-in",
        state: "inferred",
        text: "Sponsor has not opted in to a state process",
        cites: <Cite>Illinois: no opt-in</Cite>,
        note: "Inferred. Last checked Nov 1, 2026.",
      },
      { key: "church", state: "refuted", text: "It is a church plan" },
    ],
  },
];

export function Proofs() {
  return (
    <section>
      <h2>Proof tree</h2>
      <p className="verdict">
        <b>Federal open negotiation governs.</b> If it fails, federal arbitration may be started from Dec 8 to Dec 10.
      </p>
      <div className="mt3">
        <ProofTree nodes={NODES} />
      </div>
      <Flips
        flips={[
          {
            key: "insured",
            fact: "The plan is insured in Illinois after all",
            leadsTo: "State process, 30 calendar days",
          },
          { key: "rental", fact: "A rental contract covered Aug 18, 2026", leadsTo: "Demand the signed discount" },
        ]}
      />
    </section>
  );
}

const ENTRIES: readonly Entry[] = [
  {
    key: "7",
    day: day("2026-11-23"),
    when: "Today, 8:42",
    side: "now",
    what: "Plan’s offer waits for an answer",
    detail: "Seventh day. This payer usually moves again within 6 days (n = 41).",
  },
  {
    key: "6",
    day: day("2026-11-16"),
    when: "Nov 16",
    side: "they",
    what: "Plan offered $770.00",
    detail: "130% of QPA.",
  },
  { key: "5", day: day("2026-11-09"), when: "Nov 9", side: "we", what: "We offered $1,395.00" },
  { key: "4", day: day("2026-11-03"), when: "Nov 3", side: "they", what: "Plan offered $650.00", superseded: true },
  {
    key: "3",
    day: day("2026-10-22"),
    when: "Oct 22, 14:06",
    side: "we",
    what: "Notice of open negotiation sent",
    detail: "Day 20 of 30.",
  },
  {
    key: "2",
    day: day("2026-10-20"),
    when: "Oct 20",
    side: "rule",
    what: "Plan type proven self-funded",
    detail: "Channel changed from undetermined to federal.",
  },
  {
    key: "1",
    day: day("2026-09-24"),
    when: "Sep 24",
    side: "other",
    what: "First payment received",
    detail: "$426.95 by EFT.",
  },
];

export function Timelines() {
  return (
    <section className="east">
      <h2>Timeline</h2>
      <Timeline entries={ENTRIES} />
    </section>
  );
}
