import { ok } from "#base/result.ts";
import { type Decide, isBlank, one, thing } from "./deliberation.ts";
import { happened, type Person } from "./event.ts";
import { refuse } from "./refusal.ts";

/** A person and nothing else of whoever is named: an actor is a person who says more. */
const personOf = ({ id, name }: Person): Person => ({ id, name });

export const assign: Decide<"assign"> = (d, { to }) => {
  if (d.view.owner?.id === to?.id) return ok([]);
  return one(d, "assigned", to === undefined ? {} : { to: personOf(to) });
};

export const addTask: Decide<"add task"> = (d, { title, due, waits, for: whom }) => {
  if (isBlank(title)) return refuse("reason-missing", "Say what is to be done.");
  return one(d, "task added", {
    title,
    waits,
    ...(due !== undefined && { due }),
    ...(whom !== undefined && { for: personOf(whom) }),
  });
};

export const changeTask: Decide<"change task"> = (d, { task, title, due, waits, for: whom }) => {
  const found = thing(d.view.tasks, task, "task");
  if (!found.ok) return found;
  if (found.value.done !== undefined) return refuse("already-so", "This task is done; add another.");
  if (isBlank(title)) return refuse("reason-missing", "Say what is to be done.");
  return one(d, "task changed", {
    task,
    title,
    waits,
    ...(due !== undefined && { due }),
    ...(whom !== undefined && { for: personOf(whom) }),
  });
};

export const finishTask: Decide<"finish task"> = (d, { task, how }) => {
  const found = thing(d.view.tasks, task, "task");
  if (!found.ok) return found;
  if (found.value.done !== undefined) return refuse("already-so", "This task was done before.");
  return one(d, "task done", { task, ...(how !== undefined && { how }) });
};

export const addNote: Decide<"add note"> = (d, { text }) =>
  isBlank(text) ? refuse("reason-missing", "The note is empty.") : one(d, "note added", { text });

/** What the other side promised becomes a task that waits for it on the day it named. */
export const logCall: Decide<"log call"> = (d, { who, reference, said, promise }) => {
  if (isBlank(who)) return refuse("reason-missing", 'Say who was spoken to; "no name given" is an answer.');
  if (promise !== undefined && promise.by < d.stamp.on)
    return refuse("day", `The promised day ${promise.by} has passed; write the day that was named.`);
  const call = happened(d.stamp, "call logged", {
    who,
    said,
    ...(reference !== undefined && { reference }),
    ...(promise !== undefined && { promise }),
  });
  if (promise === undefined) return ok([call]);
  const task = { title: promise.what, due: promise.by, waits: "payer" as const, call: d.state.version + 1 };
  return ok([call, happened(d.stamp, "task added", task)]);
};

export const attachFile: Decide<"attach file"> = (d, { file, name, kind, bytes }) => {
  if (d.view.files.some((f) => f.file === file && f.removed === undefined))
    return refuse("already-so", "The same file is attached to this case already.");
  return one(d, "file attached", { file, name, kind, bytes });
};

export const removeFile: Decide<"remove file"> = (d, { file, reason }) => {
  const found = thing(d.view.files, file, "file");
  if (!found.ok) return found;
  if (found.value.removed !== undefined) return refuse("already-so", "This file was removed before.");
  if (isBlank(reason)) return refuse("reason-missing", "Say why the file is removed.");
  return one(d, "file removed", { file, reason });
};
