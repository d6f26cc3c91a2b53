import type { Day } from "#base/day.ts";
import { type Cents, cents, readUsd, sum, ZERO } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { Claim, ClaimLine, Payer, Provider, Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";
import { nameKey } from "./from-x12.ts";
import type { Columns, ListField } from "./list-columns.ts";
import type { Row, Table } from "./table.ts";
import { readWrittenDay } from "./written-day.ts";

/** A claim of a list, and what was posted for it when the list has such columns. */
export interface ListedClaim {
  readonly claim: Claim;
  readonly remittance?: Remittance;
}

export interface ReadList {
  readonly claims: readonly ListedClaim[];
  readonly problems: readonly Problem[];
}

const LINES = 999;

/** Reads cells of one row. `report` places a Problem at the row and the field's column. */
class Cells {
  readonly line: number;
  private readonly row: Row;
  private readonly table: Table;
  private readonly columns: Columns;
  private readonly problems: Problem[];

  constructor(row: Row, table: Table, columns: Columns, problems: Problem[]) {
    this.line = row.line;
    this.row = row;
    this.table = table;
    this.columns = columns;
    this.problems = problems;
  }

  text(field: ListField): string {
    const at = this.columns[field];
    return at === undefined ? "" : (this.row.cells[at] ?? "").trim();
  }

  some(field: ListField): string | undefined {
    const text = this.text(field);
    return text === "" ? undefined : text;
  }

  warn(field: ListField, code: string, message: string, severity: "error" | "warning" = "warning"): void {
    const column = this.table.header[this.columns[field] ?? -1];
    const at = { file: this.table.file, line: this.line, ...(column !== undefined && { column: column.slice(0, 40) }) };
    this.problems.push(problem(severity, code, at, message));
  }

  day(field: ListField): Day | undefined {
    const text = this.text(field);
    if (text === "") return undefined;
    const d = readWrittenDay(text);
    if (d === undefined) this.warn(field, "list-date", "This is not a date; write it as 2026-01-31.");
    return d;
  }

  /** `1250.5`, `$1,250.50`, `(12.00)` for less than nothing. */
  money(field: ListField): Cents | undefined {
    const text = this.text(field);
    if (text === "") return undefined;
    const inside = /^\((.*)\)$/.exec(text)?.[1];
    const bare = (inside ?? text).replace(/[$\s]/g, "");
    const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
    const amount = readUsd(inside === undefined ? plain : `-${plain}`);
    if (amount.ok) return amount.value;
    const why = amount.error === "too-many-decimals" ? "has more than two decimals" : "is not an amount";
    this.warn(field, "list-amount", `This ${why}; write it as 1250.50. It is not used.`);
    return undefined;
  }

  codes(field: ListField): string[] {
    return this.text(field)
      .toUpperCase()
      .split(/[\s,;|/]+/)
      .filter((x) => x !== "");
  }

  units(): string {
    const text = this.text("units");
    if (text === "") return "1";
    if (/^\d+(\.\d+)?$/.test(text)) {
      if (Number(text) === 0)
        this.warn("units", "list-units", "The units are 0, so the line has no benchmark. Write how many there were.");
      return text;
    }
    this.warn("units", "list-units", "The units are not a number above zero; 1 is used.");
    return "1";
  }
}

function payerOf(c: Cells): Payer {
  const name = c.text("payer");
  const id = c.some("payerId");
  const key = id ?? (name === "" ? "unknown" : nameKey(name));
  return { key, name, ...(id !== undefined && { id }) };
}

function lineOf(c: Cells, number: number): ClaimLine {
  const [code = "", ...inCode] = c
    .text("code")
    .toUpperCase()
    .split(/[-\s]+/);
  const modifiers = [
    ...inCode,
    ...c.codes("modifiers"),
    ...(["modifier1", "modifier2", "modifier3", "modifier4"] as const).flatMap((f) => c.codes(f)),
  ];
  const date = c.day("date");
  const place = c.some("place");
  const charge = c.money("charge") ?? ZERO;
  if (charge < 0n)
    c.warn("charge", "list-negative", "The charge is below zero. A claim bills an amount; write what was billed.");
  if (code === "") c.warn("code", "list-code", "The row names no procedure, so nothing can be compared with it.");
  return {
    number,
    code,
    modifiers,
    charge,
    units: c.units(),
    unit: "UN",
    emergency: /^(y|yes|true|1|x)$/i.test(c.text("emergency")),
    ...(date !== undefined && { date }),
    ...(place !== undefined && { place: place.padStart(2, "0") }),
  };
}

const REASON = /^(?:(CO|PR|OA|PI|CR)-?)?([A-Z]?\d{1,3})$/;

/** `CO-45`, `PR1`, `97`: the group is CO when none is written. */
function reasonsOf(c: Cells): { readonly group: string; readonly reason: string }[] {
  return c.codes("reasons").flatMap((text) => {
    const m = REASON.exec(text);
    if (m === null) {
      c.warn("reasons", "list-reason", "This is no reason code such as CO-45; it is not used.");
      return [];
    }
    return { group: m[1] ?? "CO", reason: m[2] ?? "" };
  });
}

/** What was posted for the row; undefined when no column of it says anything. */
function postedOf(c: Cells, line: ClaimLine): RemittanceLine | undefined {
  const [allowed, paid, patient] = [c.money("allowed"), c.money("paid"), c.money("patient")];
  const reasons = reasonsOf(c);
  if (allowed === undefined && paid === undefined && reasons.length === 0 && c.some("status") === undefined)
    return undefined;
  const paidAmount = paid ?? ZERO;
  const owed = patient ?? (allowed !== undefined && allowed > paidAmount ? cents(allowed - paidAmount) : ZERO);
  const rest = cents(line.charge - paidAmount - owed);
  const adjustments: RemittanceAdjustment[] = [];
  const pr = reasons.find((r) => r.group === "PR");
  if (owed !== 0n) adjustments.push({ group: "PR", reason: pr?.reason ?? "", amount: owed });
  const others = reasons.filter((r) => r !== pr || owed === 0n);
  // A list gives one amount for all reasons: the first carries it, the others are kept at nothing.
  for (const [i, r] of others.entries()) adjustments.push({ ...r, amount: i === 0 ? rest : ZERO });
  if (others.length === 0 && rest !== 0n) adjustments.push({ group: "CO", reason: "", amount: rest });
  return {
    code: line.code,
    modifiers: line.modifiers,
    charge: line.charge,
    paid: paidAmount,
    units: line.units,
    adjustments,
    remarks: c.codes("remarks"),
    control: String(line.number),
    ...(line.date !== undefined && { date: line.date }),
    ...(allowed !== undefined && { allowedStated: allowed }),
  };
}

const provider = (
  npi: string | undefined,
  tin?: string,
  taxonomy?: string,
  state?: string,
  zip?: string,
): Provider => ({
  ...(npi !== undefined && { npi }),
  ...(tin !== undefined && { tin: tin.replace(/\D/g, "") }),
  ...(taxonomy !== undefined && { taxonomy }),
  ...(state !== undefined && { state: state.toUpperCase() }),
  ...(zip !== undefined && { zip }),
});

function claimOfRows(file: string, rows: readonly Cells[]): ListedClaim | undefined {
  const [head] = rows;
  if (head === undefined) return undefined;
  const lines = rows.slice(0, LINES).map((c, i) => lineOf(c, i + 1));
  if (rows.length > LINES)
    head.warn("claim", "list-lines", `A claim has more than ${LINES} rows; the rest is not read.`, "error");
  const days = [...lines.flatMap((l) => l.date ?? []), ...rows.flatMap((c) => c.day("to") ?? [])].sort();
  const [from, to] = [days[0], days[days.length - 1]];
  const npis = [head.some("billingNpi"), head.some("renderingNpi"), head.some("facilityNpi")] as const;
  const group = head.some("group");
  const filing = head.some("filing");
  const claim: Claim = {
    id: head.text("claim"),
    source: { file, byte: 0, segment: head.line },
    form: "list",
    billed: sum(lines.map((l) => l.charge)),
    payer: payerOf(head),
    billing: provider(npis[0], head.some("tin"), head.some("taxonomy"), head.some("state"), head.some("zip")),
    causes: [],
    diagnoses: [...new Set(rows.flatMap((c) => c.codes("diagnosis").map((d) => d.replace(".", ""))))],
    lines,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(lines[0]?.place !== undefined && { place: lines[0].place }),
    ...(filing !== undefined && filing.length <= 2 && { filing: filing.toUpperCase() }),
    ...(group !== undefined && { group }),
    ...(npis[1] !== undefined && { rendering: provider(npis[1]) }),
    ...(npis[2] !== undefined && {
      facility: provider(npis[2], undefined, undefined, head.some("state"), head.some("zip")),
    }),
  };
  const remittance = remittanceOf(rows, claim);
  return { claim, ...(remittance !== undefined && { remittance }) };
}

function remittanceOf(rows: readonly Cells[], claim: Claim): Remittance | undefined {
  const posted = claim.lines.flatMap((l, i) => {
    const row = rows[i];
    return (row === undefined ? undefined : postedOf(row, l)) ?? [];
  });
  const [head] = rows;
  if (posted.length === 0 || head === undefined) return undefined;
  const first = (field: ListField): string | undefined => rows.map((c) => c.some(field)).find((x) => x !== undefined);
  const paidOn = rows.map((c) => c.day("paidDate")).find((d) => d !== undefined);
  const [trace, number, status] = [first("trace"), first("payerClaimNumber"), first("status")];
  return {
    id: claim.id,
    source: claim.source,
    status: status !== undefined && /^\d{1,2}$/.test(status) ? status : "1",
    billed: sum(posted.map((l) => l.charge)),
    paid: sum(posted.map((l) => l.paid)),
    payer: claim.payer,
    payee: claim.billing,
    payment: {
      ...(paidOn !== undefined && { effective: paidOn }),
      ...(trace !== undefined && { trace }),
    },
    adjustments: [],
    remarks: [],
    lines: posted,
    ...(claim.rendering !== undefined && { rendering: claim.rendering }),
    ...(number !== undefined && { payerClaimNumber: number }),
    ...(claim.from !== undefined && { from: claim.from }),
    ...(claim.to !== undefined && { to: claim.to }),
  };
}

/**
 * Reads a claim list, one row a line: rows of one claim number and payer make one claim, wherever they stand. `columns`
 * says where each field is. A row without a claim number is left out with a Problem.
 */
export function readClaimList(table: Table, columns: Columns): ReadList {
  const problems: Problem[] = [];
  const groups = new Map<string, Cells[]>();
  for (const row of table.rows) {
    const c = new Cells(row, table, columns, problems);
    const id = c.text("claim");
    if (id === "") {
      c.warn("claim", "list-claim", "The row has no claim number, so it is not read.", "error");
      continue;
    }
    const key = `${id}\t${payerOf(c).key}`;
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [c]);
    else rows.push(c);
  }
  const claims = [...groups.values()].flatMap((rows) => claimOfRows(table.file, rows) ?? []);
  return { claims, problems };
}
