/**
 * A QR code of a short text, drawn here so that the secret in it goes nowhere: bytes, error correction M, versions 1 to
 * 10. After ISO/IEC 18004; mask 0 always, which every reader takes.
 */

/** Per version: codewords of error correction in a block, and data codewords of each block. Table 9 of the standard. */
const BLOCKS: readonly (readonly [number, readonly number[]])[] = [
  [10, [16]],
  [16, [28]],
  [26, [44]],
  [18, [32, 32]],
  [24, [43, 43]],
  [16, [27, 27, 27, 27]],
  [18, [31, 31, 31, 31]],
  [22, [38, 38, 39, 39]],
  [22, [36, 36, 36, 37, 37]],
  [26, [43, 43, 43, 43, 44]],
];

/** Centres of the alignment patterns, per version. Annex E. */
const ALIGNED: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  EXP[i] = x;
  LOG[x] = i;
  x = x & 128 ? (x << 1) ^ 285 : x << 1;
}
for (let i = 255; i < 512; i++) EXP[i] = EXP[i - 255] ?? 0;

const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0));

/** Reed-Solomon codewords of a block. */
export function correction(data: readonly number[], n: number): readonly number[] {
  let generator = [1];
  for (let i = 0; i < n; i++) {
    const next = new Array<number>(generator.length + 1).fill(0);
    generator.forEach((g, j) => {
      next[j] = (next[j] ?? 0) ^ g;
      next[j + 1] = (next[j + 1] ?? 0) ^ times(g, EXP[i] ?? 0);
    });
    generator = next;
  }
  const rest = [...data, ...new Array<number>(n).fill(0)];
  for (let i = 0; i < data.length; i++) {
    const lead = rest[i] ?? 0;
    for (const [j, g] of generator.entries()) rest[i + j] = (rest[i + j] ?? 0) ^ times(g, lead);
  }
  return rest.slice(data.length);
}

/** Data codewords: mode, length, bytes, end, padding. */
function dataOf(bytes: Uint8Array, version: number, room: number): readonly number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  push(4, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const b of bytes) push(b, 8);
  push(0, Math.min(4, room * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const words: number[] = [];
  for (let i = 0; i < bits.length; i += 8) words.push(bits.slice(i, i + 8).reduce((a, b) => a * 2 + b, 0));
  for (let pad = 236; words.length < room; pad = pad === 236 ? 17 : 236) words.push(pad);
  return words;
}

/** Blocks read column by column: data first, then correction. */
function interleave(data: readonly number[], version: number): readonly number[] {
  const [n, sizes] = BLOCKS[version - 1] ?? [0, []];
  let at = 0;
  const blocks = sizes.map((size) => {
    at += size;
    return data.slice(at - size, at);
  });
  const columns = (rows: readonly (readonly number[])[]) =>
    Array.from({ length: Math.max(...rows.map((r) => r.length)) }, (_, i) => rows.flatMap((r) => r[i] ?? [])).flat();
  return [...columns(blocks), ...columns(blocks.map((b) => correction(b, n)))];
}

type Grid = (boolean | undefined)[][];

const put = (grid: Grid, y: number, x: number, dark: boolean): void => {
  const row = grid[y];
  if (row !== undefined && x >= 0 && x < row.length) row[x] = dark;
};

/** Finders, timing, alignment, the dark module; format and version are written as they are for level M and mask 0. */
function fixed(grid: Grid, version: number): void {
  const size = grid.length;
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const)
    for (let y = -1; y <= 7; y++)
      for (let x = -1; x <= 7; x++) {
        const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
        put(grid, top + y, left + x, ring !== 2 && ring !== 4);
      }
  for (let i = 8; i < size - 8; i++) {
    put(grid, 6, i, i % 2 === 0);
    put(grid, i, 6, i % 2 === 0);
  }
  const centres = ALIGNED[version - 1] ?? [];
  for (const cy of centres)
    for (const cx of centres) {
      if (isCorner(cy, cx, size)) continue;
      for (let y = -2; y <= 2; y++)
        for (let x = -2; x <= 2; x++) put(grid, cy + y, cx + x, Math.max(Math.abs(y), Math.abs(x)) !== 1);
    }
  formatOf(grid);
  if (version >= 7) versionOf(grid, version);
}

const isCorner = (y: number, x: number, size: number): boolean =>
  (y < 9 && x < 9) || (y < 9 && x > size - 10) || (y > size - 10 && x < 9);

/** Format bits of level M, mask 0: table C.1. */
const FORMAT = 0b101010000010010;

function formatOf(grid: Grid): void {
  const size = grid.length;
  for (let i = 0; i < 15; i++) {
    const dark = ((FORMAT >> i) & 1) === 1;
    const near = i < 6 ? i : i < 8 ? i + 1 : size - 15 + i;
    put(grid, near, 8, dark);
    const far = i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i;
    put(grid, 8, far, dark);
  }
  put(grid, size - 8, 8, true);
}

function versionOf(grid: Grid, version: number): void {
  const size = grid.length;
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >> i) & 1) === 1;
    put(grid, Math.floor(i / 3), size - 11 + (i % 3), dark);
    put(grid, size - 11 + (i % 3), Math.floor(i / 3), dark);
  }
}

/** The codewords, two columns at a time from the right, up and down in turn, around what is fixed. */
function fill(grid: Grid, words: readonly number[]): void {
  const size = grid.length;
  // The column of the timing pattern is stepped over whole.
  const pairs = Array.from({ length: (size - 1) / 2 }, (_, i) => size - 1 - 2 * i).map((x) => (x <= 6 ? x - 1 : x));
  let bit = 0;
  pairs.forEach((right, pair) => {
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = pair % 2 === 0 ? size - 1 - step : step;
        if (grid[y]?.[x] !== undefined) continue;
        const dark = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        bit++;
        put(grid, y, x, dark !== ((y + x) % 2 === 0));
      }
  });
}

/** Rows of a QR code, true where dark; undefined when the text is too long for one. */
export function qrOf(text: string): readonly (readonly boolean[])[] | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = BLOCKS.findIndex(([, sizes], i) => {
    const room = sizes.reduce((a, b) => a + b, 0);
    return bytes.length + (i < 9 ? 2 : 3) <= room;
  });
  if (version < 0) return undefined;
  const room = (BLOCKS[version]?.[1] ?? []).reduce((a, b) => a + b, 0);
  const size = 21 + 4 * version;
  const grid: Grid = Array.from({ length: size }, () => new Array<boolean | undefined>(size).fill(undefined));
  fixed(grid, version + 1);
  fill(grid, interleave(dataOf(bytes, version + 1, room), version + 1));
  return grid.map((row) => row.map((dark) => dark === true));
}
