import type { Day } from "#base/day.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { earliestOf } from "#case/law-view.ts";
import { channelName } from "#document/words.ts";
import { type Column, cell, header, money, row, section, showDay, widest } from "./draw.ts";
import { CLASS_LOOK, classTag } from "./map-classes.ts";
import { drawn, type Look, paint, type Tone } from "./style.ts";
import { clean, cut, padEnd, width } from "./text.ts";

/** Business days at which a date turns orange, as on every other page. */
const HOT_DAYS = 3;

interface Step {
  readonly what: string;
  readonly channel: string;
  readonly by: string;
  readonly left: string;
  readonly tone: Tone;
}

/** What to do next on a claim, and by when: the right that ends first. */
function nextStep(e: ClaimEvaluation, asOf: Day): Step {
  const right = earliestOf(e.rights);
  const undecided = e.channel.verdict === "undetermined";
  const channel = undecided ? `one of ${e.channel.candidates.length} ways` : clean(channelName(e.channel.verdict));
  if (right?.safe === undefined)
    return { what: undecided ? "answer one fact" : "no clock known", channel, by: "?", left: "?", tone: "fact" };
  const days = right.daysLeft ?? 0;
  return {
    what: clean(right.label),
    channel: undecided ? `${clean(channelName(right.channel))}?` : channel,
    by: `${showDay(right.safe[1], asOf)}${right.assumed ? " (assumed)" : right.disputed === undefined ? "" : " (disputed)"}`,
    // A disputed clock may have run out by one reading and not by the other.
    left: days === 0 ? "disputed" : days === 1 ? "today" : `${days} days`,
    tone: days <= HOT_DAYS ? "time" : "strong",
  };
}

/** A column as wide as its widest text, between two bounds. */
const fitted = (title: string, align: Column["align"], texts: readonly string[], from: number, to: number): Column => ({
  title,
  align,
  width: widest(texts, from, to),
});

/** The columns of the wide table, fitted to what stands in them and then to the room. */
function wideColumns(
  look: Look,
  first: readonly ClaimEvaluation[],
  steps: readonly Step[],
  room: number,
): readonly Column[] {
  const claims = first.map((e) => clean(e.claim));
  const payers = first.map((e) => clean(e.payer));
  const stakes = first.map((e) => money(look, e.stake));
  const full: Column[] = [
    { title: "#", align: "right", width: 2 },
    fitted("Claim", "left", claims, 8, 24),
    fitted("Payer", "left", payers, 12, 30),
    { title: "Class", align: "left", width: 14 },
    fitted(
      "Next step",
      "left",
      steps.map((s) => s.what),
      12,
      44,
    ),
    fitted(
      "Channel",
      "left",
      steps.map((s) => s.channel),
      12,
      36,
    ),
    fitted(
      "Last safe day",
      "left",
      steps.map((s) => s.by),
      13,
      27,
    ),
    { title: "Left", align: "right", width: 8 },
    fitted("Stake", "right", stakes, 8, 14),
    { title: "Lost if untouched", align: "right", width: 17 },
  ];
  const over = full.reduce((n, c) => n + c.width + 2, 0) - room;
  // Words give way before numbers and days do: channel first, then step, then payer.
  return shrink(full, over, ["Channel", "Next step", "Payer", "Claim"]);
}

/** One row a claim, on a wide terminal. */
function wide(look: Look, asOf: Day, first: readonly ClaimEvaluation[], room: number): string[] {
  const steps = first.map((e) => nextStep(e, asOf));
  const columns = wideColumns(look, first, steps, room);
  return [
    header(look, columns),
    ...first.map((e, i) => {
      const s = steps[i] ?? nextStep(e, asOf);
      const { glyph, word, tone } = CLASS_LOOK[e.class];
      return row(look, columns, [
        cell(`${i + 1}`, "quiet"),
        cell(clean(e.claim), "strong"),
        cell(clean(e.payer)),
        cell(`${glyph[look.unicode ? 0 : 1]} ${word}`, tone),
        cell(s.what),
        cell(s.channel, "quiet"),
        cell(s.by, s.tone),
        cell(s.left, s.tone),
        cell(money(look, e.stake), "strong"),
        cell(money(look, e.loss)),
      ]);
    }),
  ];
}

function shrink(columns: readonly Column[], over: number, titles: readonly string[]): readonly Column[] {
  let left = over;
  const widths = new Map(columns.map((c) => [c.title, c.width]));
  for (const title of titles) {
    const now = widths.get(title) ?? 0;
    const take = Math.max(0, Math.min(left, now - 10));
    widths.set(title, now - take);
    left -= take;
  }
  return columns.map((c) => ({ ...c, width: widths.get(c.title) ?? c.width }));
}

const LEFT: Readonly<Record<string, string>> = { today: "the last day", disputed: "past by one reading" };

/** Three lines a claim, on a narrow one: who and how much; what it is and what it costs to wait; what to do by when. */
function narrow(look: Look, asOf: Day, first: readonly ClaimEvaluation[], room: number): string[] {
  const claim = widest(
    first.map((e) => clean(e.claim)),
    8,
    20,
  );
  const stake = widest(
    first.map((e) => money(look, e.stake)),
    8,
    14,
  );
  const columns: Column[] = [
    { title: "", align: "right", width: 2 },
    { title: "", align: "left", width: claim },
    { title: "", align: "left", width: Math.max(8, room - 2 - 4 - claim - 4 - stake) },
    { title: "", align: "right", width: stake },
  ];
  return first.flatMap((e, i) => {
    const s = nextStep(e, asOf);
    const head = [
      cell(`${i + 1}`, "quiet"),
      cell(clean(e.claim), "strong"),
      cell(clean(e.payer)),
      cell(money(look, e.stake), "strong"),
    ];
    const tag = classTag(look, e.class);
    const lose = `lose ${money(look, e.loss)}`;
    const channel = cut(s.channel, Math.max(8, room - 6 - width(tag) - 3 - 2 - width(lose)), drawn(look, "more"));
    const middle = `      ${tag} ${paint(look, "quiet", `${drawn(look, "dot")} ${channel}`)}`;
    const by = s.by === "?" ? "" : ` by ${s.by}, ${LEFT[s.left] ?? `${s.left} left`}`;
    const what = cut(s.what, Math.max(8, room - 6 - width(by)), drawn(look, "more"));
    return [
      row(look, columns, head),
      `${padEnd(middle, room - width(lose))}${lose}`,
      `      ${what}${paint(look, s.tone, by)}`,
    ];
  });
}

const WIDE_COLUMNS = 140;

export function doFirst(look: Look, asOf: Day, first: readonly ClaimEvaluation[], room: number): string[] {
  const title = section(look, "Do first", "most lost, on average, if untouched today", room);
  if (first.length === 0) return [title, "  Nothing waits for you."];
  return [title, ...(room >= WIDE_COLUMNS ? wide(look, asOf, first, room) : narrow(look, asOf, first, room))];
}
