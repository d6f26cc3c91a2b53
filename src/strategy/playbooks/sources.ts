import { day } from "#base/day.ts";
import type { Source } from "#strategy/sourced.ts";

/** Documents the playbooks rest on. A statute or rule is named at the address of its current text. */

const read = day("2026-11-22");
const lawRead = day("2026-11-21");

const uscode = (section: string): Source["url"] =>
  `https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title42-section${section}&num=0&edition=prelim`;

export const NSA_PLANS: Source = {
  title: "42 USC 300gg-111, plans and the dispute process",
  url: uscode("300gg-111"),
  read: lawRead,
};
export const NSA_AIR: Source = { title: "42 USC 300gg-112, air ambulance", url: uscode("300gg-112"), read: lawRead };
export const NSA_PROVIDERS: Source = {
  title: "42 USC 300gg-132, providers at participating facilities",
  url: uscode("300gg-132"),
  read: lawRead,
};
export const NSA_AIR_ERISA: Source = {
  title: "29 USC 1185f, ending surprise air ambulance bills",
  url: "https://lexbuild.dev/usc/title-29/chapter-18/section-1185f",
  read,
};
export const CFR_EMERGENCY: Source = {
  title: "45 CFR 149.110, emergency services",
  url: "https://www.ecfr.gov/current/title-45/section-149.110",
  read: lawRead,
};
export const CFR_DEFINITIONS: Source = {
  title: "45 CFR 149.30, definitions",
  url: "https://www.ecfr.gov/current/title-45/section-149.30",
  read: lawRead,
};
export const CFR_QPA: Source = {
  title: "45 CFR 149.140, qualifying payment amount",
  url: "https://www.ecfr.gov/current/title-45/section-149.140",
  read: lawRead,
};
export const CFR_CONSENT: Source = {
  title: "45 CFR 149.420, notice and consent",
  url: "https://www.ecfr.gov/current/title-45/section-149.420",
  read: lawRead,
};

export const CMS_TIPS: Source = {
  title: "CMS, tips for disputing parties",
  url: "https://www.cms.gov/nosurprises/help-resolve-payment-disputes/tips-for-disputing-parties",
  read,
};
export const IDR_RULE: Source = {
  title: "Federal IDR Operations final rule, 91 FR 33900",
  url: "https://thefederalregister.org/documents/2026-11140/federal-independent-dispute-resolution-operations",
  dated: day("2026-06-04"),
  read,
};
export const FEE_RULE: Source = {
  title: "IDR fee rule, 88 FR 88494",
  url: "https://regulations.justia.com/regulations/fedreg/2023/12/21/2023-27931.html",
  dated: day("2023-12-21"),
  read,
};
export const FHAS_OBJECTIONS: Source = {
  title: "FHAS, common objections in disputes, part 1",
  url: "https://updates.fhas.com/idr-common-objections-series-part-1",
  read,
};

export const ACEP_LEVELS: Source = {
  title: "ACEP, 2023 emergency department visit guidelines, questions and answers",
  url: "https://www.acep.org/administration/reimbursement/reimbursement-faqs/2023-ed-em-guidelines-faqs",
  read,
};
export const ACEP_URGENT: Source = {
  title: "ACEP, urgent care visits, questions and answers",
  url: "https://acep.org/administration/reimbursement/reimbursement-faqs/urgent-care-em",
  dated: day("2024-02-01"),
  read,
};
export const RAC_FACILITY_LEVELS: Source = {
  title: "RACmonitor, facility levels 4 and 5 reviewed by UnitedHealthcare",
  url: "https://racmonitor.medlearn.com/united-healthcare-ed-changes-impact-level-4-and-level-5-services",
  read,
};
export const RAC_PROFESSIONAL_LEVELS: Source = {
  title: "RACmonitor, automated downgrade of emergency visit codes",
  url: "https://racmonitor.medlearn.com/automated-downgrade-of-emergency-physician-visit-codes-coming-april-1",
  read,
};
export const AHDAM_LEVEL5: Source = {
  title: "AHDAM, UnitedHealthcare's policy on level 5 visits and its exceptions",
  url: "https://ahdam.org/latest-industry-news/nitedhealthcare-announces-a-new-policy-focused-on-level-5-e-m-code-99285/",
  read,
};
export const ICD_LEVELS: Source = {
  title: "ICD10monitor, UnitedHealthcare reviews levels 4 and 5, also of facilities without a contract",
  url: "https://icd10monitor.medlearn.com/unitedhealthcare-begins-crackdown-on-level-4-and-5-ed-codes",
  read,
};
export const URGENT_AND_NSA: Source = {
  title: "JD Supra, No Surprises Act questions, volume 6",
  url: "https://www.jdsupra.com/legalnews/no-surprises-act-frequently-asked-4868897/",
  read,
};
export const HCPCS: Source = {
  title: "CMS, HCPCS Level II quarterly file, April 2024",
  url: "https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update",
  dated: day("2024-04-01"),
  read,
};
export const PFS_NUMBERS: Source = {
  title: "CMS, physician fee schedule relative value file, July 2024",
  url: "https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files",
  dated: day("2024-07-01"),
  read,
};
export const CLFS_NUMBERS: Source = {
  title: "CMS, clinical laboratory fee schedule, first quarter 2026",
  url: "https://www.cms.gov/medicare/payment/fee-schedules/clinical-laboratory-fee-schedule-clfs/files",
  dated: day("2026-01-01"),
  read,
};
export const PLACES: Source = {
  title: "CMS, place of service code set",
  url: "https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets",
  read,
};

