import { Link } from "@tanstack/react-router";
import type { Answer } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";

type Card = Answer<"getStanding">["submission"][number];

/** A submission card in words: payer id, days, portal and address, what of them is known. */
export const cardSaid = (card: Omit<Card, "of" | "source" | "day">): string =>
  [
    card.payerId === null ? [] : [`payer id ${card.payerId}`],
    card.timelyDays === null ? [] : [`file within ${card.timelyDays} days`],
    card.appealDays === null ? [] : [`appeal within ${card.appealDays} days`],
    card.portal === null ? [] : [card.portal],
    card.address === null ? [] : [card.address],
  ]
    .flat()
    .join("; ");

/** How a claim reaches this payer and by when, or where to write it down. */
export function SubmissionSaid({ of }: { readonly of: readonly Card[] }) {
  return (
    <section className="sec" aria-label="How claims reach this payer">
      <div className="h2row">
        <h2>How claims reach this payer</h2>
      </div>
      {of.length === 0 && (
        <p className="sm t2">
          Nobody has written it down. It is kept with the payer in the{" "}
          <Link to="/directory" className="in-sentence">
            directory
          </Link>
          .
        </p>
      )}
      {of.map((card) => (
        <p key={`${card.of} ${card.source}`} className="sm">
          {cardSaid(card)}
          <span className="sub">
            {card.of}; {card.source}, {showDateOfYear(dayOf(card.day))}
          </span>
        </p>
      ))}
    </section>
  );
}
