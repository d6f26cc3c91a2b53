import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Actor } from "#case/event.ts";
import type { FileKind } from "#case/event-lists.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { actOnCases } from "./act.ts";
import { refusalSaid } from "./case-acts.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import type { Desk } from "./desk.ts";
import type { QueueRow } from "./queue.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Files of a case: kept encrypted, given back to be saved and never to be shown inside a page. */

export interface FileGiven {
  readonly caseId: string;
  readonly saw: number;
  readonly name: string;
  readonly kind: FileKind;
  /** The agreement whose signed copy it is. */
  readonly agreement?: number | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const NAME_MOST = 120;

/**
 * A name of one file in one folder: its last part, without what steers a terminal, a path, a header or the direction of
 * text. Its ending stays.
 */
export function calmFileName(given: string): string {
  const last = given.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, "")
    .replace(/[<>:"|?*%]/g, "_")
    .trim()
    .replace(/^[.\s]+|[.\s]+$/g, "");
  if (plain.length <= NAME_MOST) return plain === "" ? "file" : plain;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? "";
  return `${plain.slice(0, NAME_MOST - ending.length)}${ending}`;
}

/** A file that was attached: the event that it is on the case, and the name it is kept by. */
export interface Attached {
  readonly event: number;
  readonly name: string;
}

/** Keeps the bytes and attaches them. Bytes that are then refused are swept with what no record names. */
export async function attachFile(
  desk: Desk,
  principal: Principal,
  by: Actor,
  given: FileGiven,
): Promise<Result<Attached, NotNow>> {
  const { caseId, saw, kind, agreement } = given;
  const row = await desk.store.as(principal, (tx) => rowOf(tx, caseId));
  if (row === undefined) return err(notNow("not-found", "There is no such case."));
  const kept = await (await desk.vault(principal.org)).put(given.bytes);
  if (!kept.ok) return err(notNow("not-valid", kept.error.sentence));
  const { sha256, size } = kept.value;
  if (size === 0) return err(notNow("not-valid", "The file is empty. Nothing was attached."));
  const name = calmFileName(given.name);
  const of = agreement === undefined ? {} : { agreement };
  const act = { type: "attach file", file: sha256, name, kind, bytes: size, ...of } as const;
  const { done, refused } = await actOnCases(desk, principal, by, [{ caseId, saw, act }]);
  const [no] = refused;
  if (no !== undefined) return err(await refusalSaid(desk, principal, caseId, no.refusal));
  const [acted] = done;
  check(acted !== undefined && acted.events.length === 1, "a file that was attached is one event");
  return ok({ event: acted.after.version, name });
}

export interface CaseFile {
  readonly row: QueueRow;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A file that is attached to a case by its event; undefined when it is not there or was removed. */
export async function fileOfCase(tx: TenantTx, caseId: string, event: number): Promise<CaseFile | undefined> {
  const row = await rowOf(tx, caseId);
  const logged = row && (await loadCase(tx, caseId));
  const file = logged?.state.view?.files.find((f) => f.event === event && f.removed === undefined);
  return row && file && { row, name: file.name, sha256: file.file, bytes: file.bytes };
}