export const ASC_DEVICE: Source = {
  title: "42 CFR 416.179, payment when a device is replaced without cost or with credit",
  url: "https://law.lawstack.com/laws/42-cfr_s_416-179_payment-and-coinsurance-reduction-for-devices-replaced-without-cost-or-when-full-or-partial-credit-is-received",
  read,
};
export const ASC_GUIDE: Source = {
  title: "Valiant Lifecare, surgery center billing",
  url: "https://valiantlifecare.com/blog/ambulatory-surgery-center-billing.php",
  dated: day("2026-06-28"),
  read,
};
export const ASC_MANUAL: Source = {
  title: "Medicare Claims Processing Manual, chapter 14, table of contents",
  url: "https://fdocuments.in/document/medicare-claims-processing-manual-claims-processing-manual-chapter-14-ambulatory.html",
  dated: day("2017-12-22"),
  read,
};
export const OPPS_DEVICES: Source = {
  title: "CMS, OPPS final rule addendum P for 2025, device-intensive procedures",
  url: "https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient",
  dated: day("2025-01-01"),
  read,
};

export const ANESTHESIA_GUIDE: Source = {
  title: "Anesthesia billing 2026, base units, time units and modifiers",
  url: "https://www.myhealthcarebilling.com/anesthesia-billing-2026-base-time-units/",
  read,
};
export const ANESTHESIA_NGS: Source = {
  title: "NGS Medicare, anesthesia claims",
  url: "https://ngsmedicare.com/en/web/ngs/anesthesia?selectedArticleId=1628657",
  read,
};
export const ANESTHESIA_OKLAHOMA: Source = {
  title: "BCBS Oklahoma, anesthesia payment policy CPCP010, as summarised",
  url: "https://www.openpayer.com/policy-updates/blue-cross-blue-shield-oklahoma/reimbursement-payment/blue-cross-blue-shield-oklahoma-cpcp010-anesthesia-v1-10-01-22",
  dated: day("2022-10-01"),
  read,
};
export const ANESTHESIA_ANTHEM: Source = {
  title: "Anthem, professional anesthesia services policy, as summarised",
  url: "https://www.openpayer.com/policy-updates/anthem/reimbursement-payment/anthem-professional-anesthesia-services-ma-ppo",
  dated: day("2020-11-25"),
  read,
};
export const QZ_CIGNA: Source = {
  title: "Anesthesia Insider, Cigna lowers payment with modifier QZ",
  url: "http://www.anesthesiallc.com/publications/blog/entry/a-change-in-the-wind-new-policy-further-complicates-anesthesia-practices",
  read,
};
export const QZ_BECKER: Source = {
  title: "Becker's ASC, cuts of services with modifier QZ",
  url: "https://www.beckersasc.com/anesthesia/profits-first-patients-and-providers-last-the-truth-of-qz-cuts",
  read,
};
export const QZ_KAISER: Source = {
  title: "ASC News, Kaiser takes its anesthesia cut back",
  url: "https://ascnews.com/2025/01/rapid-backlash-halts-kaisers-anesthesia-reimbursement-cuts-what-it-means-for-ascs/",
  dated: day("2025-01-01"),
  read,
};
export const ANTHEM_TIME: Source = {
  title: "Becker's ASC, Anthem takes back its limit on anesthesia time",
  url: "https://www.beckersasc.com/?p=97841",
  read,
};
export const ASA_NSA: Source = {
  title: "ASA, physician requirements under the No Surprises Act",
  url: "https://www.asahq.org/advocating-for-you/payment-progress/surprise-billing-resources/question-library/physician-requirements",
  read,
};

