import { join } from "node:path";
import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import type { Letter, LetterKind } from "#document/letter.ts";
import type { Press } from "#document/typst.ts";
import { type ClaimAnswer, type ClaimAsked, findClaim, notOne } from "./find-claim.ts";
import { letterFor } from "./letter.ts";
import { payerAt } from "./notice-payer.ts";
import { outlineFor } from "./plan.ts";
import { safeName, type WrittenPaper, writePapers } from "./report-files.ts";

/** Letters of a folder's claim, without a store: what is offered is given with the command, so each is a draft. */
export interface LetterOfClaimAsked extends ClaimAsked {
  readonly kind: LetterKind;
  /** What we ask, offer or take in all, cost sharing included; of an opening the plan's where it is not given. */
  readonly amount: Cents | undefined;
  /** Their offer that is answered. */
  readonly theirs: { readonly amount: Cents; readonly made: Day } | undefined;
  /** Our own reasons, one sentence each. */
  readonly because: readonly string[];
  /** Their own number for the talks. */
  readonly reference: string | undefined;
}

export interface LetterRun {
  readonly answer: ClaimAnswer;
  readonly letter: Letter | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a folder as the map does and writes a letter about one claim of it, or says what it lacks. */
export async function runLetter(asked: LetterOfClaimAsked): Promise<LetterRun> {
  const { answer, problems } = await findClaim(asked);
  if (answer.found !== "one")
    return { answer, letter: undefined, problems: [...problems, ...notOne("letter", answer)] };
  const { case: found, profile } = answer;
  const { kind, asOf, reference, because } = asked;
  const [standing] = found.matched.standing;
  const recipient = standing === undefined ? undefined : await payerAt(asked.paths, asked.home, standing.source);
  const planned = outlineFor(found, asOf);
  const plan = planned.ok ? planned.value : undefined;
  const theirs = asked.theirs && { ...asked.theirs, reference };
  const letter = letterFor({
    ...{ found, number: found.evaluation.claim, profile, recipient, plan, asOf },
    said: {
      ...{
        kind,
        theirs,
        because,
        draft: true,
        final: false,
        expires: undefined,
        terms: {},
        lines: undefined,
        reasons: undefined,
      },
      amount: asked.amount ?? (kind === "opening" ? plan?.opening : undefined),
      references: reference === undefined ? [] : [{ label: "Your reference", value: reference }],
      offers: theirs === undefined ? [] : [{ from: "them", amount: theirs.amount, made: theirs.made }],
    },
  });
  return letter.ok
    ? { answer, letter: letter.value, problems }
    : { answer, letter: undefined, problems: [...problems, ...letter.error] };
}

/** Prints a letter and writes PDF and JSON side by side. Sends nothing. Throws when the disk fails. */
export const writeLetter =
  (kind: LetterKind) =>
  (letter: Letter, press: Press, dir: string): WrittenPaper =>
    writePapers("offer", letter, press, join(dir, `${safeName(letter.claim)}.${kind.replaceAll(" ", "-")}`));
