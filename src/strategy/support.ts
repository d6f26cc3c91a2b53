import { type Day, day } from "#base/day.ts";
import { STATE_DEPARTMENTS } from "./departments.ts";
import { type Source, type Statement, shownOn } from "./sourced.ts";

/** Public bodies that hear a complaint about how a claim was paid: where, of whom, and what they ask. */

export interface SupportBody {
  readonly id: string;
  readonly name: string;
  /** The state it is of; absent of a federal body. */
  readonly state?: string;
  readonly statements: readonly Statement[];
}

const READ = day("2026-11-23");
const source = (title: string, url: Source["url"], dated?: Day): Source => ({
  ...{ title, url, read: READ },
  ...(dated === undefined ? {} : { dated }),
});
const known = (text: string, of: Source): Statement => ({ text, source: of, confidence: "known" });

const HELP_DESK = source(
  "CMS, No Surprises complaints",
  "https://nsa-idr.cms.gov/consumercomplaints/s/?language=en_US",
);
const EBSA = source("EBSA, What we do", "https://www.dol.gov/agencies/ebsa/about-ebsa/about-us/what-we-do");
const TDI = source("TDI, provider complaints", "https://www.tdi.texas.gov/hprovider/providercompl.html");
const DMHC = source(
  "DMHC, Submit a Provider Complaint",
  "https://dmhc.ca.gov/FileaComplaint/ProviderComplaintAgainstaPlan.aspx",
);
const DFS = source(
  "New York DFS, prompt payment complaints of providers",
  "https://www.dfs.ny.gov/insurance/provlhow.htm",
  day("2013-02-28"),
);
const ALASKA = source(
  "Alaska Division of Insurance, File a Consumer Complaint",
  "http://www.commerce.alaska.gov/web/ins/Consumers/Complaints/FileAComplaint.aspx",
);

const INDIANA = source(
  "Indiana Department of Insurance, File a Provider Complaint",
  "https://in.gov/idoi/consumer-services/file-a-provider-complaint",
);
const OHIO = source(
  "Ohio Department of Insurance, Prompt Pay Complaints",
  "https://insurance.ohio.gov/companies/market-conduct/resources/prompt-pay-complaints",
);
const OHIO_LAW = source(
  "Ohio Department of Insurance, Ohio's Prompt Pay Law",
  "https://insurance.ohio.gov/companies/market-conduct/resources/ohios-prompt-pay-law",
);

/** Bodies whose own pages for complaints were read, federal ones first. */
const READ_OF: readonly SupportBody[] = [
  {
    id: "no-surprises-help-desk",
    name: "No Surprises Help Desk (CMS)",
    statements: [
      known(
        "Hears complaints that a plan, provider or facility does not follow the rules on surprise bills: online at the address below, or by telephone at 1-800-985-3059.",
        HELP_DESK,
      ),
      known(
        "It may look into compliance with federal law that it enforces, or pass a complaint on to the authority that does.",
        HELP_DESK,
      ),
    ],
  },
  {
    id: "ebsa",
    name: "Employee Benefits Security Administration (Department of Labor)",
    statements: [
      known(
        "Its benefits advisors help people covered by private employers' plans one by one, by letter, by telephone or online.",
        EBSA,
      ),
      known("It undertakes to return a call by the next business day and to answer a letter within 30 days.", EBSA),
    ],
  },
  {
    id: "texas-tdi",
    name: "Texas Department of Insurance",
    state: "TX",
    statements: [
      known(
        "Hears providers about claim payments of HMOs and fully insured plans, whose card says TDI or DOI, and about the state's dispute resolution; other plans go elsewhere.",
        TDI,
      ),
      known(
        "It asks for the front of the card, the EOBs, proof that appeals are exhausted, authorizations and a timeline of the claim.",
        TDI,
      ),
    ],
  },
  {
    id: "california-dmhc",
    name: "California Department of Managed Health Care",
    state: "CA",
    statements: [
      known(
        "Hears a provider once the dispute was 45 working days in the payer's own dispute process, or once that was decided in writing.",
        DMHC,
      ),
      known("Papers must show nothing of other patients; what it asks for more is due in five working days.", DMHC),
    ],
  },
  {
    id: "new-york-dfs",
    name: "New York Department of Financial Services",
    state: "NY",
    statements: [
      known(
        "Takes prompt payment complaints of providers online; it cannot act on self-funded plans or Medicare.",
        DFS,
      ),
      known(
        "Before that: ask the insurer whether the claim came in, find out the type of coverage, and send the papers it asked for.",
        DFS,
      ),
    ],
  },
  {
    id: "indiana-doi",
    name: "Indiana Department of Insurance",
    state: "IN",
    statements: [
      known(
        "Hears providers about insurers licensed in Indiana, on policies sold there: claims paid late again and again or not at all, codes lowered without notice, and fees of providers outside the network paid instead of usual and customary ones.",
        INDIANA,
      ),
      known(
        "Self-funded employers' plans go to the Department of Labor; Medicare, Medicaid and workers' compensation are not heard. The insurer is asked first: the department collects for nobody.",
        INDIANA,
      ),
    ],
  },
  {
    id: "ohio-doi",
    name: "Ohio Department of Insurance",
    state: "OH",
    statements: [
      known(
        "Takes prompt pay complaints of providers online or on its form INS0505, and others about contracts and credentialing on INS0507, once the contract's own grievance and appeal steps were followed.",
        OHIO,
      ),
      known(
        "It passes the complaint to the payer, which is told to settle it with the provider and to report that.",
        OHIO,
      ),
      known(
        "The law does not reach Medicare, Medicaid or self-insured ERISA plans, and what a payer pays by its rates is a matter of contract to the department.",
        OHIO_LAW,
      ),
    ],
  },
  {
    id: "alaska-doi",
    name: "Alaska Division of Insurance",
    state: "AK",
    statements: [known("Providers do not use the form for consumers; there is a page of provider complaints.", ALASKA)],
  },
];

