import type { ApprovalJson } from "#app/desk/approvals-out.ts";
import { showUsd, usd } from "#base/money.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted, prose, section } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";
import { type Look, paint, plain } from "./style.ts";
import { clean } from "./text.ts";

/** Lists what waits for a second person. Giving and refusing prove who does it, so both stay in the window. */

const ROOM_MAX = 120;

const STATES = {
  waiting: "waiting",
  given: "given",
  used: "used",
  refused: "refused",
  ended: "ended",
  "taken-back": "withdrawn",
} as const;

const stateOf = (word: string | undefined): ApprovalJson["state"] => STATES[(word ?? "waiting") as keyof typeof STATES];

function lines(look: Look, a: ApprovalJson): string[] {
  const says = `${a.says.charAt(0).toUpperCase()}${a.says.slice(1)}`;
  const amount = a.amount === null || says.includes("$") ? "" : `, ${showUsd(usd(a.amount))}`;
  const decided = a.decidedBy === null ? "" : ` Decided by ${a.decidedBy}${a.reason === null ? "" : `: ${a.reason}`}.`;
  return [
    `  ${paint(look, "strong", clean(a.number))}${a.deal ? "  deal" : ""}  ${clean(says)}${amount}`,
    ...prose(look, clean(`Asked by ${a.askedBy}, ends after ${a.ends}.${decided}`), 4, "quiet"),
    ...(a.what.length === 0 ? [] : prose(look, clean(`Because of ${a.what.join(", ")}.`), 4)),
    ...a.unproven.flatMap((u) => prose(look, clean(`Nothing proves: ${u}`), 4)),
    ...(a.note === null ? [] : prose(look, clean(a.note), 4)),
  ];
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const word = typed.values.state ?? "waiting";
  const state = stateOf(word);
  const found = await dataAct(placeOf(typed, io), "approvals", { org: typed.values.org, state });
  if (!found.ok) return refused(typed, io, found.error);
  const { rows, more } = found.value;
  if (typed.switches.has("json")) {
    await printJson(io, { state, approvals: rows, more });
    return 0;
  }
  const room = Math.min(io.look.columns, ROOM_MAX);
  const look = { ...io.look, columns: room };
  const text = [
    section(look, "Approvals", `${counted(rows.length, word.replace("-", " "))}`.replace(/s$/, ""), room),
    ...rows.flatMap((a) => lines(look, a)),
    ...(more ? ["  Older ones are left out."] : []),
    ...(state === "waiting" && rows.length > 0
      ? ["", "Another person gives or refuses them in the window, under Approvals."]
      : []),
  ];
  await print(io, plain(io.look, text.join("\n")));
  return 0;
}
