import { type Gathered, noticeFor } from "#app/notice.ts";
import { PayerReading } from "#app/notice-payer.ts";
import { outlineFor } from "#app/plan.ts";
import { reportFor, reportName } from "#app/report.ts";
import { paperText, safeName } from "#app/report-files.ts";
import type { Cents } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Source } from "#claim/claim.ts";
import type { NoticeRecipient } from "#document/notice.ts";
import { openPress, type PaperName, type Press } from "#document/typst.ts";
import { factOf } from "#law/fact.ts";
import { sha256 } from "#rates/book-file.ts";
import type { TenantTx } from "#store/store.ts";
import type { Desk } from "./desk.ts";
import { type KeptFile, readerOf } from "./eob-file.ts";
import type { StoredEvaluation } from "./evaluate-claim.ts";
import { groundWithTable, tableOfCase } from "./negotiation.ts";
import type { Table } from "./negotiation-table.ts";
import type { QueueRow } from "./queue.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Papers of a case: what `parley report` and `parley notice` make of a folder, made of the store. */

export interface Paper {
  readonly row: QueueRow;
  readonly template: PaperName;
  /** File name without its ending. */
  readonly name: string;
  /** The JSON that is drawn. */
  readonly text: string;
  /** What its pages show as its hash, where that is not the hash of `text`: a signed paper shows what was signed. */
  readonly hash?: string;
}

export interface PaperRefused {
  readonly refused: NotNow;
  /** Facts that a paper cannot be written without. */
  readonly missing: readonly { readonly fact: string; readonly question: string }[];
}

export const NO_CASE: PaperRefused = { refused: notNow("not-found", "There is no such case."), missing: [] };

export interface Ready {
  readonly row: QueueRow;
  readonly ground: StoredEvaluation;
  readonly files: readonly (KeptFile & { readonly id: string })[];
  /** What we last asked and did not withdraw; undefined while nothing was asked. */
  readonly asked: Cents | undefined;
}

const standingAsk = ({ view }: Table): Cents | undefined =>
  view.offers.findLast((o) => o.from === "us" && o.state === "open")?.amount;

/** The case, its claim evaluated as of today, and the kept files it was read from. */
export async function readyFor(tx: TenantTx, desk: Desk, caseId: string): Promise<Ready | undefined> {
  const found = await tableOfCase(tx, desk, caseId);
  if (found === undefined) return undefined;
  const { row, table } = found;
  const ground = groundWithTable(table);
  const { org } = tx.principal;
  const claim = await tx.db
    .selectFrom("claim")
    .select("file")
    .where("org", "=", org)
    .where("id", "=", row.claim)
    .execute();
  const paid = await tx.db
    .selectFrom("remittance")
    .select("file")
    .where("org", "=", org)
    .where("claim", "=", row.claim)
    .execute();
  const ids = [...new Set([...claim, ...paid].flatMap((r) => r.file ?? []))];
  const files =
    ids.length === 0
      ? []
      : await tx.db
          .selectFrom("source_file")
          .select(["id", "name", "sha256"])
          .where("org", "=", org)
          .where("id", "in", ids)
          .orderBy("name")
          .execute();
  return { row, ground, files, asked: standingAsk(table) };
}

/** The claim analysis report of a case. The files it rests on are named with their hashes, as they were sent. */
export async function reportOfCase(tx: TenantTx, desk: Desk, caseId: string): Promise<Result<Paper, PaperRefused>> {
  const ready = await readyFor(tx, desk, caseId);
  if (ready === undefined) return err(NO_CASE);
  const { row, ground, files } = ready;
  const hashes = new Map(files.map((f) => [f.name, f.sha256]));
  const { profile, evaluation } = ground;
  const on = { asOf: desk.today(), profile, books: desk.books(), paths: [], given: [], hashes };
  const name = reportName(evaluation.claim);
  return ok({ row, template: "report", name, text: paperText(reportFor(ground, on, name)) });
}

/** Whom the notice goes to, read again from the kept file of the remittance that stands. */
export async function recipientFrom(desk: Desk, org: string, files: Ready["files"], source: Source | undefined) {
  if (source === undefined || source.typed !== undefined) return undefined;
  const file = files.find((f) => f.name === source.file || source.file.startsWith(`${f.name}!`));
  return file === undefined ? undefined : payerIn(desk, org, file, source);
}

const CHUNK = 1 << 18;

async function payerIn(desk: Desk, org: string, file: KeptFile, source: Source): Promise<NoticeRecipient | undefined> {
  const kept = await readerOf(desk, org, file, source.file);
  try {
    const reading = new PayerReading(source.file, source.byte);
    for (let at = 0; at < kept.size; at += CHUNK) if (reading.push(await kept.read(at, CHUNK))) break;
    return reading.end();
  } finally {
    kept.close();
  }
}

const missingOf = (problems: readonly Problem[]): PaperRefused["missing"] =>
  problems
    .filter((p) => p.code === "notice-missing")
    .map((p) => {
      const fact = p.at.element ?? "";
      return { fact, question: factOf(fact)?.question ?? p.message };
    });

/** Why there is no notice: what law says first, else what is missing. */
function refusedFor(problems: readonly Problem[]): PaperRefused {
  const missing = missingOf(problems);
  const law = problems.find((p) => p.code !== "notice-missing");
  const sentence = law?.message ?? "The notice lacks facts that its form asks for; nothing was written.";
  return { refused: notNow("not-now", sentence), missing };
}

/** The open negotiation notice of a case, or every reason why there is none. */
export async function noticeOfCase(
  desk: Desk,
  as: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  org: string,
  caseId: string,
): Promise<Result<Paper, PaperRefused>> {
  const ready = await as((tx) => readyFor(tx, desk, caseId));
  if (ready === undefined) return err(NO_CASE);
  const { row, ground, files, asked } = ready;
  const asOf = desk.today();
  const recipient = await recipientFrom(desk, org, files, ground.matched.standing[0]?.source);
  const plan = outlineFor(ground, asOf);
  const gathered: Gathered = {
    found: ground,
    profile: ground.profile,
    recipient,
    plan: plan.ok ? plan.value : undefined,
    offer: asked,
    asOf,
  };
  const notice = noticeFor(gathered);
  if (!notice.ok) return err(refusedFor(notice.error));
  return ok({ row, template: "notice", name: `${safeName(notice.value.claim)}.notice`, text: paperText(notice.value) });
}

let press: Promise<Press> | undefined;

/** The paper as PDF, on a press that is opened once. */
export async function printed({ template, text, hash }: Omit<Paper, "row">): Promise<Uint8Array> {
  press ??= openPress();
  return (await press).print(template, text, hash ?? sha256(text));
}
