import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { namesOf } from "./people.ts";
import { type NotNow, notNow } from "./refused.ts";

/**
 * What people said of the articles of the help: kept beside the views of each person, under a name no view can have, so
 * that it is removed and exported with them. The words are a person's own and may tell of a patient.
 */
interface HelpAnswer {
  readonly article: string;
  readonly helped: boolean;
  readonly words?: string | undefined;
}

type Kept = HelpAnswer & { readonly at: string };

/** One article: how many said yes and no, and the words that came with it, the newest first. */
interface HelpCount {
  readonly article: string;
  readonly yes: number;
  readonly no: number;
  readonly said: readonly {
    readonly words: string;
    readonly helped: boolean;
    readonly at: string;
    readonly by: string;
  }[];
}

/** Nobody types a name that begins with this; see isKeptName. */
const NAME = "\u2063help";

/** Articles one person may have answered: more than there are. */
const MOST = 200;

/** The newest answer about each article. Two windows that answered at once left two rows; together they are one. */
function newest(rows: readonly { readonly body: string }[]): readonly Kept[] {
  const answers = rows.flatMap((r) => JSON.parse(r.body) as readonly Kept[]);
  const sorted = answers.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return [...new Map(sorted.map((a) => [a.article, a])).values()];
}

/** Keeps what the person of the transaction says of an article, in the place of what they said of it before. */
export async function answerHelp(tx: TenantTx, given: HelpAnswer): Promise<Result<undefined, NotNow>> {
  const { org, person } = tx.principal;
  check(person !== undefined, "an answer is somebody's");
  const mine = await tx.db
    .selectFrom("saved_view")
    .select(["id", "body"])
    .where("org", "=", org)
    .where("person", "=", person)
    .where("name", "=", NAME)
    .execute();
  const others = newest(mine).filter((a) => a.article !== given.article);
  if (others.length >= MOST) return err(notNow("not-now", "You answered about more articles than there are."));
  for (const { id } of mine) await tx.db.deleteFrom("saved_view").where("org", "=", org).where("id", "=", id).execute();
  const body = JSON.stringify([...others, { ...given, at: tx.now }]);
  await tx.db
    .insertInto("saved_view")
    .values({ org, client: null, person, id: newId(tx.now), name: NAME, body, changed_at: tx.now })
    .execute();
  return ok(undefined);
}

const countsOf = (article: string, of: readonly (Kept & { readonly by: string })[]): HelpCount => ({
  article,
  yes: of.filter((a) => a.helped).length,
  no: of.filter((a) => !a.helped).length,
  said: of
    .flatMap(({ words, helped, at, by }) => (words === undefined ? [] : [{ words, helped, at, by }]))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1)),
});

/** What everybody of the organization said, by article: where most said no comes first. */
export async function helpCounts(tx: TenantTx): Promise<readonly HelpCount[]> {
  const rows = await tx.db
    .selectFrom("saved_view")
    .select(["person", "body"])
    .where("org", "=", tx.principal.org)
    .where("name", "=", NAME)
    .execute();
  const names = await namesOf(tx);
  const answers = [...new Set(rows.map((r) => r.person ?? ""))].flatMap((person) =>
    newest(rows.filter((r) => r.person === person)).map((a) => ({ ...a, by: names.get(person) ?? person })),
  );
  const counts = [...new Set(answers.map((a) => a.article))].map((article) =>
    countsOf(
      article,
      answers.filter((a) => a.article === article),
    ),
  );
  return counts.toSorted((a, b) => b.no - a.no || a.article.localeCompare(b.article));
}
