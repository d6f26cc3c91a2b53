import { day } from "#base/day.ts";
import type { Source } from "#strategy/sourced.ts";

/** Documents the directory rests on. */

const read = day("2026-11-22");

export const BECKER_ANTITRUST: Source = {
  title: "Becker's, MultiPlan price-fixing lawsuits can proceed",
  url: "https://www.beckershospitalreview.com/legal-regulatory-issues/judge-rules-multiplan-price-fixing-lawsuits-can-proceed/",
  dated: day("2025-06-03"),
  read,
};
export const FACT_SHEET: Source = {
  title: "MultiPlan fact sheet, June 2024",
  url: "https://marketscreener.com/quote/stock/MULTIPLAN-CORPORATION-105997945/news/MultiPlan-Fact-Sheet-47022135",
  dated: day("2024-06-01"),
  read,
};
export const ANNUAL_2023: Source = {
  title: "MultiPlan annual report for 2023, form 10-K",
  url: "https://content.edgar-online.com/ExternalLink/EDGAR/0001793229-24-000012.html?dest=mpln-20231231_htm&hash=72c55a082a611cf68a75efb436939f9135e1e5098bc8302bfe0996740f4368f9",
  dated: day("2024-02-29"),
  read,
};
export const CLARITEV_FAQ: Source = {
  title: "Claritev, frequently asked questions",
  url: "https://claritev.com/?p=2501",
  read,
};
export const MDCLARITY: Source = {
  title: "MD Clarity, third-party repricers and administrators",
  url: "https://www.mdclarity.com/blog/third-party-repricers-tpas",
  read,
};
export const TIMES: Source = {
  title: "The New York Times on Data iSight, as reprinted",
  url: "https://www.pressdemocrat.com/article/business/in-battle-over-health-care-costs-private-equity-plays-both-sides/",
  dated: day("2024-04-08"),
  read,
};
export const INSURANCE_MAZE: Source = {
  title: "The Insurance Maze, sudden reductions by Data iSight",
  url: "https://theinsurancemaze.com/dataisight/",
  dated: day("2023-03-12"),
  read,
};
export const APPEAL_IT: Source = {
  title: "AppealIt, out-of-network underpayments",
  url: "https://appealitnow.com/learn/oon-underpayments",
  read,
};
export const VIANT_ORDER: Source = {
  title: "LD v. United Behavioral Health, 508 F. Supp. 3d 583 (N.D. Cal. 2020)",
  url: "http://casetext.com/case/ld-v-united-behavioral-health-1",
  dated: day("2020-12-18"),
  read,
};
export const VIANT_CIGNA: Source = {
  title: "Law Street, providers' case against Cigna and Viant dismissed",
  url: "https://lawstreetmedia.com/news/health/out-of-network-healthcare-providers-billing-case-against-cigna-and-viant-dismissed/",
  read,
};
export const VIANT_MODERN: Source = {
  title: "Modern Healthcare, UnitedHealth and Cigna accused of underpaying",
  url: "https://www.modernhealthcare.com/legal/unitedhealth-cigna-accused-underpaying-out-network-providers",
  read,
};
export const HST_TALK: Source = {
  title: "MultiPlan, interview with the president of HST on reference-based pricing",
  url: "https://www.multiplan.us/no-surprises-act-and-its-impact-on-self-funded-plans/",
  dated: day("2021-10-05"),
  read,
};
export const ZELIS_SERVICES: Source = {
  title: "Zelis, out-of-network services",
  url: "https://www.zelis.com/claims-cost-solutions/payment-integrity/out-of-network-services/",
  read,
};
export const ZELIS_MEMBERS: Source = { title: "Zelis for members", url: "https://zelis.com/for-members/", read };
export const ERS_FAQ: Source = {
  title: "Established Reimbursement Schedule, frequently asked questions",
  url: "http://www.ers-fee.com/faq.htm",
  read,
};
export const ZELIS_THREAD: Source = {
  title: "A member on Cigna's use of Zelis",
  url: "https://reddit.wdas.io/r/CodingandBilling/comments/1m539qd/cigna_using_zellis_to_process_oon_claims_and",
  read,
};
export const NAVIGUARD_START: Source = {
  title: "Naviguard, what to expect",
  url: "https://naviguard.com/uhc-landing-page",
  read,
};
export const NAVIGUARD_FAQ: Source = {
  title: "Naviguard, frequently asked questions",
  url: "https://www.naviguard.com/about/faq",
  read,
};
export const HARVARD_PILGRIM: Source = {
  title: "Harvard Pilgrim, out-of-network payment disputes",
  url: "https://www.harvardpilgrim.org/provider/billing-and-reimbursement/no-surprises-act-of-2021-out-of-network-payment-disputes/",
  read,
};
export const GEISINGER: Source = {
  title: "Geisinger Health Plan on the No Surprises Act",
  url: "https://www.geisinger.org/health-plan/no-surprises-act",
  read,
};
export const ALLWAYS: Source = {
  title: "AllWays Health Partners, provider resources",
  url: "https://www.allwayshealthpartners.org/providers/provider-resources",
  read,
};
export const BRIGHT: Source = {
  title: "Bright HealthCare, provider arbitration",
  url: "https://brighthealthcare.com/provider/arbitration-mediation",
  read,
};
export const AMPS_TALK: Source = {
  title: "AMPS, presentation of its services",
  url: "https://sambuz.com/doc/agenda-ppt-presentation-36145",
  dated: day("2019-01-01"),
  read,
};
export const AMPS_MEMBERS: Source = {
  title: "A sharing ministry on balance bills and AMPS",
  url: "https://membercare.zendesk.com/hc/en-us/articles/1500003357862-I-received-a-Balance-Bill-from-my-Provider-What-do-I-do-now",
  read,
};
export const CLAIMDOC_NSA: Source = {
  title: "ClaimDOC on the No Surprises Act",
  url: "https://claim-doc.com/resources/2021/04/no-surprises-act-1/",
  dated: day("2021-04-01"),
  read,
};
export const PHIA_TALK: Source = {
  title: "The Phia Group, open negotiation: strategies of a plan's administrator",
  url: "https://www.phiagroup.com/Media/Posts/the-stacks-3rd-quarter-2022-newsletter-the-phia-group",
  dated: day("2022-07-01"),
  read,
};
export const UNITED_METHODS: Source = {
  title: "UnitedHealth affiliates, how out-of-network benefits are paid",
  url: "https://prod.uhone.com/about-us/legal/out-of-network-benefits",
  read,
};
export const UNITED_PAGE: Source = {
  title: "UnitedHealthcare, payment of out-of-network benefits",
  url: "https://www.uhc.com/legal/information-on-payment-of-out-of-network-benefits.html",
  read,
};
export const AETNA_METHOD: Source = {
  title: "Aetna, reasonable and prevailing charge",
  url: "http://www.aetna.com/individuals-families/member-rights-resources/claims-coverage/out-of-network-doctor-costs/reasonable-charge-out-of-network-payments.html",
  read,
};
export const AETNA_IQVIA: Source = {
  title: "IQVIA benefits handbook, out-of-network care in its Aetna plans",
  url: "https://benefitshandbook.com/iqvia/iqv-3a2-health-medical-web-e.html",
  read,
};
export const CIGNA_COUNTY: Source = {
  title: "Cigna summary of benefits for a county, 2018",
  url: "https://vdocuments.site/summary-of-benefits-summary-112018-aso-open-access-plus-proclaim-be.html",
  dated: day("2018-01-01"),
  read,
};
