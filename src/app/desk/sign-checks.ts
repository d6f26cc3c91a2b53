import { type Cents, showUsd } from "#base/money.ts";

/** What to look at before an agreement is signed: each matter passes, fails or is not known, and says where that comes from. */

export const SIGN_MATTERS = ["floor", "authority", "rights", "release", "patient", "payer", "share"] as const;
export type SignMatter = (typeof SIGN_MATTERS)[number];

export interface SignCheck {
  readonly id: SignMatter;
  readonly label: string;
  readonly is: "pass" | "fail" | "not known";
  readonly says: string;
  readonly source: string;
  /** True of a failure that somebody who may allow it has allowed. */
  readonly allowed: boolean;
}

export interface SignGround {
  /** What is agreed in all, the patient's share counted in. */
  readonly amount: Cents;
  /** The least that may be taken, and what says so; undefined while nothing says. */
  readonly floor: { readonly amount: Cents; readonly source: string } | undefined;
  /** How far whoever signs may go alone. */
  readonly alone: Cents;
  /** By whom a second person's word was given, where one was. */
  readonly approvedBy: string | undefined;
  /** Rights that signing their paper gives up, and where that is read; undefined when nobody read it. */
  readonly waives: readonly string[] | undefined;
  readonly release: "none" | "these lines" | "all claims" | undefined;
  /** Whether the law protects the patient from a balance bill; undefined while the channel is open. */
  readonly protectedPatient: boolean | undefined;
  readonly noBalanceBill: boolean;
  /** What the directory says of who may bind the payer, and whether a repricer speaks for it. */
  readonly binds: { readonly text: string; readonly source: string } | undefined;
  readonly repricer: string | undefined;
  /** What the patient owes as the plan has said, and under the agreement. */
  readonly share: { readonly before: Cents; readonly after: Cents } | undefined;
}

type Said = Omit<SignCheck, "id" | "allowed" | "label">;

const pass = (says: string, source: string): Said => ({ is: "pass", says, source });
const fail = (says: string, source: string): Said => ({ is: "fail", says, source });
const open = (says: string, source: string): Said => ({ is: "not known", says, source });

const CHECKS: Readonly<Record<SignMatter, { readonly label: string; readonly look: (g: SignGround) => Said }>> = {
  floor: {
    label: "Not below the floor",
    look: ({ amount, floor }) => {
      if (floor === undefined) return open("no floor is known for this claim", "the plan of the case");
      const says = `${showUsd(amount)} against a floor of ${showUsd(floor.amount)}`;
      return amount < floor.amount ? fail(says, floor.source) : pass(says, floor.source);
    },
  },
  authority: {
    label: "Within the authority of whoever signs",
    look: ({ amount, alone }) => {
      const says = `${showUsd(amount)}; alone up to ${showUsd(alone)}`;
      return amount > alone ? fail(says, "Settings, authority") : pass(says, "Settings, authority");
    },
  },
  rights: {
    label: "No right is given up unseen",
    look: ({ waives }) => {
      if (waives === undefined) return open("nobody wrote down what their paper gives up", "the offer of the case");
      return waives.length === 0
        ? pass("their offer names none", "the offer of the case")
        : fail(`signing gives up: ${waives.join("; ")}`, "the offer of the case");
    },
  },
  release: {
    label: "It settles these services alone",
    look: ({ release }) =>
      release === "all claims"
        ? fail("it releases all claims between both sides", "the terms of the offer")
        : pass(release === undefined ? "no release was spoken of" : `release: ${release}`, "the terms of the offer"),
  },
  patient: {
    label: "The patient is not billed for the rest",
    look: ({ protectedPatient, noBalanceBill }) => {
      if (noBalanceBill) return pass("the terms say so", "the terms of the offer");
      if (protectedPatient === undefined)
        return open("whether the law protects the patient is not decided", "the channel of the case");
      return protectedPatient
        ? pass("the law says so and the paper repeats it", "the channel of the case")
        : open("neither the law of this channel nor the terms say so", "the channel of the case");
    },
  },
  payer: {
    label: "The payer's side may bind it",
    look: ({ binds, repricer }) => {
      if (binds !== undefined) return pass(binds.text, binds.source);
      return repricer === undefined
        ? open("the directory does not say who may bind this payer", "Directory")
        : open(`${repricer} recommends a price; the plan itself must sign`, "the remittance, and Directory");
    },
  },
  share: {
    label: "The patient owes no more than before",
    look: ({ share }) => {
      if (share === undefined) return open("the plan has not said what the patient owes", "the remittance");
      const says = `${showUsd(share.before)} before, ${showUsd(share.after)} after`;
      return share.after > share.before
        ? fail(says, "the remittance and the split")
        : pass(says, "the remittance and the split");
    },
  },
};

/** Failures that a second person's word lets pass; a patient who would owe more is none of them. */
const LIFTED: ReadonlySet<SignMatter> = new Set(["floor", "authority", "rights", "release"]);

/** Every matter in its order. */
export const signChecks = (g: SignGround): readonly SignCheck[] =>
  SIGN_MATTERS.map((id) => {
    const { label, look } = CHECKS[id];
    const said = look(g);
    const allowed = said.is === "fail" && LIFTED.has(id) && g.approvedBy !== undefined;
    const says = allowed ? `${said.says}; allowed by ${g.approvedBy}` : said.says;
    return { id, label, ...said, says, allowed };
  });

/** What keeps it from being signed: failures that nobody allowed. */
export const standInTheWay = (checks: readonly SignCheck[]): readonly SignCheck[] =>
  checks.filter((c) => c.is === "fail" && !c.allowed);
