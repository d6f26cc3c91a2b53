import type { Story } from "./story.ts";

/** The named stories of the demo, each under a fixed claim number; the map must say of each what `expect` says. */
export const STORIES: readonly Story[] = [
  {
    claim: "ED-1001",
    title: "Underpaid, and the payer says so",
    tells:
      "An emergency visit in Arizona paid at under half of the fee, remark N877, 22 business days ago. Federal open negotiation is still open.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
      daysLeft: 8,
    },
  },
  {
    claim: "ED-1002",
    title: "Window missed",
    tells:
      "The same visit and the same cut, paid 45 business days ago. The 30 business days to open negotiation are over.",
    expect: {
      class: "expired",
      payment: "underpaid",
      rights: "expired",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "ED-1003",
    title: "Asserted discount",
    tells:
      "CO-45 and CO-131 under a rented network, though the practice has no contract. A billing system would write it off while a right is alive.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected", "asserted discount", "write-off guard"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "ED-1004",
    title: "Reversal and correction",
    tells: "Paid, taken back (22) and paid again at another amount, in three remittances. Only the last stands.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "CD-1005",
    title: "Denied for medical necessity",
    tells: "An office echocardiogram denied CO-50. Not a rate dispute: the clock is the internal appeal.",
    expect: { class: "denied", payment: "denied", rights: "open", flags: [], channel: "internal_appeal" },
  },
  {
    claim: "ED-1006",
    title: "Emergency denied for no authorization",
    tells: "CO-197 on an emergency visit, which needs no authorization by law.",
    expect: { class: "denied", payment: "denied", rights: "open", flags: ["protected"], channel: "internal_appeal" },
  },
  {
    claim: "ED-1007",
    title: "Deductible only",
    tells:
      "Paid 0.00 because the whole allowed amount went to the deductible. That is a payment decision, not a denial.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "ED-1008",
    title: "Texas, self-funded",
    tells: "The facts file says the plan is self-funded, so the federal channel governs in Texas.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "ED-1009",
    title: "Texas, insured",
    tells: "The facts file says the plan is fully insured, so Texas arbitration governs.",
    expect: { class: "underpaid", payment: "underpaid", rights: "open", flags: [], channel: "tx_arbitration" },
  },
  {
    claim: "ED-1010",
    title: "New York, funding unknown",
    tells: "Nobody has said how the plan is funded. Both channels' clocks are shown, and a question is asked.",
    expect: {
      class: "needs a fact",
      payment: "underpaid",
      rights: "open",
      flags: [],
      channel: "undetermined",
      missing: "plan_funding",
    },
  },
  {
    claim: "ED-1011",
    title: "New York, self-funded",
    tells: "The facts file says the plan is self-funded: federal, also in New York.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "ED-1012",
    title: "Takeback",
    tells:
      "A payment reversed (22) without a correction; PLB WO first holds the money back and then takes it from a later check.",
    expect: {
      class: "unpaid",
      payment: "unpaid",
      rights: "none",
      flags: ["takeback"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "ED-1013",
    title: "Sent twice",
    tells: "The claim went out in two batches. The first was paid low, the second answered with OA-18. It counts once.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["duplicate"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "CD-1014",
    title: "Medicare Advantage",
    tells: "Filing indicator 16: listed apart, because the Act does not reach Medicare.",
    expect: { class: "not this trade", payment: "unknown", rights: "open", flags: [], channel: "not_this_channel" },
  },
  {
    claim: "SC-1015",
    title: "Claim without remittance",
    tells: "A back operation billed two months ago that no payer has answered.",
    expect: {
      class: "unpaid",
      payment: "unpaid",
      rights: "none",
      flags: [],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "SC-1016",
    title: "Remittance without claim",
    tells: "An answer to a claim that is in none of the files.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "SC-1017",
    title: "Paid in line",
    tells: "Allowed well above the benchmark: nothing to ask for.",
    expect: {
      class: "paid in line",
      payment: "paid in line",
      rights: "open",
      flags: [],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "CD-1018",
    title: "In network by contract",
    tells: "The profile lists a contract with this payer, so CO-45 is a contractual reduction and not our trade.",
    expect: { class: "not this trade", payment: "unknown", rights: "none", flags: [], channel: "contract" },
  },
  {
    claim: "ED-1019",
    title: "Last day today",
    tells: "Paid 29 business days ago: by the stricter reading, today is the last day to open negotiation.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
      daysLeft: 1,
    },
  },
  {
    claim: "AN-1020",
    title: "Anesthesia in minutes",
    tells:
      "95 minutes (MJ) at a participating hospital. Six earlier cases are its benchmark, as the invented book has no anesthesia price.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "SC-1021",
    title: "Split line",
    tells: "One line of two units answered as two lines of one unit; a second line bundled into the first.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "CD-1022",
    title: "Workers' compensation",
    tells: "An injury at work: the state board's fee schedule, listed apart.",
    expect: { class: "not this trade", payment: "unknown", rights: "none", flags: [], channel: "not_this_channel" },
  },
  {
    claim: "SC-1023",
    title: "Consent on file",
    tells: "Remark N882: the patient waived the protection in writing, so there is no federal dispute.",
    expect: { class: "underpaid", payment: "underpaid", rights: "none", flags: [], channel: "patient_agreement" },
  },
  {
    claim: "LB-1024",
    title: "Refunded by check",
    tells: "A payment reversed; the laboratory sent the money back itself, so PLB 72 gives it back to the check.",
    expect: {
      class: "unpaid",
      payment: "unpaid",
      rights: "none",
      flags: ["takeback"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "ED-1025",
    title: "Auto accident",
    tells: "Related cause AA: the auto carrier pays, listed apart.",
    expect: { class: "not this trade", payment: "unknown", rights: "none", flags: [], channel: "not_this_channel" },
  },
  {
    claim: "ED-1026",
    title: "Visit downcoded",
    tells: "Billed one level of visit, paid two levels lower; SVC06 keeps the code that was billed.",
    expect: {
      class: "underpaid",
      payment: "underpaid",
      rights: "open",
      flags: ["protected"],
      channel: "federal_open_negotiation",
    },
  },
  {
    claim: "CD-1027",
    title: "Appeal missed",
    tells: "A denial of 200 days ago: the 180 days for an internal appeal are over.",
    expect: { class: "expired", payment: "denied", rights: "expired", flags: [], channel: "internal_appeal" },
  },
  {
    claim: "SC-1028",
    title: "Does the facility participate?",
    tells:
      "Whether the Act protects this operation depends on the outpatient center's own contract, which nobody has told us.",
    expect: {
      class: "needs a fact",
      payment: "underpaid",
      rights: "open",
      flags: [],
      channel: "undetermined",
      missing: "facility_in_network",
    },
  },
];
