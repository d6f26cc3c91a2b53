import type { PreparedJson } from "#app/desk/prepared.ts";
import { showUsd, usd } from "#base/money.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted, prose, section } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";
import { type Look, paint, plain } from "./style.ts";
import { clean } from "./text.ts";

/** Lists the offers that stand ready. Sending proves who does it, so it stays in the window. */

const ROOM_MAX = 120;

function lines(look: Look, p: PreparedJson): string[] {
  const amount = p.amount === null ? "" : `  ${showUsd(usd(p.amount))}`;
  const alone =
    p.amount === null
      ? []
      : [p.notAlone === null ? "At auto it would leave by itself." : `Not by itself: ${p.notAlone}.`];
  return [
    `  ${paint(look, "strong", clean(p.number))}  ${clean(p.payer)}${amount}`,
    ...prose(look, clean(p.says), 4),
    ...alone.flatMap((text) => prose(look, clean(text), 4, "quiet")),
  ];
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const dry = typed.switches.has("dry");
  const found = await dataAct(placeOf(typed, io), "prepared", { org: typed.values.org, dry });
  if (!found.ok) return refused(typed, io, found.error);
  const { on, rows, more } = found.value;
  if (typed.switches.has("json")) {
    await printJson(io, { on, prepared: rows, more });
    return 0;
  }
  const room = Math.min(io.look.columns, ROOM_MAX);
  const look = { ...io.look, columns: room };
  const ready = rows.filter((r) => r.amount !== null && r.needs.length === 0).length;
  const text = [
    section(look, "Ready to send", `${counted(ready, "offer")} of ${counted(rows.length, "case")}`, room),
    ...rows.flatMap((r) => lines(look, r)),
    ...(more ? ["  More cases are left out."] : []),
    ...(on ? [] : ["  No offers are made ready: the dial stands at off or suggest. --dry says what auto would do."]),
  ];
  await print(io, plain(io.look, text.join("\n")));
  return 0;
}
