import { dayNumber } from "#base/day.ts";
import type { Claim, ClaimLine, Remittance, RemittanceLine } from "./claim.ts";
import { bytes, doubles, hash, mix, signed, words } from "./column.ts";
import { asWritten, loosely } from "./control-number.ts";
import { nameKey } from "./from-x12.ts";

/**
 * What matching must remember of a claim or a remittance, in numbers: about 60 bytes and 20 a line, so that a million of
 * each fit beside the program. Texts are kept as hashes; the records themselves are read again when their turn comes.
 */

const SEED = 0x9e3779b9;

/** Names in a table, each by a small number; 0 is the empty one. */
class Names {
  private readonly numbers = new Map<string, number>([["", 0]]);

  of(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** One table for claims and remittances, so that equal numbers are equal payers. */
export class PayerNames {
  private readonly keys = new Names();
  private readonly names = new Names();

  key(key: string): number {
    return key === "unknown" ? 0 : this.keys.of(key.toLowerCase());
  }

  name(name: string): number {
    return this.names.of(nameKey(name));
  }
}

/** Columns that both sides have. */
class Side {
  /** Control number loosely, in two words; as written, in one. */
  readonly looseHigh = words();
  readonly looseLow = words();
  readonly written = words();
  /** First day of service since 1970; 0 when unknown. */
  readonly day = signed();
  readonly billed = doubles();
  readonly payerKey = words();
  readonly payerName = words();
  readonly npi = words();
  /** All lines by code, day, units and charge, whatever their order. */
  readonly allLines = words();
  /** Everything that makes two sendings the same, in two words. */
  readonly signatureHigh = words();
  readonly signatureLow = words();
  /** Lines of row r: from `firstLine.at(r)` to `firstLine.at(r + 1)`. */
  readonly firstLine = words();
  /** REF 6R; 0 when absent or too plain to mean anything. */
  readonly lineControl = words();
  private readonly lineControlMore = words();
  /** Code, day and charge; code alone; code and charge. */
  readonly lineKey = words();
  readonly lineCode = words();
  readonly lineCodeCharge = words();
  private readonly payers: PayerNames;

  constructor(payers: PayerNames) {
    this.payers = payers;
    this.firstLine.push(0);
  }

  get length(): number {
    return this.looseHigh.length;
  }

  lines(row: number): number {
    return this.firstLine.at(row + 1) - this.firstLine.at(row);
  }

  /** REF 6R of a line in 53 bits, so that even among millions no two are taken for one; 0 when there is none. */
  controlKey(line: number): number {
    return this.lineControl.at(line) * 2 ** 21 + (this.lineControlMore.at(line) >>> 11);
  }

  protected head(r: Claim | Remittance, npi: string | undefined): void {
    const written = asWritten(r.id);
    const loose = loosely(r.id);
    this.looseHigh.push(loose === "" ? 0 : hash(loose));
    this.looseLow.push(hash(loose, SEED));
    this.written.push(hash(written));
    this.day.push(r.from === undefined ? 0 : dayNumber(r.from));
    this.billed.push(Number(r.billed));
    this.payerKey.push(this.payers.key(r.payer.key));
    this.payerName.push(this.payers.name(r.payer.name));
    this.npi.push(npi === undefined ? 0 : hash(npi));
  }

  /** Adds a line; returns its full hash, units included. */
  protected line(code: string, l: ClaimLine | RemittanceLine): number {
    const day = l.date === undefined ? 0 : dayNumber(l.date);
    const codeHash = hash(code.trim().toUpperCase());
    const key = mix(mix(codeHash, day), Number(l.charge));
    this.lineKey.push(key);
    this.lineCode.push(codeHash);
    this.lineCodeCharge.push(mix(codeHash, Number(l.charge)));
    const control = l.control === undefined || /^\d{0,4}$/.test(l.control.trim()) ? "" : loosely(l.control);
    this.lineControl.push(control === "" ? 0 : hash(control));
    this.lineControlMore.push(control === "" ? 0 : hash(control, SEED));
    return mix(key, Math.round(Number(l.units) * 1000));
  }

  protected close(all: number, high: number, low: number): void {
    this.allLines.push(all >>> 0);
    this.signatureHigh.push(high);
    this.signatureLow.push(low);
    this.firstLine.push(this.lineKey.length);
  }
}

const SEAT: Readonly<Record<string, number>> = { P: 1, S: 2, T: 3, "1": 1, "19": 1, "2": 2, "20": 2, "3": 3, "21": 3 };

export const ORIGINAL = 1;
export const REPLACEMENT = 7;
export const VOID = 8;

export class ClaimIndex extends Side {
  /** SBR01: 1 primary, 2 secondary, 3 tertiary. */
  readonly seat = bytes();
  /** CLM05-3: 7 replacement, 8 void, else 1. */
  readonly frequency = bytes();
  /** REF*F8. */
  readonly replaces = words();
  /** Day the file says it was made; 0 when unknown. */
  readonly sent = signed();

  add(c: Claim, sent: number): void {
    this.head(c, c.rendering?.npi ?? c.billing.npi);
    const frequency = c.frequency === "7" ? REPLACEMENT : c.frequency === "8" ? VOID : ORIGINAL;
    const seat = SEAT[c.responsibility ?? "P"] ?? 1;
    this.seat.push(seat);
    this.frequency.push(frequency);
    this.replaces.push(c.replaces === undefined ? 0 : hash(loosely(c.replaces)));
    this.sent.push(sent);
    let all = c.lines.length;
    let high = hash(`${asWritten(c.id)}|${c.billed}|${c.from ?? ""}|${c.to ?? ""}|${frequency}|${seat}|${c.payer.key}`);
    let low = hash(c.payer.name, SEED);
    for (const l of c.lines) {
      const full = this.line(l.code, l);
      all += full;
      high = mix(high, mix(full, l.modifiers.length === 0 ? 0 : hash(l.modifiers.join(" "))));
      low = mix(low, full ^ SEED);
    }
    this.close(all, high, low);
  }
}

export const REVERSAL = 22;

export class RemittanceIndex extends Side {
  /** CLP02 as a number; 255 when it is none. */
  readonly status = bytes();
  readonly paid = doubles();
  /** CLP07. */
  readonly payerClaimNumber = words();

  add(r: Remittance): void {
    this.head(r, r.rendering?.npi ?? r.payee.npi);
    const status = /^\d{1,2}$/.test(r.status) ? Number(r.status) : 255;
    this.status.push(status);
    this.paid.push(Number(r.paid));
    this.payerClaimNumber.push(r.payerClaimNumber === undefined ? 0 : hash(loosely(r.payerClaimNumber)));
    let all = r.lines.length;
    for (const l of r.lines) all += this.line(l.submittedCode ?? l.code, l);
    this.close(all, 0, 0);
  }

  /** 1 primary, 2 secondary, 3 tertiary; 0 when the status does not tell. */
  seatOf(row: number): number {
    return SEAT[String(this.status.at(row))] ?? 0;
  }
}
