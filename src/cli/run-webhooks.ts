import type { Webhook } from "#app/desk/webhooks.ts";
import type { WebhooksDone, WebhooksWanted } from "#app/stored-webhooks.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted, section } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused } from "./stored-data.ts";
import { type Look, paint, plain } from "./style.ts";
import { clean } from "./text.ts";

/** Webhooks listed, tested, paused, gone on with, and made to send or to leave out one event. */

const ROOM_MAX = 120;

const ACTS: Readonly<Record<string, WebhooksWanted["act"]>> = {
  list: "list",
  test: "test",
  pause: "pause",
  "go-on": "go on",
  replay: "replay",
  skip: "skip",
};

function standing({ pausedAt, pausedWhy, tries, refuses, nextAt, behind }: Webhook): string {
  const on = refuses === null ? "" : ` It does not take event ${refuses.event}, ${refuses.type}.`;
  if (pausedAt !== null) return `Paused since ${pausedAt}: ${pausedWhy ?? ""}.${on}`;
  if (tries > 0) return `${tries === 1 ? "1 try" : `${tries} tries`} failed.${on} Next try ${nextAt ?? "soon"}.`;
  return behind === 0 ? "Told everything." : `${counted(behind, "event")} to look through.`;
}

const lines = (look: Look, w: Webhook): readonly string[] => [
  `  ${paint(look, "strong", clean(w.address))}`,
  `    ${w.id}  ${w.kinds.join(", ")}`,
  `    ${clean(standing(w))}`,
];

function cameOf(sent: NonNullable<WebhooksDone["sent"]>): string {
  if (sent.status === null) return `Not sent: ${clean(sent.fault ?? "no answer")}.`;
  return `Answered ${sent.status} in ${count(sent.tookMs)} ms.`;
}

const isTaken = ({ sent }: WebhooksDone): boolean =>
  sent === null || (sent.status !== null && sent.status >= 200 && sent.status < 300);

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const act = ACTS[typed.command.path[1] ?? ""] ?? "list";
  const [webhook, event] = typed.args;
  if (event !== undefined && !/^\d{1,15}$/.test(event))
    return refused(typed, io, {
      code: "event",
      sentence: "EVENT is a number of the chain, as `webhooks list` says it.",
    });
  const place = placeOf(typed, io);
  const asked: WebhooksWanted = {
    ...{ org: typed.values.org, act, webhook, reason: typed.values.reason },
    event: event === undefined ? undefined : Number(event),
  };
  const done = await dataAct(place, "webhooks", asked, place.demo || io.config.webhooksInside);
  if (!done.ok) return refused(typed, io, done.error);
  const code: ExitCode = isTaken(done.value) ? 0 : 2;
  if (typed.switches.has("json")) {
    await printJson(io, done.value);
    return code;
  }
  const look = { ...io.look, columns: Math.min(io.look.columns, ROOM_MAX) };
  const { webhooks, sent } = done.value;
  const text = [
    section(look, "Webhooks", counted(webhooks.length, "webhook"), look.columns),
    ...webhooks.flatMap((w) => lines(look, w)),
    ...(sent === null ? [] : ["", cameOf(sent)]),
  ];
  await print(io, plain(io.look, text.join("\n")));
  return code;
}
