import { type LetterSaid, letterFor } from "#app/letter.ts";
import { outlineFor } from "#app/plan.ts";
import { paperText, safeName } from "#app/report-files.ts";
import { type Day, readDay } from "#base/day.ts";
import { type Cents, formatUsd, plus, showUsd, usd, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Letter, LetterKind } from "#document/letter.ts";
import { counted, longDay } from "#document/wording.ts";
import type { TenantTx } from "#store/store.ts";
import type { Desk } from "./desk.ts";
import { lastMove, type PackageRow, packageOf } from "./package-rows.ts";
import { type Paper, type PaperRefused, type Ready, readyFor, recipientFrom } from "./papers.ts";
import { notNow } from "./refused.ts";

/**
 * The letter of a deal: of the word that was said last, with every line of every case and its share to the cent. Each case is
 * put together by the letter of a single case, so what may not be said of one is not said of many; then they become one. The
 * letter of a single case agreement is that agreement, in the deal's own figures.
 */

type DealKind = Exclude<LetterKind, "rejection">;

/** Which letter the deal asks for now. */
export function letterKindOf(row: PackageRow): DealKind {
  if (row.kind === "single case agreement") return "single case agreement";
  if (lastMove(row)?.from === "them") return "acceptance";
  return row.body.moves.length > 1 ? "counter" : "opening";
}

/** Whether it is what was said or agreed, and not only what would be. */
function isDraft(row: PackageRow): boolean {
  const last = lastMove(row);
  if (row.kind === "single case agreement" || last?.from === "them") return row.state !== "accepted";
  return last?.guarded !== true || (row.state !== "open" && row.state !== "accepted");
}

const dayIn = (text: string | null | undefined): Day | undefined =>
  text === null || text === undefined ? undefined : readDay(text);

/**
 * What the deal of a case says of a single case agreement: its price, lines and terms, so that deal and paper are one.
 * Undefined where the case is in none.
 */
export function agreedFigures(
  row: PackageRow | undefined,
  caseId: string,
): Pick<LetterSaid, "amount" | "lines" | "terms" | "draft"> | undefined {
  const said = row?.kind === "single case agreement" ? saidOf(row, caseId, []) : undefined;
  return said && { amount: said.amount, lines: said.lines, terms: said.terms, draft: said.draft };
}

function saidOf(row: PackageRow, caseId: string, because: readonly string[]): LetterSaid | undefined {
  const lines = row.body.split
    ?.find((s) => s.case === caseId)
    ?.lines.map((l) => ({ line: l.line, amount: usd(l.amount) }));
  if (lines === undefined) return undefined;
  const last = lastMove(row);
  const amount = lines.reduce<Cents>((t, l) => plus(t, l.amount), ZERO);
  const kind = letterKindOf(row);
  const made = dayIn(last?.made);
  return {
    ...{ kind, amount, lines, draft: isDraft(row), final: false, because, terms: last?.terms ?? {} },
    theirs: kind === "acceptance" && made !== undefined ? { amount, made, reference: undefined } : undefined,
    expires: kind === "opening" || kind === "counter" ? dayIn(last?.expires) : undefined,
    references: [{ label: "Deal", value: row.name }],
    // Nothing was chosen to be said for it: the plan's own support stands.
    ...{ reasons: undefined },
  };
}

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)];
const added = (all: readonly (string | null)[]): string | null =>
  all.some((a) => a === null) ? null : formatUsd(all.reduce<Cents>((t, a) => plus(t, usd(a ?? "0.00")), ZERO));

/** What the letter says first, over all claims. */
function wordsOf(row: PackageRow, services: number): Letter["said"] {
  const whole = ` as the total for the ${counted(services, "service")} of ${counted(row.cases, "claim")} below, cost sharing included.`;
  const amount = { strong: showUsd(row.amount) };
  const last = lastMove(row);
  const until = dayIn(last?.expires);
  const stands = until === undefined ? "" : ` This offer stands through ${longDay(until)}.`;
  const made = dayIn(last?.made);
  switch (letterKindOf(row)) {
    case "acceptance":
      return [
        ["We accept your offer of ", amount, made === undefined ? "" : ` of ${longDay(made)}`, whole],
        ["The acceptance is of that amount, for these services and on the terms below, and of nothing else."],
      ];
    case "counter":
      return [["We offer to accept ", amount, whole, stands]];
    default:
      return [["We ask for ", amount, whole, stands]];
  }
}

