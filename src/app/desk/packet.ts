import { err, ok, type Result } from "#base/result.ts";
import { isEventType } from "#case/event.ts";
import type { ChainHead, StoredEvent } from "#store/audit.ts";
import { eventsAbout, headOf } from "#store/audit-rows.ts";
import { calmName, oneText } from "#store/export.ts";
import { type Written, ZipStream } from "#store/export-zip.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import type { Vault } from "#store/vault.ts";
import { VERIFIER } from "#store/verifier.ts";
import { caseEventType, loadCase } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { type SignedPaper, signedPapers } from "./e-sign.ts";
import { heldOf, type PacketFor, packetCase, packetName } from "./packet-case.ts";
import { packetReadme } from "./packet-readme.ts";
import { printed, readyFor, reportOfCase } from "./papers.ts";
import type { QueueRow } from "./queue.ts";
import { type NotNow, notNow } from "./refused.ts";

/**
 * A case as one zip that an arbitrator, a state or a court verifies without Parley: the case in JSON, its files, its
 * events with their hashes, a manifest of SHA-256 and the program that verifies them. It is not encrypted.
 */

export interface PacketReport {
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  readonly events: number;
  /** Events of the practice's own that are not in it. */
  readonly leftOut: number;
  readonly files: number;
  /** SHA-256 of files that the case names and the data folder does not have whole. */
  readonly missing: readonly string[];
}

interface Gathered {
  readonly row: QueueRow;
  readonly json: string;
  readonly events: readonly StoredEvent[];
  readonly leftOut: number;
  readonly head: ChainHead;
  readonly files: readonly { readonly sha256: string; readonly name: string }[];
  readonly signed: readonly SignedPaper[];
  readonly report: Awaited<ReturnType<typeof reportOfCase>> | undefined;
}

/** The event as the packet holds it: without its words its salt goes too, so that nobody can guess them. */
function eventFor(event: StoredEvent, whom: PacketFor): StoredEvent | undefined {
  const type = caseEventType(event.type);
  const held = type !== undefined && isEventType(type) ? heldOf(type, whom) : whom === "own" ? "whole" : "nothing";
  if (held === "nothing") return undefined;
  return held === "whole" ? event : { ...event, body: null, salt: null };
}

async function gather(tx: TenantTx, desk: Desk, caseId: string, whom: PacketFor): Promise<Gathered | undefined> {
  const ready = await readyFor(tx, desk, caseId);
  const view = ready && (await loadCase(tx, caseId))?.state.view;
  if (ready === undefined || view === undefined) return undefined;
  const { org } = tx.principal;
  const all = await eventsAbout(tx.session, org, caseId);
  const events = all.flatMap((e) => eventFor(e, whom) ?? []);
  const files = view.files
    .filter((f) => f.removed === undefined && (whom === "own" || f.kind !== "other"))
    .map((f) => ({ sha256: f.file, name: f.name }));
  return {
    ...{ row: ready.row, events, leftOut: all.length - events.length, files, head: await headOf(tx.session, org) },
    json: `${JSON.stringify(packetCase({ view, ready, asOf: desk.today() }, whom), null, 1)}\n`,
    signed: signedPapers(view),
    report: whom === "own" ? await reportOfCase(tx, desk, caseId) : undefined,
  };
}

async function* oneFile(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

interface Filling {
  readonly zip: ZipStream;
  readonly vault: Vault;
  readonly parley: string;
  readonly now: string;
  readonly whom: PacketFor;
}

async function fill(g: Gathered, { zip, vault, parley, now, whom }: Filling): Promise<readonly string[]> {
  const entries: Written[] = [];
  const missing: string[] = [];
  const add = async (name: string, source: AsyncIterable<Uint8Array>): Promise<void> => {
    entries.push(await zip.add(name, source));
  };
  await add("case.json", oneText(g.json));
  await add("events.jsonl", oneText(g.events.map((e) => `${JSON.stringify(e)}\n`).join("")));
  if (g.report?.ok === true) {
    await add("papers/report.json", oneText(g.report.value.text));
    await add("papers/report.pdf", oneFile(await printed(g.report.value)));
  }
  for (const { agreement, exact, paper } of g.signed) {
    await add(`papers/signed-${agreement}.json`, oneText(exact));
    await add(`papers/signed-${agreement}.pdf`, oneFile(await printed(paper)));
  }
  const seen = new Set<string>();
  for (const { sha256, name } of g.files) {
    const path = `files/${sha256}/${calmName(name)}`;
    const address = vault.addressOf(sha256);
    if (seen.has(path)) continue;
    seen.add(path);
    if ((await vault.sizeOf(address)) === undefined) missing.push(sha256);
    else await add(path, vault.read(address));
  }
  await add("README.txt", oneText(packetReadme(g.row.number, now, whom)));
  await add("verify.mjs", oneText(VERIFIER));
  const { head, leftOut } = g;
  const manifest = { format: 1, parley, case: g.row.number, for: whom, made: now, events: "some", head, leftOut };
  await zip.add("manifest.json", oneText(`${JSON.stringify({ ...manifest, missing, entries }, null, 1)}\n`));
  return missing;
}

export interface PacketAsked {
  readonly caseId: string;
  readonly whom: PacketFor;
  /** The zip to write; nothing may stand there. */
  readonly file: string;
  readonly parley: string;
  readonly now: string;
  /** Told in the transaction that reads the case. */
  readonly seen?: (tx: TenantTx, row: QueueRow) => Promise<void>;
}

/** Writes the packet of a case. Throws an Outage when a stored file is damaged, and what the file system throws. */
export async function writePacket(
  desk: Desk,
  principal: Principal,
  { caseId, whom, file, parley, now, seen }: PacketAsked,
): Promise<Result<PacketReport, NotNow>> {
  const g = await desk.store.as(principal, async (tx) => {
    const found = await gather(tx, desk, caseId, whom);
    if (found !== undefined) await seen?.(tx, found.row);
    return found;
  });
  if (g === undefined) return err(notNow("not-found", "There is no such case."));
  const zip = await ZipStream.create(file);
  try {
    const missing = await fill(g, { zip, vault: await desk.vault(principal.org), parley, now, whom });
    const bytes = await zip.finish();
    const { events, leftOut, files } = g;
    const name = `${packetName(g.row, whom)}.zip`;
    return ok({ file, name, bytes, events: events.length, leftOut, files: files.length - missing.length, missing });
  } catch (thrown) {
    await zip.drop();
    throw thrown;
  }
}