export const RADIOLOGY_NC: Source = {
  title: "Blue Cross NC, radiology services payment policy",
  url: "https://bluecrossnc.com/providers/policies-guidelines-codes/commercial/reimbursement/updates/radiology-services-reimbursement-policy",
  read,
};
export const RADIOLOGY_ACR: Source = {
  title: "ACR, multiple procedure reduction of the professional component",
  url: "https://www.acr.org/Advocacy-and-Economics/Legislative-Issues/MPPR",
  read,
};
export const RADIOLOGY_STUDY: Source = {
  title: "American Journal of Neuroradiology 39(4):612, effect of the lower reduction",
  url: "https://ajnr.org/content/39/4/612",
  dated: day("2018-04-01"),
  read,
};
export const RADIOLOGY_JACR: Source = {
  title: "JACR 2013;10:682, professional efficiencies of several readings",
  url: "https://pubmed.ncbi.nlm.nih.gov/23575316/",
  dated: day("2013-04-08"),
  read,
};

export const CLIA_ANTHEM: Source = {
  title: "Anthem provider news, where the CLIA number stands on a claim",
  url: "https://providernews.anthem.com/colorado/articles/clinical-laboratory-improvement-amendments-clia-number-additional-information-1-5993",
  dated: day("2020-10-31"),
  read,
};
export const CLIA_NC: Source = {
  title: "Blue Cross NC, laboratory claims without a valid CLIA number",
  url: "https://www.bluecrossnc.com/providers/provider-news/2023/clinical-laboratory-improvement-amendments",
  dated: day("2023-07-01"),
  read,
};
export const LAB_MODIFIERS: Source = {
  title: "Modifiers 90 and 91 of laboratory claims",
  url: "http://www.medicalbillingcptmodifiers.com/2010/04/what-is-modifier-90-91.html",
  dated: day("2010-04-01"),
  read,
};
export const NAVIGUARD_LAB: Source = {
  title: "Naviguard, reining in out-of-network costs",
  url: "https://www.naviguard.com/resources/reining-in-out-of-network-costs",
  read,
};

export const CATH_RULES: Source = {
  title: "AMS Solutions, catheterization and intervention billing, 2026",
  url: "https://ams-solutions.com/cardiac-cath-pci-billing-bundling-modifier-rules-2026/",
  read,
};
export const CATH_ARTICLE: Source = {
  title: "Medicare article, billing of cardiac catheterization and coronary angiography",
  url: "https://freemedicalcoding.com/medicare-article/billing-and-coding-cardiac-catheterization-and-coronary-angiography",
  read,
};
export const CARELON_ANGIOGRAPHY: Source = {
  title: "Carelon, appropriate use criteria for diagnostic coronary angiography",
  url: "https://guidelines.carelonmedicalbenefitsmanagement.com/diagnostic-coronary-angiography-2023-04-01-updated-2024-10-20",
  dated: day("2024-10-20"),
  read,
};

export const IONM_GUIDE: Source = {
  title: "Coding Ahead on 95941 and G0453",
  url: "https://webhooks.codingahead.com/cpt/codes/95941",
  read,
};
export const IONM_CIGNA: Source = {
  title: "Cigna coverage policy 0509, intraoperative monitoring",
  url: "https://genhealth.ai/policy/cigna/76f73f83-intraoperative-monitoring-0509",
  dated: day("2023-10-15"),
  read,
};
export const IONM_PAYER: Source = {
  title: "A payer's policy on intraoperative monitoring, as reprinted",
  url: "http://www.whatismedicalinsurancebilling.org/2018/12/cpt-95940-95941-g0453-intraoperative.html",
  dated: day("2018-12-01"),
  read,
};
export const IONM_HCPCS: Source = {
  title: "HCPCS code G0453, 2026",
  url: "https://hcpcsdata.vercel.app/codes/G0453",
  dated: day("2026-01-01"),
  read,
};

