import { type Day, plusDays } from "#base/day.ts";
import { claim, remittance } from "#claim/invented.ts";
import { windowFor } from "#law/deadline.ts";
import { IDR_INITIATION } from "#law/federal/dispute.ts";
import { openCase, type TestDesk } from "./desk.ts";
import type { Browser } from "./server.ts";

/** Emergency claims in Arizona against one payer, all of one code, whose negotiation is over and whose days to initiate run. */

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" } as const;

/** A day on which negotiation may have begun so that a dispute can be begun today. */
function beganFor(today: Day): Day {
  for (let back = 35; back < 80; back++) {
    const [from, until] = windowFor(IDR_INITIATION, plusDays(today, -back)).safe;
    if (from <= today && today <= until) return plusDays(today, -back);
  }
  throw new Error("no day opens a dispute today");
}

export interface ReadyCases {
  readonly cases: readonly string[];
  readonly began: Day;
}

/** Opens `n` such cases and answers for each what a filing asks, but for `without`. `prefix` begins their claim numbers. */
export async function casesReadyToFile(
  at: Pick<TestDesk, "desk" | "org">,
  client: string,
  owner: Browser,
  n: number,
  without: readonly string[] = [],
  prefix = "BT",
): Promise<ReadyCases> {
  const today = at.desk.today();
  const began = beganFor(today);
  const [paid, served] = [plusDays(began, -10), plusDays(began, -40)];
  const cases: string[] = [];
  for (let i = 0; i < n; i++) {
    const id = `${prefix}-${String(i + 1).padStart(3, "0")}`;
    const line = `99285 2400.00 on=${served}`;
    const { lines, ...sent } = claim(id, [line]);
    const given = {
      ...{ ...sent, payer: PAYER, filing: "CI", responsibility: "P", place: "23" },
      billing: { npi: "1000000004", tin: "000000001", state: "AZ", zip: "85001" },
      lines: lines.map((l) => ({ ...l, place: "23", emergency: true })),
    };
    const answer = remittance(id, [`${line} paid=380.00 CO45=2020.00 b6=380.00`], {
      ...{ payer: PAYER, payee: given.billing, payment: { effective: paid, fileDay: paid, trace: `T${i}` } },
    });
    const remarked = { ...answer, lines: answer.lines.map((l) => ({ ...l, remarks: ["N864", "N877"] })) };
    const { caseId } = await openCase(at, client, { claim: given, remittances: [remarked], patient: `Patient ${i}` });
    cases.push(caseId);
  }
  const facts = (id: string) => [
    ["in_network", "payer", PAYER.key, "no"],
    ["plan_funding", "payer", PAYER.key, "fully_insured"],
    ["open_negotiation_start", "claim", id, began],
    ["qpa", "claim", id, "400.00"],
  ];
  for (const [i, one] of cases.entries())
    for (const [fact = "", scope = "", key = "", value = ""] of facts(`${prefix}-${String(i + 1).padStart(3, "0")}`)) {
      if (without.includes(fact) || (scope === "payer" && i > 0)) continue;
      const { row } = (await (await owner.get(`/v1/cases/${one}`)).json()) as { row: { version: number } };
      const act = { type: "answer fact", fact, scope, key, value, source: "a letter of the plan" };
      const done = await owner.post(`/v1/cases/${one}/acts`, { saw: row.version, act });
      if (!done.ok) throw new Error(`${fact} was not answered: ${await done.text()}`);
    }
  return { cases, began };
}