interface Of {
  readonly claim: string;
  readonly letter: Letter;
}

/** One letter of many: its lines under their claims, its rights and terms once each. */
function joined(row: PackageRow, all: readonly [Of, ...Of[]]): Letter {
  const [first] = all;
  const letters = all.map((a) => a.letter);
  const items = all
    .flatMap(({ claim, letter }) => letter.items.map((i) => ({ ...i, service: `Claim ${claim}: ${i.service}` })))
    .map((i, n) => ({ ...i, line: n + 1 }));
  const title = `${first.letter.kind}, ${counted(row.cases, "claim")}`;
  return {
    ...first.letter,
    ...{ title, claim: row.name, reference: `Reference ${row.name}`, items, said: wordsOf(row, items.length) },
    form: first.letter.form.map((b) =>
      b.label === "Claim number" ? { ...b, value: `${counted(row.cases, "claim")}, listed below`, small: "" } : b,
    ),
    columns: { ...first.letter.columns, billed: letters.every((l) => l.columns.billed) },
    totals: {
      billed: added(letters.map((l) => l.totals.billed)),
      paid: added(letters.map((l) => l.totals.paid)) ?? "0.00",
      share: formatUsd(row.amount),
    },
    terms: unique(letters.flatMap((l) => l.terms)),
    support: { ...first.letter.support, texts: unique(letters.flatMap((l) => l.support.texts)) },
    reserved: unique(letters.flatMap((l) => l.reserved)),
  };
}

const refused = (sentence: string): PaperRefused => ({ refused: notNow("not-now", sentence), missing: [] });

/** The letter of a deal as a paper, with the cases it was made of; or why there is none. */
export async function letterOfDeal(
  desk: Desk,
  as: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  org: string,
  id: string,
  because: readonly string[],
): Promise<Result<{ readonly paper: Paper; readonly cases: readonly Ready["row"][] }, PaperRefused>> {
  const asOf = desk.today();
  const { row, ready } = await as(async (tx) => {
    const found = await packageOf(tx, id, asOf);
    const all: Ready[] = [];
    for (const c of found?.body.cases ?? []) {
      const one = await readyFor(tx, desk, c);
      if (one !== undefined) all.push(one);
    }
    return { row: found, ready: all.sort((a, b) => (a.row.number < b.row.number ? -1 : 1)) };
  });
  if (row === undefined) return err({ refused: notNow("not-found", "There is no such deal."), missing: [] });
  const made: Of[] = [];
  for (const { row: of, ground, files } of ready) {
    const said = saidOf(row, of.id, because);
    if (said === undefined)
      return err(refused("The deal was written down before letters were. Say its next word first."));
    const plan = outlineFor(ground, asOf);
    const standing = ground.matched.standing[0];
    const recipient = (await recipientFrom(desk, org, files, standing?.source)) ?? {
      ...{ name: of.payer_name, address: [], contacts: [] },
    };
    const letter = letterFor({
      ...{ found: ground, number: of.number, profile: ground.profile, recipient, asOf, said },
      plan: plan.ok ? plan.value : undefined,
    });
    if (!letter.ok) {
      const missing = letter.error.map((p) => ({ fact: p.at.element ?? "", question: p.message }));
      return err({ refused: notNow("not-now", "The letter lacks something; nothing was written."), missing });
    }
    made.push({ claim: standing?.payerClaimNumber ?? ground.evaluation.claim, letter: letter.value });
  }
  const [first, ...rest] = made;
  const [of] = ready;
  if (first === undefined || of === undefined) return err(refused("The deal holds no case that can be read."));
  const letter = row.cases === 1 ? first.letter : joined(row, [first, ...rest]);
  const name = `${safeName(row.name)}.${letterKindOf(row).replaceAll(" ", "-")}`;
  return ok({
    paper: { row: of.row, template: "offer", name, text: paperText(letter) },
    cases: ready.map((r) => r.row),
  });
}