export const PARITY_RULE: Source = {
  title: "Mental health parity final rules, 89 FR 77586",
  url: "https://regulations.justia.com/regulations/fedreg/2024/09/23/2024-20612.html",
  dated: day("2024-09-23"),
  read,
};
export const PARITY_LABOR: Source = {
  title: "Department of Labor, fact sheet on the parity final rules",
  url: "https://dol.gov/agencies/ebsa/about-ebsa/our-activities/resource-center/fact-sheets/final-rules-under-the-mental-health-parity-and-addiction-equity-act-mhpaea",
  dated: day("2024-09-09"),
  read,
};
export const PARITY_PAUSE: Source = {
  title: "Reed Smith, parity rule not enforced",
  url: "https://www.reedsmith.com/en/perspectives/2025/05/mhpaea-final-rule-inches-closer-to-chopping-block",
  dated: day("2025-05-16"),
  read,
};
export const VIANT_CASE: Source = {
  title: "LD v. United Behavioral Health, 508 F. Supp. 3d 583 (N.D. Cal. 2020)",
  url: "http://casetext.com/case/ld-v-united-behavioral-health-1",
  dated: day("2020-12-18"),
  read,
};
export const VIANT_RICO: Source = {
  title: "LD v. United Behavioral Health, order of 11 March 2021",
  url: "http://casetext.com/case/ld-v-united-behavioral-health-2",
  dated: day("2021-03-11"),
  read,
};
export const VIANT_DISMISSED: Source = {
  title: "Law Street, providers' case against Cigna and Viant dismissed",
  url: "https://lawstreetmedia.com/news/health/out-of-network-healthcare-providers-billing-case-against-cigna-and-viant-dismissed/",
  read,
};
export const THERAPIST_STORY: Source = {
  title: "The Insurance Maze, sudden reductions by Data iSight",
  url: "https://theinsurancemaze.com/dataisight/",
  dated: day("2023-03-12"),
  read,
};

export const AIR_HHS: Source = {
  title: "HHS ASPE HP-2021-20, air ambulance use and surprise billing",
  url: "https://readkong.com/page/air-ambulance-use-and-surprise-billing-hhs-aspe-9089913",
  dated: day("2021-09-10"),
  read,
};
export const AIR_QPA: Source = {
  title: "Aequum, ruling on the air ambulance QPA",
  url: "https://aequumhealth.com/blog/federal-court-rules-against-association-of-air-medical-services-a-win-for-patients-and-payers-and-a-huge-loss-for-air-ambulance-companies",
  read,
};

export const ASSISTANT_FCSO: Source = {
  title: "First Coast, assistant at surgery modifiers and indicators",
  url: "https://medicare.fcso.com/coding/appropriate-use-assistant-surgery-modifiers-and-payment-indicators",
  dated: day("2025-07-11"),
  read,
};
export const ASSISTANT_NOVITAS: Source = {
  title: "Novitas, assistant at surgery",
  url: "https://www.novitas-solutions.com/webcenter/portal/MedicareJL/pagebyid?contentId=00144529",
  read,
};
export const ASSISTANT_IBX: Source = {
  title: "Independence Blue Cross, modifiers 80, 81, 82 and AS",
  url: "https://medpolicy.ibx.com/ibc/MAPPO/Pages/Policy/b279e292-ccd2-4b46-a184-277bad998379.aspx",
  read,
};
export const SURGEONS_NSA: Source = {
  title: "ACS Bulletin, complying with the No Surprises Act",
  url: "https://bulletin.facs.org/2022/04/complying-with-the-no-surprises-act/",
  dated: day("2022-04-01"),
  read,
};
export const CONSENT_LIST: Source = {
  title: "Ledbetter Parisi, regulations on the No Surprises Act and its waiver",
  url: "https://www.fringebenefitlaw.com/post/regulations-released-on-no-surprises-act-including-waiver-requirement",
  read,
};
export const PLANS_TALK: Source = {
  title: "The Phia Group, open negotiation: strategies of a plan's administrator",
  url: "https://www.phiagroup.com/Media/Posts/the-stacks-3rd-quarter-2022-newsletter-the-phia-group",
  dated: day("2022-07-01"),
  read,
};
export const FIRST_OFFER: Source = {
  title: "Dummies, how to negotiate for full payment of a claim without a contract",
  url: "http://www.dummies.com/how-to/content/how-to-negotiate-for-full-payment-of-your-medical-.html",
  read,
};
