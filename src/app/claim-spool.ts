import { type Cents, ZERO } from "#base/money.ts";
import { Spool } from "#exchange/spool.ts";

/** Orders two places by their amounts, the larger first. */
function down(amounts: readonly Cents[], a: number, b: number): number {
  const x = amounts[a] ?? ZERO;
  const y = amounts[b] ?? ZERO;
  return x === y ? 0 : x > y ? -1 : 1;
}

/** Text gathered to about this many characters before it goes to the spool in one piece. */
const GATHERED = 1 << 20;

/**
 * Serialized claims waiting to be written in another order than they were made: text in, place out. Only the places and
 * the two ranking figures of each claim stay in memory. The class guards the spool and the gathered piece.
 */
export class ClaimSpool {
  private readonly spool: Spool;
  private pieces: Buffer[] = [];
  private gathered = 0;
  private flushed = 0;
  private readonly starts: number[] = [];
  private readonly losses: Cents[] = [];
  private readonly stakes: Cents[] = [];

  constructor(folder: string) {
    this.spool = new Spool(folder);
  }

  /** Keeps a text. Reading goes by loss, then by stake, highest first; equal ones keep the order of adding. */
  add(text: string, loss: Cents, stake: Cents): void {
    const bytes = Buffer.from(text);
    this.starts.push(this.flushed + this.gathered);
    this.losses.push(loss);
    this.stakes.push(stake);
    this.pieces.push(bytes);
    this.gathered += bytes.length;
    if (this.gathered >= GATHERED) this.flush();
  }

  private flush(): void {
    if (this.gathered === 0) return;
    this.spool.append(Buffer.concat(this.pieces));
    this.flushed += this.gathered;
    this.pieces = [];
    this.gathered = 0;
  }

  get size(): number {
    return this.starts.length;
  }

  /** Every text, by rank. */
  *inOrder(): Generator<Buffer> {
    const onlyMemory = this.flushed === 0;
    const memory = onlyMemory ? Buffer.concat(this.pieces) : undefined;
    if (!onlyMemory) this.flush();
    const total = onlyMemory ? this.gathered : this.flushed;
    const source = onlyMemory ? undefined : this.spool.slice(0, total);
    const order = Uint32Array.from(this.starts.keys());
    order.sort((a, b) => down(this.losses, a, b) || down(this.stakes, a, b) || a - b);
    for (const i of order) {
      const from = this.starts[i] ?? 0;
      const to = this.starts[i + 1] ?? total;
      if (memory !== undefined) yield memory.subarray(from, to);
      else {
        const bytes = Buffer.allocUnsafe(to - from);
        source?.read(bytes, from);
        yield bytes;
      }
    }
  }

  close(): void {
    this.spool.close();
  }
}
