import type { Day } from "#base/day.ts";
import { type Fitting, PLAYBOOKS, playbookOn, playbooksFor, statementsOf } from "#strategy/playbooks/library.ts";
import type { Playbook } from "#strategy/playbooks/playbook.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dayAsked, heading, statementJson, tell } from "./knowledge-view.ts";
import { refused } from "./stored-data.ts";

const codesOf = ({ codes }: Playbook): string =>
  codes.map((c) => (c.from === c.to ? c.from : `${c.from}-${c.to}`)).join(", ");

const json = (p: Playbook) => ({
  id: p.id,
  title: p.title,
  about: p.about,
  codes: p.codes.map(({ from, to, what, source }) => ({ from, to, what, source: source.url })),
  evidence: p.evidence.map(statementJson),
  arguments: p.arguments.map((a) => ({ payer: statementJson(a.payer), answer: statementJson(a.answer) })),
  channels: p.channels.map(statementJson),
  batching: p.batching.map(statementJson),
});

async function show(io: Io, p: Playbook): Promise<void> {
  await print(io, `${p.title}. ${p.about}`);
  if (p.codes.length > 0) await print(io, `Codes: ${codesOf(p)}`);
  await heading(io, "What to have in the file");
  for (const s of p.evidence) await tell(io, s);
  await heading(io, "What payers say, and what answers it");
  for (const { payer, answer } of p.arguments) {
    await tell(io, payer, "They: ");
    await tell(io, answer, "  We: ");
  }
  await heading(io, "Roads");
  for (const s of p.channels) await tell(io, s);
  await heading(io, "Batching");
  for (const s of p.batching) await tell(io, s);
}

/** Codes as they are typed: "99285,93010-26". */
function byCodes(typed: Invocation): readonly Fitting[] {
  const lines = (typed.values.codes ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
    .map((word) => {
      const [code = "", ...modifiers] = word.split("-");
      return { code, modifiers };
    });
  return playbooksFor({ lines, place: typed.values.place, specialties: [] });
}

async function listAll(typed: Invocation, io: Io, on: Day): Promise<ExitCode> {
  const all = PLAYBOOKS.map((p) => playbookOn(p, on));
  if (typed.switches.has("json")) await printJson(io, { playbooks: all.map(json), problems: [] });
  else
    for (const p of all)
      await print(io, `${p.id.padEnd(16)}${p.title}, ${counted(statementsOf(p).length, "statement")}`);
  return 0;
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const on = dayAsked(typed);
  const [id] = typed.args;
  if (typed.values.codes !== undefined) {
    const fitting = byCodes(typed).map((f) => ({ ...f, playbook: playbookOn(f.playbook, on) }));
    if (typed.switches.has("json"))
      await printJson(io, {
        fitting: fitting.map((f) => ({ ...f, playbook: json(f.playbook) })),
        problems: [],
      });
    else if (fitting.length === 0) await print(io, "No playbook fits these codes.");
    else
      for (const f of fitting)
        await print(io, `${f.playbook.id.padEnd(16)}${f.playbook.title}. ${f.because.join(" ")}`);
    return 0;
  }
  if (id === undefined) return await listAll(typed, io, on);
  const found = PLAYBOOKS.find((p) => p.id === id.toLowerCase());
  if (found === undefined)
    return await refused(typed, io, {
      code: "no-playbook",
      sentence: `There is no such playbook. There are: ${PLAYBOOKS.map((p) => p.id).join(", ")}.`,
    });
  const playbook = playbookOn(found, on);
  if (typed.switches.has("json")) await printJson(io, { ...json(playbook), problems: [] });
  else await show(io, playbook);
  return 0;
}
