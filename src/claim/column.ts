/**
 * Growing columns of numbers, in pages, so that an index of millions of rows costs its bytes and no copies. Rows are
 * only ever added.
 */
const BITS = 14;
const PAGE = 1 << BITS;
const MASK = PAGE - 1;
/** The first page begins small and doubles: one claim looked at alone has thirty columns of a row or two. */
const FIRST = 16;

type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

export class Column<T extends Numbers> {
  private readonly pages: T[] = [];
  private readonly page: (size: number) => T;
  length = 0;

  constructor(page: (size: number) => T) {
    this.page = page;
  }

  push(value: number): void {
    const at = this.length++;
    let page = this.pages[at >>> BITS];
    if (page === undefined || (at & MASK) >= page.length) page = this.grow(page);
    page[at & MASK] = value;
  }

  private grow(full: T | undefined): T {
    const page = this.page(full !== undefined ? full.length * 2 : this.pages.length === 0 ? FIRST : PAGE);
    if (full === undefined) this.pages.push(page);
    else {
      page.set(full);
      this.pages[0] = page;
    }
    return page;
  }

  /** 0 beyond the end. */
  at(row: number): number {
    const page = this.pages[row >>> BITS];
    return page === undefined ? 0 : (page[row & MASK] ?? 0);
  }

  set(row: number, value: number): void {
    const page = this.pages[row >>> BITS];
    if (page !== undefined && row < this.length) page[row & MASK] = value;
  }
}

export const bytes = (): Column<Uint8Array> => new Column((n) => new Uint8Array(n));
export const words = (): Column<Uint32Array> => new Column((n) => new Uint32Array(n));
export const signed = (): Column<Int32Array> => new Column((n) => new Int32Array(n));
export const doubles = (): Column<Float64Array> => new Column((n) => new Float64Array(n));

/** FNV-1a over the characters, then stirred. Never 0, which stands for "none". */
export function hash(text: string, seed = 0): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return stir(h);
}

/** Joins a number into a hash. */
export const mix = (h: number, n: number): number => stir(Math.imul(h ^ n, 0x01000193) ^ (h >>> 15));

function stir(n: number): number {
  let h = n ^ (n >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0 || 1;
}

/**
 * Rows by a hash of 64 bits (two words), as chains: `first(a, b)` is the first row added with it, `next(row)` the one
 * after. -1 ends a chain.
 */
export class Chains {
  private readonly heads: Int32Array;
  private readonly tails: Int32Array;
  private readonly links: Int32Array;
  private readonly mask: number;
  private readonly high: (row: number) => number;
  private readonly low: (row: number) => number;

  /** Rows 0 to `rows` - 1; those whose `high` is 0 are left out. */
  constructor(rows: number, high: (row: number) => number, low: (row: number) => number) {
    let size = 16;
    while (size < rows * 2) size *= 2;
    this.mask = size - 1;
    this.heads = new Int32Array(size).fill(-1);
    this.tails = new Int32Array(size).fill(-1);
    this.links = new Int32Array(rows).fill(-1);
    this.high = high;
    this.low = low;
    for (let row = 0; row < rows; row++) if (high(row) !== 0) this.add(row);
  }

  private slot(high: number, low: number): number {
    let at = (high ^ Math.imul(low, 31)) & this.mask;
    for (;;) {
      const head = this.heads[at] ?? -1;
      if (head < 0 || (this.high(head) === high && this.low(head) === low)) return at;
      at = (at + 1) & this.mask;
    }
  }

  private add(row: number): void {
    const at = this.slot(this.high(row), this.low(row));
    const tail = this.tails[at] ?? -1;
    if (tail < 0) this.heads[at] = row;
    else this.links[tail] = row;
    this.tails[at] = row;
  }

  first(high: number, low: number): number {
    return this.heads[this.slot(high, low)] ?? -1;
  }

  next(row: number): number {
    return this.links[row] ?? -1;
  }
}
