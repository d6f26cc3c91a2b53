import type { Cents } from "#base/money.ts";
import { doubles } from "#claim/column.ts";
import { Spool } from "#exchange/spool.ts";

/** Bytes gathered before they go to the spool, and handed out, in one piece. */
const PIECE = 1 << 20;

/**
 * Serialized claims waiting to be written in another order than they were made: bytes in, place out. Only the places and
 * the two ranking figures of each claim stay in memory. The class guards the spool and the piece being filled.
 */
export class ClaimSpool {
  private readonly spool: Spool;
  private piece = Buffer.allocUnsafe(PIECE);
  private gathered = 0;
  private flushed = 0;
  private readonly starts = doubles();
  private readonly losses = doubles();
  private readonly stakes = doubles();

  constructor(folder: string) {
    this.spool = new Spool(folder);
  }

  /** Keeps JSON. Reading goes by loss, then by stake, highest first; equal ones keep the order of adding. */
  add(json: Uint8Array, loss: Cents, stake: Cents): void {
    if (this.gathered + json.length > this.piece.length) this.flush();
    if (json.length > this.piece.length) this.piece = Buffer.allocUnsafe(json.length);
    this.starts.push(this.flushed + this.gathered);
    this.losses.push(Number(loss));
    this.stakes.push(Number(stake));
    this.piece.set(json, this.gathered);
    this.gathered += json.length;
  }

  private flush(): void {
    if (this.gathered === 0) return;
    this.spool.append(this.piece.subarray(0, this.gathered));
    this.flushed += this.gathered;
    this.gathered = 0;
  }

  get size(): number {
    return this.starts.length;
  }

  private order(): Uint32Array {
    const { losses, stakes } = this;
    const order = new Uint32Array(this.size).map((_, i) => i);
    return order.sort((a, b) => losses.at(b) - losses.at(a) || stakes.at(b) - stakes.at(a) || a - b);
  }

  /**
   * Every claim by rank, joined by commas, in pieces of about a mebibyte. A piece holds until the next is asked for: four
   * thousand new ones for a million claims would wait for the collector beside everything else.
   */
  *inOrder(): Generator<Uint8Array> {
    const whole = this.flushed === 0 ? this.piece.subarray(0, this.gathered) : undefined;
    if (whole === undefined) this.flush();
    const total = this.flushed === 0 ? this.gathered : this.flushed;
    const source = whole === undefined ? this.spool.slice(0, total) : undefined;
    let out = Buffer.allocUnsafe(PIECE);
    let filled = 0;
    let first = true;
    for (const i of this.order()) {
      const from = this.starts.at(i);
      const size = (i + 1 < this.size ? this.starts.at(i + 1) : total) - from;
      if (filled + size + 1 > out.length) {
        if (filled > 0) yield out.subarray(0, filled);
        if (size + 1 > out.length) out = Buffer.allocUnsafe(size + 1);
        filled = 0;
      }
      if (!first) out[filled++] = COMMA;
      first = false;
      if (whole === undefined) source?.read(out.subarray(filled, filled + size), from);
      else whole.copy(out, filled, from, from + size);
      filled += size;
    }
    if (filled > 0) yield out.subarray(0, filled);
  }

  close(): void {
    this.spool.close();
  }
}

const COMMA = 0x2c;
