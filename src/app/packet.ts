import { existsSync } from "node:fs";
import { now } from "#app/clock.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import { type PacketReport, writePacket } from "#app/desk/packet.ts";
import type { PacketFor } from "#app/desk/packet-case.ts";
import type { Doing } from "#app/doing.ts";
import { err, type Result } from "#base/result.ts";
import { Outage } from "#store/outage.ts";
import { whichOrganization } from "./export-all.ts";

/** The engine behind `parley packet`. */

interface Refusal {
  readonly code: string;
  readonly sentence: string;
}

export interface PacketWanted {
  /** The zip to make; nothing may stand there. */
  readonly file: string;
  readonly org?: string | undefined;
  /** The number of the case, as its page shows it. */
  readonly number: string;
  readonly whom: PacketFor;
}

/** Writes the packet of the case with this number. Throws an Outage. */
export async function packetOf(
  { desk }: OpenDesk,
  { file, org, number, whom }: PacketWanted,
  { parley }: Pick<Doing, "parley">,
): Promise<Result<PacketReport, Refusal>> {
  const which = await whichOrganization(desk.store, org);
  if (!which.ok) return which;
  if (existsSync(file))
    throw new Outage("packet-exists", `Something stands at ${file} already. Name another file.`, "no");
  const principal = { org: which.value.org, clients: "all" } as const;
  const rows = await desk.store.as(principal, (tx) =>
    tx.db.selectFrom("case_row").select("id").where("org", "=", principal.org).where("number", "=", number).execute(),
  );
  const [row] = rows;
  if (row === undefined)
    return err({ code: "no-case", sentence: "There is no case of this number. A case's page shows its number." });
  const made = await writePacket(desk, principal, { caseId: row.id, whom, file, parley, now: now() });
  return made.ok ? made : err({ code: made.error.code, sentence: made.error.sentence });
}
