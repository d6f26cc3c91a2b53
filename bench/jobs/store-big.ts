import type { Session } from "../../src/store/engine.ts";
import { benchDesk, imported, served } from "./store-desk.ts";

/**
 * A server over very many claims: a few are imported, and their rows are copied under other keys by the database itself. Says
 * where it is and how to sign in, and serves until its input ends.
 */

const [home = "", books = "", url = "", few = "", claimsWanted = "", casesWanted = ""] = process.argv.slice(2);

const open = await benchDesk(home, books, url);
const { store } = open.desk;
const { origin, cookie, of, stop } = await served(open);
const { org } = of.owner;
await imported(open, of, few);
// Asked for by key among all the others: cases that came by an import.
const ids = await store.asSystem(({ db }) => db.selectFrom("case_row").select("id").limit(2_000).execute());

/** Keys of a copy, made of the key it is a copy of; everything else is the same but what must be unique. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  claim: ["id"],
  remittance: ["id", "claim"],
  evaluation: ["claim"],
  case_row: ["id", "claim"],
  case_opening: ["case_id"],
};

async function copy(session: Session, table: string, n: number): Promise<void> {
  const { rows } = await session.query(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  const names = rows.map((r) => String(r.name));
  const keys = KEYS[table] ?? [];
  // The record itself goes by the new number too, or every copy would be taken for another sending of the first.
  const renamed = (body: string, number: string): string =>
    `replace(${body}, '"' || coalesce(nullif(${number}, ''), chr(1)) || '"', '"' || coalesce(${number}, '') || '-${n}"')`;
  const cell = (name: string): string => {
    if (keys.includes(name)) return `md5(${name}::text || '${n}')::uuid`;
    if (name === "number" && table === "case_row") return `case_prefix || row_number() OVER () + at`;
    if (["number", "loose", "payer_number"].includes(name)) return `${name} || '-${n}'`;
    if (name === "body" && (table === "claim" || table === "remittance"))
      return ["number", ...(table === "remittance" ? ["payer_number"] : [])].reduce(renamed, "body");
    if (name === "byte") return "NULL";
    return name;
  };
  const from =
    table === "case_row"
      ? `(SELECT x.*, 'B-' AS case_prefix, ${1_000_000 + n * 10_000} AS at FROM case_row x) t`
      : `${table} t`;
  await session.query(
    `INSERT INTO ${table} (${names.join(", ")}) SELECT ${names.map(cell).join(", ")} FROM ${from}
     WHERE org = $1 AND ${table === "case_opening" ? "case_id" : table === "evaluation" ? "claim" : "id"} IN
       (SELECT id FROM first_${table})`,
    [org],
  );
}

const first = await store.asSystem(async ({ session }) => {
  const count = async (table: string): Promise<number> =>
    Number((await session.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n);
  return { claims: await count("claim"), cases: await count("case_row") };
});

async function copyAll(n: number, withCases: boolean): Promise<void> {
  await store.asSystem(
    async ({ session }) => {
      for (const table of ["claim", "remittance", "evaluation", ...(withCases ? ["case_row", "case_opening"] : [])]) {
        const key = table === "case_opening" ? "case_id" : table === "evaluation" ? "claim" : "id";
        await session.script(
          `CREATE TEMP TABLE IF NOT EXISTS first_${table} AS SELECT ${key} AS id FROM ${table} WHERE org = '${org}'`,
        );
        await copy(session, table, n);
      }
    },
    { lane: "bulk" },
  );
}

const began = performance.now();
let [claims, cases] = [first.claims, first.cases];
for (let n = 1; claims < Number(claimsWanted); n++) {
  const withCases = cases < Number(casesWanted);
  await copyAll(n, withCases);
  claims += first.claims;
  cases += withCases ? first.cases : 0;
  if (n % 50 === 0) process.stderr.write(`  ${claims} claims, ${cases} cases\n`);
}
await store.tidy();
await store.engine.alone("ANALYZE", undefined, { lane: "bulk" });
process.stdout.write(
  `${JSON.stringify({ origin, cookie, claims, cases, fillMs: performance.now() - began, ids: ids.map((r) => r.id) })}\n`,
);
process.stdin.resume();
process.stdin.once("end", async () => {
  await stop();
  await open.close();
});
