import { paperText, safeName } from "#app/report-files.ts";
import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Actor } from "#case/event.ts";
import { signable, signaturesOf } from "#case/room.ts";
import type { CaseView } from "#case/state.ts";
import { type Settlement, withSignatures } from "#document/settlement.ts";
import { sha256 } from "#rates/book-file.ts";
import type { Principal } from "#store/principal.ts";
import { actOnCases } from "./act.ts";
import { refusalSaid } from "./case-acts.ts";
import type { Desk } from "./desk.ts";
import { actAsGuest, type GuestIn } from "./guest.ts";
import type { Paper, PaperRefused } from "./papers.ts";
import type { NotNow } from "./refused.ts";
import { settlementOfCase } from "./settlements.ts";

/** Signing a settlement agreement electronically: ours fixes the paper, theirs is of the same hash. */

/** Who signs, as they typed it. That they agree to do this electronically and mean to sign is asked at the door. */
export interface Signer {
  readonly name: string;
  readonly title: string;
}

const OUR_METHOD = "Signed in to Parley and proved again within ten minutes.";
const THEIR_METHOD = "Came in by the link and the passcode of the room.";

/** Writes the settlement agreement of the newest agreement and signs it for us; refused while a check before signing fails. */
export async function signForUs(
  desk: Desk,
  principal: Principal,
  by: Actor,
  asked: Signer & { readonly caseId: string; readonly saw: number; readonly agreement: number },
): Promise<Result<string, PaperRefused>> {
  const { caseId, saw, agreement, name, title } = asked;
  const wanted = { kind: "settlement agreement", agreement, stands: undefined } as const;
  const made = await settlementOfCase(desk, (work) => desk.store.as(principal, work), principal.org, caseId, wanted);
  if (!made.ok) return made;
  const { text } = made.value;
  const hash = sha256(text);
  const given = { agreement, side: "us", sha256: hash, name, title, method: OUR_METHOD, paper: text } as const;
  const act = { type: "sign agreement", ...given } as const;
  const { refused } = await actOnCases(desk, principal, by, [{ caseId, saw, act }]);
  const [no] = refused;
  if (no === undefined) return ok(hash);
  return err({ refused: await refusalSaid(desk, principal, caseId, no.refusal), missing: [] });
}

/** The payer's side signs the paper of a hash, from its room. */
export function signForThem(
  desk: Desk,
  guest: GuestIn,
  { agreement, ...given }: Signer & { readonly agreement: number; readonly sha256: string },
): Promise<Result<undefined, NotNow>> {
  const body = { agreement, side: "them", ...given, method: THEIR_METHOD, room: guest.event } as const;
  return actAsGuest(desk, guest, { type: "sign agreement", ...body });
}

/** The paper of an agreement with the signatures that it has so far; undefined before our side has signed. */
export function signedPaper(view: CaseView, agreement: number): Omit<Paper, "row"> | undefined {
  const signatures = signaturesOf(view, agreement);
  const first = signatures.find((s) => s.paper !== undefined);
  if (first?.paper === undefined) return undefined;
  check(sha256(first.paper) === first.sha256, "a signed paper is not the one that was signed");
  const signed = withSignatures(JSON.parse(first.paper) as Settlement, first.sha256, signatures);
  return {
    ...{ template: "settlement", text: paperText(signed), hash: first.sha256 },
    name: `${safeName(`${view.number}.${agreement}`)}.signed`,
  };
}

export interface SignedPaper {
  /** The event of its agreement. */
  readonly agreement: number;
  /** What was signed, to the letter: its SHA-256 is the hash that each side signed. */
  readonly exact: string;
  readonly paper: Omit<Paper, "row">;
}

/** Every paper of a case that our side signed, agreements that were superseded among them. */
export const signedPapers = (view: CaseView): readonly SignedPaper[] =>
  view.agreements.flatMap(({ event: agreement }) => {
    const paper = signedPaper(view, agreement);
    const exact = signaturesOf(view, agreement).find((s) => s.paper !== undefined)?.paper;
    return paper === undefined || exact === undefined ? [] : [{ agreement, exact, paper }];
  });

/** The newest agreement in force, which is what there is to sign. */
export const toSign = (view: CaseView) => signable(view).at(-1);
