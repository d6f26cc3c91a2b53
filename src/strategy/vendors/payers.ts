import {
  AETNA_IQVIA,
  AETNA_METHOD,
  CIGNA_COUNTY,
  HARVARD_PILGRIM,
  UNITED_METHODS,
  UNITED_PAGE,
  ZELIS_THREAD,
} from "./sources.ts";
import type { PublicEntry } from "./vendor.ts";

/** Payers whose own pages or plan documents tell how they pay out of network. The plan's document comes before all of it. */
export const PAYERS: readonly PublicEntry[] = [
  {
    id: "united",
    kind: "payer",
    name: "UnitedHealthcare",
    signs: [
      { words: "UnitedHealthcare", is: "name" },
      { words: "United Healthcare", is: "name" },
      { words: "UHC", is: "name" },
      { words: "UMR", is: "abbreviation", beside: ["United", "UnitedHealthcare"] },
    ],
    methods: [
      {
        text: "The member's plan says how a claim out of network is paid. Typical bases are a percentage of CMS rates and a percentile of FAIR Health.",
        source: UNITED_METHODS,
        confidence: "verified",
      },
      {
        text: "Where the patient did not choose the provider, the patient owes as in network; where the patient did, only the plan's terms hold.",
        source: UNITED_PAGE,
        confidence: "verified",
      },
    ],
    tactics: [],
  },
  {
    id: "aetna",
    kind: "payer",
    name: "Aetna",
    signs: [{ words: "Aetna", is: "name" }],
    methods: [
      {
        text: "Many plans pay by what is reasonable or prevailing: a percentile of FAIR Health's charges by zip code, for most plans the 80th by its page; where charges are few, a derived one.",
        source: AETNA_METHOD,
        confidence: "known",
      },
      {
        text: "Plan sponsors choose otherwise: one handbook bases it on a schedule built from Medicare's for most services. Ask for the plan's own words.",
        source: AETNA_IQVIA,
        confidence: "verified",
      },
    ],
    tactics: [],
  },
  {
    id: "cigna",
    kind: "payer",
    name: "Cigna",
    signs: [
      { words: "Cigna", is: "name" },
      { words: "maximum reimbursable charge", is: "phrase" },
    ],
    methods: [
      {
        text: "Its word is the maximum reimbursable charge. The plan document gives its basis: one read here takes the 80th percentile.",
        source: CIGNA_COUNTY,
        confidence: "verified",
      },
    ],
    tactics: [
      {
        text: "A member reports that all claims out of network of a plan began to go through Zelis, which the plan description did not mention.",
        source: ZELIS_THREAD,
        confidence: "known",
      },
    ],
  },
  {
    id: "harvard-pilgrim",
    kind: "payer",
    name: "Harvard Pilgrim",
    signs: [{ words: "Harvard Pilgrim", is: "name" }],
    methods: [
      {
        text: "Protected claims are priced at the qualifying payment amount; who does not accept it opens the negotiation with the delegate on the explanation of payment, such as Zelis or ClearHealth Strategies.",
        source: HARVARD_PILGRIM,
        confidence: "verified",
      },
    ],
    tactics: [],
  },
];