/** Every body that Parley brings with it. Of a place that is not here, such as a territory, nothing is known and nothing guessed. */
export const SUPPORT: readonly SupportBody[] = [...READ_OF, ...STATE_DEPARTMENTS];

/** The federal bodies, and those of a state, with what may be shown on a day. A body of which nothing may be is left out. */
export function supportFor(state: string | undefined, on: Day): readonly SupportBody[] {
  const wanted = state?.toUpperCase();
  return SUPPORT.filter((b) => b.state === undefined || b.state === wanted).flatMap((b) => {
    const statements = shownOn(b.statements, on);
    return statements.length === 0 ? [] : [{ ...b, statements }];
  });
}

/** What decides who hears a complaint about a claim, as far as it is known. */
export interface ComplaintAbout {
  readonly state: string | undefined;
  /** Who funds the plan, as src/law/fact-table.ts names it. */
  readonly funding: string | undefined;
}

export interface ComplaintBody extends SupportBody {
  /** Why it is the one, or when it would be. */
  readonly why: string;
}

export interface Complaints {
  readonly says: string;
  readonly bodies: readonly ComplaintBody[];
}

const INSURED =
  "A fully insured plan answers to the department of the state whose policy it is, which need not be the state of the care.";
const ERISA = "A private employer’s self-funded plan answers to the Department of Labor.";
const HELP = "Hears whether the federal rules on surprise bills were kept, whoever funds the plan.";

/** Plans that federal help desks on surprise bills do not hear about: they are not this trade, or no health plan. */
const COMMERCIAL: ReadonlySet<string> = new Set([
  ...["fully_insured", "self_funded_erisa", "self_funded_church", "self_funded_government"],
  ...["state_employee_plan", "fehb"],
]);

function whyOf(body: SupportBody, funding: string | undefined): string | undefined {
  if (body.state !== undefined)
    return funding === undefined
      ? `If the plan is fully insured. ${INSURED}`
      : funding === "fully_insured"
        ? INSURED
        : undefined;
  if (body.id !== "ebsa") return HELP;
  return funding === undefined
    ? `If an employer funds the plan itself. ${ERISA}`
    : funding === "self_funded_erisa"
      ? ERISA
      : undefined;
}

function saysOf({ state, funding }: ComplaintAbout, hasState: boolean): string {
  if (funding !== undefined && !COMMERCIAL.has(funding))
    return "Complaints about plans and programmes of this kind are not heard by the bodies that Parley knows.";
  const place =
    hasState || (funding !== undefined && funding !== "fully_insured")
      ? ""
      : state === undefined
        ? " The state is not known, so no department is named."
        : ` Of ${state} no department is known.`;
  if (funding === undefined) return `Nobody has said who funds the plan, which decides between them.${place}`;
  if (funding === "fully_insured") return `The plan is fully insured.${place}`;
  if (funding === "self_funded_erisa")
    return "The plan is funded by a private employer itself; state departments do not hear about it.";
  return "For plans of this funding no body was read beside the federal help desk.";
}

/** Who hears a complaint about a claim, by who funds its plan and its state, with what may be shown on a day. */
export function complaintsFor(about: ComplaintAbout, on: Day): Complaints {
  const { state, funding } = about;
  const all = funding !== undefined && !COMMERCIAL.has(funding) ? [] : supportFor(state ?? "", on);
  const bodies = all.flatMap((b) => {
    const why = whyOf(b, funding);
    return why === undefined ? [] : [{ ...b, why }];
  });
  return {
    says: saysOf(
      about,
      bodies.some((b) => b.state !== undefined),
    ),
    bodies,
  };
}
