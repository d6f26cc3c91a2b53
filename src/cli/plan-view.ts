import type { PlanAnswer } from "#app/plan.ts";
import { type Cents, showUsd } from "#base/money.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { Reason } from "#strategy/move-reasons.ts";
import type { Move, Plan } from "#strategy/plan.ts";
import { cell, header, money, prose, row, section, showDay } from "./draw.ts";
import { drawn, type Look, paint, plain, type Tone } from "./style.ts";
import { clean, padEnd, padStart, width } from "./text.ts";

/** A plan as text: the advice first, then the figures, the moves, and what would change it. */

const ROOM_MAX = 120;
const REASONS_SHOWN = 3;
const MISSING_SHOWN = 4;

const ADVICE: Readonly<Record<Plan["advice"], readonly [words: string, tone: Tone]>> = {
  accept: ["Accept what was paid.", "paid"],
  counter: ["Counter: ask the payer.", "strong"],
  escalate: ["Escalate.", "time"],
  wait: ["Wait: what we asked still stands.", "quiet"],
  "not enough to advise": ["Not enough to advise.", "fact"],
};

const orUnknown = (look: Look, a: Cents | undefined): string =>
  a === undefined ? "not known" : plain(look, showUsd(a));

function head(look: Look, p: Plan, e: ClaimEvaluation, room: number): string[] {
  const [said, tone] = ADVICE[p.advice];
  const way = p.worth.ways[0]?.label;
  const words = p.advice === "escalate" && way !== undefined ? `Escalate: ${clean(way)}.` : said;
  const title = paint(look, "heading", `Plan for ${clean(e.claim)}`);
  const served = e.dateOfService === undefined ? "" : `, served ${showDay(e.dateOfService, p.asOf)}`;
  const counts = `${clean(e.payer)}${served}: billed ${money(look, p.worth.billed)}, allowed ${money(look, p.worth.accept)}.`;
  return [
    `${title}${padStart(paint(look, "quiet", showDay(p.asOf)), room - width(title))}`,
    "",
    ...prose(look, words, 0, tone),
    ...p.because.flatMap((b) => prose(look, `${b.charAt(0).toUpperCase()}${b.slice(1)}.`, 0)),
    ...p.alerts.flatMap((a) => prose(look, a, 0, "time")),
    "",
    ...prose(look, counts, 0, "quiet"),
  ];
}

function figures(look: Look, p: Plan, room: number): string[] {
  const line = (name: string, a: Cents | undefined, about: string): string =>
    `  ${padEnd(name, 9)}${padStart(paint(look, "strong", orUnknown(look, a)), 13)}  ${paint(look, "quiet", about)}`;
  const { zone } = p;
  return [
    section(look, "Figures", "totals with the patient's share", room),
    line("opening", p.opening, "what to ask first"),
    line("target", p.target, "where to settle"),
    line("floor", p.floor, "nothing below it is asked or taken"),
    ...(zone === undefined
      ? []
      : prose(
          look,
          `The payer is thought to go up to ${showUsd(zone.payerLimit)}; the chance that this is above the floor is ${percent(zone.chance)}.`,
          2,
          "quiet",
        )),
  ];
}

const percent = (x: number): string => `${Math.round(x * 100)}%`;

const COLUMNS = [
  { title: "", align: "left", width: 9 },
  { title: "worth", align: "right", width: 11 },
  { title: "chance", align: "right", width: 6 },
  { title: "days", align: "right", width: 4 },
  { title: "fees", align: "right", width: 9 },
] as const;

function reasonLine(look: Look, r: Reason): string[] {
  const sign = r.effect < 0n ? drawn(look, "minus") : "+";
  const amount = plain(look, `${sign}${showUsd((r.effect < 0n ? -r.effect : r.effect) as Cents)}`);
  // Sources of priors say so themselves; the mark makes it visible at a glance.
  const [first = "", ...more] = prose(
    { ...look, columns: look.columns - 17 },
    `${r.text}${r.prior ? " (prior)" : ""}`,
    0,
  );
  const under = prose({ ...look, columns: look.columns - 17 }, clean(r.source), 0, "quiet");
  return [`    ${padStart(amount, 11)}  ${first}`, ...[...more, ...under].map((l) => `${" ".repeat(17)}${l}`)];
}

