import { ok } from "#base/result.ts";
import { type Decide, isBlank, one, thing } from "./deliberation.ts";
import type { Person } from "./event.ts";
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

export const attachFile: Decide<"attach file"> = (d, { type: _, ...given }) => {
  const { file, agreement } = given;
  if (d.view.files.some((f) => f.file === file && f.removed === undefined))
    return refuse("already-so", "The same file is attached to this case already.");
  const signed = agreement === undefined ? undefined : thing(d.view.agreements, agreement, "agreement");
  return signed?.ok === false ? signed : one(d, "file attached", given);
};

export const removeFile: Decide<"remove file"> = (d, { file, reason }) => {
  const found = thing(d.view.files, file, "file");
  if (!found.ok) return found;
  if (found.value.removed !== undefined) return refuse("already-so", "This file was removed before.");
  if (isBlank(reason)) return refuse("reason-missing", "Say why the file is removed.");
  return one(d, "file removed", { file, reason });
};
