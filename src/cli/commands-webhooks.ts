import type { Argument, Command } from "./command.ts";
import { DEMO, EITHER_WAY, ORG } from "./commands-data.ts";

/** Commands about the addresses that are told what happened. */

const WEBHOOK: Argument = {
  name: "WEBHOOK",
  required: true,
  many: false,
  about: "Its id as `parley webhooks list` says it, or the beginning of it.",
};
const EVENT: Argument = { name: "EVENT", required: true, many: false, about: "Number of the event in the chain." };

const command = (
  of: Pick<Command, "path" | "summary" | "description" | "args" | "examples"> & Partial<Command>,
): Command => ({
  group: "Data",
  ...of,
  description: [...of.description, EITHER_WAY],
  options: [...(of.options ?? []), ORG, DEMO],
  load: () => import("./run-webhooks.ts"),
});

export const WEBHOOKS: readonly Command[] = [
  command({
    path: ["webhooks", "list"],
    summary: "List the addresses that are told what happened",
    description: [
      "Each with how far it was told, what it does not take, and when it is tried again or why it is paused.",
    ],
    args: [],
    examples: [{ line: "parley webhooks list", about: "with the ids that the other commands take" }],
  }),
  command({
    path: ["webhooks", "test"],
    summary: "Send a test to a webhook now",
    description: ["Says what came of it; exit code 2 when it was not taken. It is none of what waits."],
    args: [WEBHOOK],
    examples: [{ line: "parley webhooks test 01a2", about: "the one whose id begins so" }],
  }),
  command({
    path: ["webhooks", "pause"],
    summary: "Tell a webhook nothing until it goes on",
    description: ["What happens meanwhile waits for it."],
    args: [WEBHOOK],
    examples: [{ line: "parley webhooks pause 01a2", about: "while its program is mended" }],
  }),
  command({
    path: ["webhooks", "go-on"],
    summary: "Go on with a webhook that is paused",
    description: ["A server then tells it everything that happened since, in order."],
    args: [WEBHOOK],
    examples: [{ line: "parley webhooks go-on 01a2", about: "once its program is mended" }],
  }),
  command({
    path: ["webhooks", "replay"],
    summary: "Send the message of an event again",
    description: ["Now, under its old id, whatever became of it before; exit code 2 when it was not taken."],
    args: [WEBHOOK, EVENT],
    examples: [{ line: "parley webhooks replay 01a2 412", about: "event 412 of the chain" }],
  }),
  command({
    path: ["webhooks", "skip"],
    summary: "Leave out the event that a webhook does not take",
    description: ["The one event it waits on, and no other; those after it are told. The reason stands in the chain."],
    args: [WEBHOOK, EVENT],
    options: [{ name: "reason", value: "TEXT", required: true, about: "Why it is left out." }],
    examples: [{ line: "parley webhooks skip 01a2 412 --reason unreadable", about: "and go on" }],
  }),
];