function moves(look: Look, p: Plan, room: number): string[] {
  const one = (m: Move): string[] => [
    row(look, COLUMNS, [
      cell(m.move, m.move === p.advice ? "heading" : "strong"),
      cell(m.dollars === undefined ? "not known" : plain(look, showUsd(m.dollars))),
      cell(m.chance === undefined ? "?" : percent(m.chance)),
      cell(m.days === undefined ? "?" : `${m.days}`),
      cell(plain(look, showUsd(m.fees))),
    ]),
    ...prose({ ...look, columns: room }, clean(m.what), 4, "quiet"),
    ...m.reasons.slice(0, REASONS_SHOWN).flatMap((r) => reasonLine({ ...look, columns: room }, r)),
  ];
  return [section(look, "Moves", "and what their reasons add", room), header(look, COLUMNS), ...p.moves.flatMap(one)];
}

const bullets = (look: Look, texts: readonly string[], room: number): string[] =>
  texts.flatMap((t) => {
    const [first = "", ...more] = prose({ ...look, columns: room }, t, 4);
    return [`  ${drawn(look, "dot")} ${first.trimStart()}`, ...more];
  });

function rest(look: Look, p: Plan, room: number): string[][] {
  const missing = p.missing.slice(0, MISSING_SHOWN).map((m) => {
    const worth = m.worth === undefined ? "" : ` (${showUsd(m.worth)})`;
    return `${clean(m.question)}${worth}`;
  });
  const ways = p.ways.map((w) => {
    const value = p.worth.ways.find((v) => v.id === w.id)?.value;
    const worth = value === undefined ? "" : `, ${showUsd(value)}`;
    return `${w.id}: ${w.open ? "open" : "closed"}${worth}; ${w.why}`;
  });
  return [
    ["What would change the advice", p.flips.map((f) => f.text)] as const,
    ["What would help most to know", missing] as const,
    ["Ways out", ways] as const,
    ["A person approves", p.approvals] as const,
  ]
    .filter(([, texts]) => texts.length > 0)
    .map(([title, texts]) => [section(look, title, "", room), ...bullets(look, texts, room)]);
}

function lines(look: Look, p: Plan, room: number): string[] {
  const texts = p.worth.items.map((i) => {
    const fair =
      i.fair === undefined
        ? "no fair value"
        : `fair value ${showUsd(i.fair.median)} (80%: ${showUsd(i.fair.low80)} to ${showUsd(i.fair.high80)})`;
    const argued = i.argued === undefined ? "" : `; ${showUsd(i.argued.median)} can be argued in federal IDR`;
    const out = i.keptOut.map((k) => `${k.kind.replaceAll("_", " ")} kept out: ${k.reason}`);
    return `${clean(i.name)}: ${[`${fair}${argued}`, ...out].join("; ")}`;
  });
  return [section(look, "Lines", "", room), ...bullets(look, texts, room)];
}

/** The whole plan as lines of text. */
export function planView(look: Look, p: Plan, e: ClaimEvaluation): string {
  const room = Math.min(look.columns, ROOM_MAX);
  const fit = { ...look, columns: room };
  const blocks = [
    head(fit, p, e, room),
    figures(fit, p, room),
    moves(fit, p, room),
    ...rest(fit, p, room),
    lines(fit, p, room),
  ];
  return plain(look, `${blocks.map((b) => b.join("\n")).join("\n\n")}\n`);
}

/** Claims that share the number asked for, one a line. */
export const severalView = (look: Look, a: Extract<PlanAnswer, { readonly found: "several" }>): string =>
  plain(
    look,
    a.claims
      .map((c) => `  ${clean(c.claim)}  ${clean(c.payer)}  ${c.dateOfService ?? "no day"}  ${clean(c.source)}\n`)
      .join(""),
  );
