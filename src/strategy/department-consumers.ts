import { forConsumers, type Page } from "./department-page.ts";

/** Departments of which the page for consumers was read, and none for providers was at hand. */
export const CONSUMER_PAGES: Readonly<Record<string, readonly Page[]>> = {
  CO: [
    forConsumers(
      "Colorado Division of Insurance, File a Complaint",
      "https://doi.colorado.gov/for-consumers/file-a-complaint",
      "Complaints go through its online portal, where an account comes first and papers can be added; it regulates companies that sell policies in Colorado.",
    ),
  ],
  CT: [
    forConsumers(
      "Connecticut Insurance Department, The Complaint Process",
      "https://portal.ct.gov/cid/consumer-resource-library/the-complaint-process",
      "A written complaint names who complains, the company, the type of insurance, the ID or policy number and the problem.",
      "It sees first whether the plan is under Connecticut's jurisdiction; the company then has two weeks to answer.",
    ),
  ],
  DC: [
    forConsumers(
      "DISB, Before You File an Insurance Complaint",
      "http://disb.dc.gov/node/316272",
      "It wants the dispute sent to the company in writing first, with copies kept; an investigation takes about 45 days.",
    ),
  ],
  GA: [
    forConsumers(
      "Georgia OCI, How Do I File a Consumer Insurance Complaint?",
      "https://oci.georgia.gov/how-do-i-file-complaint",
      "Complaints go through its online portal, after the company was asked; keep records of letters and calls.",
      "It has no jurisdiction over self-insured employers, union plans, federal and state employees' plans, Medicare, Medicaid, or policies bought in another state; of HMO policies it asks to be called.",
    ),
  ],
  IA: [
    forConsumers(
      "Iowa Insurance Division, File a Consumer Complaint",
      "https://iid.iowa.gov/insurance-consumer-complaint-details",
      "For consumers and those who act on their behalf. It wants a written explanation asked of the company first, and copies of letters, bills and other papers with the complaint.",
    ),
  ],
  MA: [
    forConsumers(
      "Massachusetts Division of Insurance, Filing an Insurance Complaint",
      "https://www.mass.gov/how-to/filing-an-insurance-complaint",
      "Wants the company asked why it did not pay, and sent what it wanted; the form names the insurers and the member ID, policy or claim numbers. It does nothing where an attorney acts.",
    ),
  ],
  MN: [
    forConsumers(
      "Minnesota Department of Commerce, Health Insurance Consumer Protections",
      "https://mn.gov/commerce/insurance/health/consumer-protections/",
      "Investigates complaints and arranges external reviews, which must be asked for within six months of the denial; it does not regulate all health plans.",
    ),
  ],
  ND: [
    forConsumers(
      "North Dakota Insurance Department, Complaints",
      "https://www.insurance.nd.gov/consumers/complaints",
      "Wants the company asked to explain why it did not pay, and sent what it wanted; the form, online or on paper, says what happened, what was tried and what the company should do, with copies of the papers.",
    ),
  ],
  NV: [
    forConsumers(
      "Nevada Division of Insurance, File a Complaint",
      "https://doi.nv.gov/Consumers/File-a-Complaint",
      "Complaints go through its online portal or on a printed form, after the company was asked. A complaint may be kept confidential.",
    ),
  ],
  OR: [
    forConsumers(
      "Oregon DFR, After a complaint is filed",
      "https://dfr.oregon.gov/help/complaints-licenses/Pages/after-complaint-filing.aspx",
      "The company answers within three weeks, and most complaints are resolved within 60 days; it cannot force payment where law and contract were kept.",
    ),
  ],
  SC: [
    forConsumers(
      "South Carolina Department of Insurance, Consumer Services",
      "https://doi.sc.gov/8/Consumers",
      "Complaints are filed online or on paper; where an attorney acts, with the attorney's written authorization.",
    ),
  ],
  SD: [
    forConsumers(
      "South Dakota Division of Insurance, Filing a Complaint and Your Rights",
      "https://dlr.sd.gov/insurance/doi_complaint.aspx",
      "The company is asked first, and in a dispute over care or coverage its internal appeals must be gone through before a complaint. Complaints are filed online.",
    ),
  ],
  TN: [
    forConsumers(
      "Tennessee TDCI, Insurance Agent / Agency Complaint",
      "https://www.tn.gov/commerce/securities/investors/file-a-complaint/insurance-agent-complaint.html",
      "It has no jurisdiction over self-insured employers' health programs, union plans, the plans of state and federal employees, or TennCare.",
    ),
  ],
  UT: [
    forConsumers(
      "Utah Insurance Department, Filing a complaint",
      "https://insurance.utah.gov/complaints/",
      "Complaints go through an online account; it sends them to the other party for an answer and gives its findings, usually in three to four weeks.",
    ),
  ],
  VA: [
    forConsumers(
      "Virginia Bureau of Insurance, File an Insurance Complaint",
      "https://scc.virginia.gov/pages/File-an-Insurance-Complaint-(1)",
      "Complaints go through its portal; it helps with policies issued in Virginia, asks the company, and sees whether the state's laws and the policy were kept. It does not decide from medical records whether to pay.",
    ),
  ],
  WY: [
    forConsumers(
      "Wyoming Department of Insurance, File a Complaint",
      "http://doi.wyo.gov/consumers/consumer-request-for-assistance/file-a-complaint",
      "Hears of claims denied improperly, paid below the policy or delayed, and cannot regulate all types of health plans; where code and policy were kept it may not be able to act.",
    ),
  ],
};
