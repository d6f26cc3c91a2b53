import type { Portfolio, PortfolioRow } from "#app/portfolio.ts";
import { effectSaid, effectsOf } from "#app/portfolio-out.ts";
import { formatUsd, showUsd } from "#base/money.ts";
import type { Prospect } from "#strategy/portfolio.ts";
import type { Week } from "#strategy/portfolio-week.ts";
import { cell, counted, header, money, prose, row, section, showDay } from "./draw.ts";
import { drawn, type Look, paint, plain } from "./style.ts";
import { clean, padStart, width, wrap } from "./text.ts";

/** A portfolio as text: the week first, then what is lost and left, then what if. */

const ROOM_MAX = 120;
const SHOWN = 15;

const hours = (minutes: number): string => `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;

const COLUMNS = (room: number) =>
  [
    { title: "claim", align: "left", width: 14 },
    { title: "step", align: "left", width: Math.max(20, room - 60) },
    { title: "gain", align: "right", width: 10 },
    { title: "fees", align: "right", width: 8 },
    { title: "min", align: "right", width: 4 },
    { title: "days", align: "right", width: 5 },
    { title: "left", align: "right", width: 5 },
  ] as const;

function table(
  look: Look,
  list: readonly Prospect[],
  named: ReadonlyMap<string, PortfolioRow>,
  room: number,
): string[] {
  const columns = COLUMNS(room);
  const rows = list.slice(0, SHOWN).flatMap((p) => {
    const step = `${p.step}${p.firm ? "" : " (not enough to advise)"}`;
    const [first = "", ...under] = wrap(plain(look, clean(step)), columns[1].width);
    return [
      row(look, columns, [
        cell(clean(named.get(p.id)?.claim ?? ""), "strong"),
        cell(first),
        cell(p.gain === undefined ? "?" : money(look, p.gain)),
        cell(money(look, p.fees)),
        cell(String(p.minutes)),
        cell(p.days === undefined ? "?" : String(p.days)),
        cell(
          p.daysLeft === undefined ? "" : String(p.daysLeft),
          p.daysLeft !== undefined && p.daysLeft <= 5 ? "time" : "quiet",
        ),
      ]),
      ...under.map((line) => row(look, columns, [cell(""), cell(line)])),
    ];
  });
  const more = list.length > SHOWN ? [paint(look, "quiet", `  and ${counted(list.length - SHOWN, "more")}`)] : [];
  return [header(look, columns), ...rows, ...more.map((m) => m.replace(/mores$/, "more"))];
}

function whatIf(look: Look, p: Portfolio, minutes: number, room: number): string[] {
  const said = effectSaid(p, minutes);
  if (said === undefined) return [];
  const top = effectsOf(p.rows)
    .slice(0, SHOWN)
    .map(({ row: r, of }) => {
      const sign = of.effect < 0n ? drawn(look, "minus") : "+";
      const turned = of.turns ? `, ${of.before.course} becomes ${of.after.course}` : "";
      return `  ${padStart(`${sign}$${formatUsd(of.effect).replace("-", "")}`, 12)}  ${clean(r.claim)}${turned}`;
    });
  return [
    section(look, "What if", "", room),
    ...prose(look, `${said.charAt(0).toUpperCase()}${said.slice(1)}`, 2),
    ...top,
  ];
}

function breakEven(look: Look, p: Portfolio, room: number): string[] {
  if (p.breakEven === undefined || p.breakEven.line.length === 0) return [];
  const { admin, entity, line } = p.breakEven;
  return [
    section(look, "Break-even of one federal dispute", "", room),
    ...prose(
      look,
      `With an administrative fee of ${showUsd(admin.value)} and an entity fee of ${showUsd(entity.value)}, filing pays where an award may add at least: ${line
        .map((x) => `${showUsd(x.least, "whole")} at ${Math.round(x.chance * 100)}%`)
        .join(", ")}.`,
      2,
    ),
  ];
}

/** The whole portfolio as lines of text. */
export function portfolioView(given: Look, p: Portfolio, week: Week): string {
  const room = Math.min(given.columns, ROOM_MAX);
  const look = { ...given, columns: room };
  const named = new Map(p.rows.map((r) => [r.prospect.id, r]));
  const title = paint(look, "heading", "Portfolio");
  const list = (name: string, note: string, of: readonly Prospect[]): string[] =>
    of.length === 0 ? [] : [section(look, name, note, room), ...table(look, of, named, room)];
  const blocks = [
    [
      `${title}${padStart(paint(look, "quiet", showDay(p.asOf)), room - width(title))}`,
      "",
      ...prose(
        look,
        `${counted(week.now.length, "case")} fit into ${hours(week.budget)} of staff and earn ${showUsd(week.earns)} on average, net of fees, delay and work.`,
        0,
        "strong",
      ),
      ...(week.lost.length === 0
        ? []
        : prose(
            look,
            `${counted(week.lost.length, "case")} cannot be done before a right ends: ${showUsd(week.loses)} is lost.`,
            0,
            "time",
          )),
      ...prose(
        look,
        `${counted(week.later.length, "case")} worth ${showUsd(week.waits)} can wait; ${counted(week.close.length, "case")} can be closed; on ${counted(p.left, "claim")} there is nothing to plan. An hour of staff costs ${showUsd(p.hour.value)} (${p.hour.source}).`,
        0,
        "quiet",
      ),
    ],
    list("This week", `${hours(week.used)} of ${hours(week.budget)}`, week.now),
    list("Lost for want of time", "rights that end within five business days", week.lost),
    list("A person must look", "a right ends and nothing known puts a figure on it", week.unvalued),
    list("Let go", "a right ends and is worth less than its fees and work", week.letGo),
    whatIf(look, p, week.budget, room),
    breakEven(look, p, room),
  ];
  return plain(
    given,
    blocks
      .filter((b) => b.length > 0)
      .map((b) => b.join("\n"))
      .join("\n\n"),
  );
}
