import type { Engine, Session } from "./engine.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";
import { Outage } from "./outage.ts";

/** Any number that nothing else locks; processes that start together bring the schema up one after the other. */
const LOCK = 4_177_001;

const BOOKKEEPING = `
SELECT pg_advisory_xact_lock(${LOCK});
CREATE SCHEMA IF NOT EXISTS parley_meta;
CREATE TABLE IF NOT EXISTS parley_meta.migration (number integer PRIMARY KEY, name text NOT NULL);
`;

/**
 * Brings the schema of a database to `steps` (all of them unless a test asks for the schema of an earlier release), each
 * step and its entry in one transaction. Throws an Outage when the database was made by a newer Parley; nothing is then
 * changed.
 */
export async function migrate(engine: Engine, steps: readonly Migration[] = MIGRATIONS): Promise<void> {
  for (;;) {
    const done = await engine.transaction(BOOKKEEPING, (session) => nextStep(session, steps), { lane: "bulk" });
    if (done) return;
  }
}

/** Takes the next step; true when there was none to take. */
async function nextStep(session: Session, steps: readonly Migration[]): Promise<boolean> {
  const { rows } = await session.query("SELECT coalesce(max(number), 0) AS at FROM parley_meta.migration");
  const at = Number(rows[0]?.at);
  if (at > steps.length) throw tooNew(at, steps.length);
  const step = steps[at];
  if (step === undefined) return true;
  await session.script(step.sql);
  await session.query("INSERT INTO parley_meta.migration (number, name) VALUES ($1, $2)", [step.number, step.name]);
  return at + 1 === steps.length;
}

const tooNew = (has: number, knows: number): Outage =>
  new Outage(
    "schema-newer",
    `This data was written by a newer Parley (schema ${has}; this one knows ${knows}). Nothing was changed; start the newer Parley.`,
    "no",
  );
