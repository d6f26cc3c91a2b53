import { CONSUMER_PAGES } from "./department-consumers.ts";
import { dated, forConsumers, type Page, page, statementsOf } from "./department-page.ts";
import type { Statement } from "./sourced.ts";

/** Departments of which a page was read that speaks of providers, or of the law that it holds insurers to. */
const PROVIDERS: Readonly<Record<string, readonly Page[]>> = {
  AL: [
    page(
      "Alabama Department of Insurance, File a Consumer Complaint",
      "https://aldoi.gov/Consumers/FileComplaint.aspx",
      "Names help to medical providers among the things it cannot do, and gives none where an attorney acts: the policyholder files, after asking the company.",
    ),
  ],
  AZ: [
    dated(
      "2000-12-28",
      page(
        "Arizona Department of Insurance, press release 2000-24",
        "https://insurance.az.gov/press-release-2000-24-new-law-establishing-timely-pay-requirements-and-grievance-provisions-health",
        "Watches over a law of 2000 on timely payment and providers' grievances, which binds every health insurer: clean claims within 30 days, else interest of 10% a year where the contract names no other rate.",
        "That law does not reach claims on self-insured employers, Medicare, AHCCCS or workers' compensation.",
      ),
    ),
    forConsumers(
      "Arizona DIFI, File a Complaint Against an Insurance Entity",
      "https://difi.az.gov/file-complaint-against-insurance-entity",
      "Looks into delays, denials and unsatisfactory settlements of claims, but does not decide how much money is owed.",
    ),
  ],
  CA: [
    dated(
      "2006-06-22",
      page(
        "California Department of Insurance, Health Care Providers Guide to the Complaint Process",
        "http://www.insurance.ca.gov/0100-consumers/0060-information-guides/0050-health/healthcareguidecomplaintprocess.cfm",
        "Lets a provider complain about how a health insurer handled a claim under a health insurance policy.",
        "It regulates point-of-service plans and certain PPOs of insurance companies; HMOs and PPOs under the Knox-Keene Act go to the Department of Managed Health Care.",
      ),
    ),
  ],
  DE: [
    page(
      "Delaware Department of Insurance, Arbitration",
      "https://insurance.delaware.gov/services/arbitration",
      "Has arbitration for providers about reimbursement (Regulation 1313), and between carriers and non-network providers of emergency care (Regulation 1316).",
      "Arbitration comes after attempts to resolve the matter failed; the page names a filing fee of $75 in health insurance matters, and none about medical necessity.",
    ),
  ],
  FL: [
    page(
      "Florida Department of Financial Services, Medical Providers",
      "https://myfloridacfo.com/division/consumers/medicalprovider",
      "Hears providers about claims not paid or denied in time under sections 627.6131 and 641.3155, Florida Statutes; it asks for written proof that the plan received the claims, and for up to five of them for each company.",
      "A dispute whether a claim is owed, or how much, goes to the state's claim dispute resolution program instead (section 408.7057).",
      "It has no authority over contracts bought in another state, self-insured ERISA plans, or self-insured contracts of federal employees.",
    ),
  ],
  IL: [
    page(
      "Illinois Department of Insurance, Health Care Provider Complaint Form (revised June 2009)",
      "http://insurance.illinois.gov/Provider/Provider_Complaint.asp",
      "Takes complaints of providers against insurers and HMOs online or on paper, in the provider's own name and never the patient's, one form for each patient's claim.",
      "It asks for the patient's insurance card, proof of the day the claim was sent where payment was late, and letters and notes of calls with the company; agencies that bought the claims are not heard.",
    ),
  ],
  KS: [
    dated(
      "2016-03-30",
      page(
        "Kansas, What Is the Prompt Pay Act?",
        "https://kansasmoney.gov/posts/what-is-the-prompt-pay-act",
        "Holds insurers to the Health Care Prompt Payment Act: 30 days to pay a clean claim or to say why not, else interest of 1% a month to whoever sent the claim.",
        "Providers may report slow payment once those 30 days have passed. Self-insured employers, Medicare, Medicaid, workers' compensation and federal employees' plans are not under the Act.",
      ),
    ),
  ],
  KY: [
    page(
      "Kentucky Department of Insurance, File a Complaint",
      "https://insurance.ky.gov/ppc/forms/complaints_home.aspx",
      "Takes complaints of medical providers against health insurers on a form of their own, apart from consumers' and pharmacies'.",
      "A complaint that shows more than one insured person is closed at once, for privacy.",
    ),
  ],
  MD: [
    page(
      "Maryland Insurance Administration, How the MIA Can Help You",
      "https://insurance.maryland.gov/Consumer/Pages/How-the-MIA-Can-Help-You.aspx",
      "Helps doctors and hospitals as well as consumers, and investigates written complaints that a carrier broke the law of the state, such as a claim denied or delayed improperly.",
    ),
    page(
      "Maryland Insurance Administration, Jurisdiction",
      "https://insurance.maryland.gov/Consumer/Pages/MIAJurisdiction.aspx",
      "Employers' self-funded plans go to the Department of Labor (EBSA), and policies issued in another state mostly to the regulator there.",
    ),
  ],
  ME: [
    page(
      "Maine Bureau of Insurance, Independent Health Care Provider Complaint",
      "https://www.maine.gov/pfr/insurance/node/949",
      "Takes complaints of independent practitioners and of groups of at most six that no hospital or health system employs or owns (24-A MRSA § 4329), since 9 August 2024.",
      "The signed form, online or by mail, says what happened, what was tried and what the company should do. Where a consumer was harmed, the consumer files.",
    ),
    page(
      "Maine Bureau of Insurance, File a Complaint/Dispute",
      "https://www1.maine.gov/pfr/insurance/consumers/file-a-complaint-dispute",
      "An out-of-network provider's dispute about a claim for emergency services goes to the state's independent dispute resolution.",
    ),
  ],
  MI: [
    page(
      "Michigan DIFS, Clean Claims and Other Information for Health Providers",
      "http://www.michigan.gov/difs/0,5269,7-303-12902_35510-263283--,00.html",
      "Generally takes no complaints of providers, who are no party to the contract. Among the exceptions is a provider who acts for a patient of a Michigan licensed carrier, with the patient's written authorization.",
      "A plan of another state is mostly for the patient to pursue, with the regulator of the state where the plan was issued.",
    ),
    page(
      "Michigan DIFS, Surprise Medical Billing",
      "https://www.michigan.gov/difs/utilization-review/surprise-medical-billing",
      "A nonparticipating provider who finds the carrier's median amount under the state's surprise billing law wrong may have the calculation reviewed, on form FIS 2369 by email or fax.",
    ),
  ],
  MO: [
    page(
      "Missouri Department of Insurance, Health Care Providers - Complaint Process",
      "https://insurance.mo.gov/consumers/health/providercomplaints.php",
      "Has a complaint process for providers. It wants the claim filed right first, and corrected by the deadline of the contract or plan where it was rejected.",
      "Keep proof of when the insurer received the claim, and records of calls and letters about it.",
    ),
  ],
  MS: [
    page(
      "Mississippi Insurance Department, Autism Provider Resource",
      "https://www.mid.ms.gov/mobile/autism-provider-resource.aspx",
      "Stays out of disputes about provider contracts, but may help where they are about balance billing, assignment, recoupment or prompt payment of claims.",
      "Keep proof of when the insurer received the claim, and records of calls and letters about it.",
    ),
  ],
  NC: [
    page(
      "North Carolina Department of Insurance, Guidance for Providers",
      "http://ncdoi.com/Consumer/Health/Guidance_for_Providers.aspx",
      "Asks a provider to go to the company's provider relations, to use every level of appeal in the contract, and to call 855-408-1212 before writing.",
      "It settles no contract dispute and does not decide what a claim is worth; self-funded plans go to the Department of Labor (EBSA).",
    ),
    page(
      "North Carolina Department of Insurance, Request Assistance / File a Complaint",
      "https://www.ncdoi.gov/consumers/assistance-or-file-complaint",
      "A provider puts nothing that identifies a patient on the form itself; it may stand in the papers attached.",
    ),
    page(
      "North Carolina Department of Insurance, Prompt Pay Requirement",
      "https://www.ncdoi.gov/insurance-industry/form-and-rate-filings/life-and-health/prompt-pay-requirement",
      "Holds insurers to N.C.G.S. § 58-3-225: to pay, or to say every reason why not, within 30 calendar days of receiving a claim of the insured or the provider.",
    ),
  ],
  NE: [
    page(
      "Nebraska Department of Insurance, Providers - Prompt Pay Form",
      "https://doi.nebraska.gov/about/providers-prompt-pay-form",
      "Providers of the state report late payment on its prompt pay form. It opens no investigation upon a report, but records it to watch the insurer.",
      "For several claims on one insurer it asks, of each: plan type, patient, policyholder, policy and claim number, the day it was sent, and the problem.",
    ),
  ],
  NJ: [
    page(
      "New Jersey DOBI, Health Benefits Prompt Pay Rule - Information for Providers",
      "https://www.nj.gov/dobi/division_insurance/promptinfo.htm",
      "Before a complaint it wants a written appeal to the carrier for a clean claim (N.J.A.C. 11:22-1.8), which the carrier answers within ten business days, and then the external dispute resolution.",
      "The complaint is a letter or its consumer form that says where the rule was not kept, such as an appeal left unanswered. Not all claims are under its jurisdiction.",
    ),
  ],
  NM: [
    page(
      "New Mexico OSI, Managed Health Care Review",
      "https://www.osi.state.nm.us/en/managed-health-care-review",
      "Investigates complaints of providers against health insurers: termination, discrimination, credentialing, timely payment of claims and more.",
    ),
    page(
      "New Mexico OSI, File a Complaint",
      "https://www.osi.state.nm.us/en/complaints",
      "It wants the company asked first, and can neither order it to pay nor say what amount is owed.",
    ),
  ],
  NH: [
    page(
      "New Hampshire Insurance Department, Filing a Complaint",
      "https://insurance.nh.gov/consumers/filing-complaint",
      "Who files for somebody else, such as a patient, sends its Release of Information form along.",
    ),
    page(
      "New Hampshire Insurance Department, Formal Insurance Complaints",
      "https://insurance.nh.gov/consumers/how-can-we-help-you-formal-insurance-complaints",
      "Sends the complaint to the company and looks at the answer; self-funded plans go to the Department of Labor.",
    ),
  ],
  OK: [
    page(
      "Oklahoma Insurance Department, Prompt Pay Information",
      "https://www.oid.ok.gov/consumers/insurance-basics/prompt-pay-information/",
      "Hears providers whose claims are not paid 45 days after they were sent. They may call 1-800-522-0071 first; only a written complaint starts a review.",
      "Holds insurers to 36 O.S. § 1219: clean claims of an insured, an assignee or a provider within 30 calendar days if electronic, 45 if on paper.",
    ),
  ],
  PA: [
    page(
      "31 Pa. Code § 154.18, Prompt payment",
      "https://pacodeandbulletin.gov/Display/pacode?d=reduce&file=%2Fsecure%2Fpacode%2Fdata%2F031%2Fchapter154%2Fs154.18.html",
      "Its own rule gives licensed insurers and managed care plans 45 days from receipt to pay a provider's clean claim, with interest after that. What it asks of a provider who complains was not read.",
    ),
  ],
  WA: [
    page(
      "Washington OIC, What medical providers need to know about health insurance",
      "https://insurance.wa.gov/insurance-resources/health-insurance/medical-providers/what-medical-providers-need-know-about-health-insurance",
      "Takes complaints of providers and reviews them with the insurer; one with personal details of a patient needs the patient's signed consent.",
      "Of a contracted plan it expects 95% of a month's complete claims paid in 30 days, and 95% of all paid or denied in 60; it cannot make an insurer contract with a provider.",
    ),
    page(
      "Washington OIC, Consumer Complaint Center FAQ",
      "https://insurance.wa.gov/consumer-complaint-center-faq",
      "It may not be able to help against an employer's third-party administrator or a self-funded plan, and settles no dispute about the amount owed.",
    ),
  ],
  WI: [
    dated(
      "2018-10-16",
      page(
        "Wisconsin OCI, Fact Sheet on Filing a Complaint About Health Plans",
        "https://oci.wi.gov/Pages/Consumers/PI-231.aspx",
        "The insured or their representative files, after asking the company. It looks at whether an insurance law of the state was probably broken, and does not decide what a claim is worth.",
      ),
    ),
  ],
};

/** What was read of the department of a state; none where nothing was. */
export const departmentSays = (state: string): readonly Statement[] =>
  [...(PROVIDERS[state] ?? []), ...(CONSUMER_PAGES[state] ?? [])].flatMap(statementsOf);

/** Rhode Island's insurers answer for their dealings with providers to an office of its own, beside the Insurance Division. */
export const RHODE_ISLAND_SAYS: readonly Statement[] = [
  page(
    "Rhode Island OHIC, For Providers",
    "https://ohic.ri.gov/about-us/providers",
    "A provider complains to the insurer first, on the form of the rule on prompt processing (230-RICR-20-30-6), with copies of the claims and proof of delivery; after 45 days without a solution the complaint may go to this office.",
    "The rule gives insurers 30 calendar days for a complete electronic claim and 40 for a written one.",
  ),
  page(
    "Rhode Island OHIC, Complaints",
    "http://www.ohic.ri.gov/Complaints.php",
    "Its authority is for fully insured plans; employers' self-insured plans go to the Department of Labor (EBSA).",
  ),
].flatMap(statementsOf);
