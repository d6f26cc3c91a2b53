import type { BacktestJson } from "#app/desk/backtest-out.ts";
import { showUsd, usd } from "#base/money.ts";
import { ENOUGH_CASES } from "#strategy/backtest.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted, prose, section } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";
import { type Look, plain } from "./style.ts";
import { clean } from "./text.ts";

/** Plays own settled cases again, with the figures that the window shows. */

const ROOM_MAX = 120;
const SHOWN = 15;

const thousandths = (x: number): string => String(Math.round(x * 1000) / 1000);

const of = (amount: string | null): string => (amount === null ? "" : ` ${showUsd(usd(amount))}`);

function parting(look: Look, p: BacktestJson["partings"][number]): string[] {
  const advice = p.advice === null ? "no advice" : `advised ${p.advice.move}${of(p.advice.amount)}`;
  const dollars =
    p.seen !== null
      ? `${showUsd(usd(p.seen))} was seen`
      : p.bounds !== null
        ? `${showUsd(usd(p.bounds.low))} to ${showUsd(usd(p.bounds.high))}`
        : "not known";
  return prose(look, clean(`${p.number}, ${p.on}, ${p.how}: ${p.done}${of(p.amount)}, ${advice}; ${dollars}.`), 2);
}

/** How well chances were stated, or how many more it takes to say so. */
const heldSaid = (
  what: string,
  { n, brier, plainBrier }: Pick<BacktestJson["calibration"], "n" | "brier" | "plainBrier">,
): string =>
  brier === null
    ? `${what}: ${n} so far, of the ${ENOUGH_CASES} it takes to say.`
    : `${what} over ${n}: Brier ${thousandths(brier)}${plainBrier === null ? "" : `, ${thousandths(plainBrier)} with the plain share`}.`;

function view(given: Look, b: BacktestJson): string {
  const room = Math.min(given.columns, ROOM_MAX);
  const look = { ...given, columns: room };
  const said = (text: string) => prose(look, text, 2);
  const { calibration: c, longer, earlier } = b;
  const text = [
    section(look, "Backtest", `${b.from} to ${b.to}`, room),
    ...said(
      `${counted(b.played, "case")} played again, ${b.advised} of them with advice at ${counted(b.moments, "moment")}; the advice was what was done at ${b.agree.hits} of ${b.agree.n}.`,
    ),
    ...(b.enough ? [] : said(`Under ${b.least} cases say little; take them one by one.`)),
    ...(b.newestOnly === null ? [] : said(`Only the newest ${b.newestOnly} are played.`)),
    ...said(
      `Would have gone on longer: ${longer.share.hits} of ${longer.share.n}, between ${showUsd(usd(longer.low))} and ${showUsd(usd(longer.high))}. Would have taken an offer that was passed over: ${earlier.share.hits} of ${earlier.share.n}, ${showUsd(usd(earlier.seen))} as it was seen.`,
    ),
    ...said(heldSaid("Stated chance against what happened", c)),
    ...said(heldSaid("Stated chance of a dispute against how it was decided", b.disputes)),
    ...(b.partings.length === 0
      ? []
      : [
          section(look, "Where they part", `${b.partingsOf}`, room),
          ...b.partings.slice(0, SHOWN).flatMap((p) => parting(look, p)),
        ]),
    "",
    ...b.says.flatMap((s) => prose(look, s, 2, "quiet")),
  ];
  return plain(given, text.join("\n"));
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { org, from, to } = typed.values;
  const played = await dataAct(placeOf(typed, io), "backtest", { org, from, to });
  if (!played.ok) return refused(typed, io, played.error);
  if (typed.switches.has("json")) await printJson(io, played.value);
  else await print(io, view(io.look, played.value));
  return 0;
}
