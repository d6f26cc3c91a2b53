import type { Chance } from "./chance.ts";

/** Breaks files as transport, editors and programs do: by bytes, by segments and by elements. */

const ODD = [
  "",
  "-1",
  "0",
  "1.234",
  "99999999999999999999",
  "-0",
  ".",
  "1e9",
  "20259999",
  "00000000",
  "CLM",
  "ISA",
  "~",
  ":::",
  "^^^",
  "\u0000",
  "\u001a",
  "A".repeat(300),
  " ".repeat(40),
  "é",
  "\ufeff",
  "HC:99213:25",
  "20250131-20250101",
];
const BYTES = [0, 9, 10, 13, 26, 28, 29, 30, 32, 42, 58, 62, 73, 94, 124, 126, 127, 195, 255];

type Breaker = (bytes: Uint8Array, chance: Chance, other: Uint8Array) => Uint8Array;

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
};

const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");
const text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
const spot = (bytes: Uint8Array, chance: Chance): number => chance.below(bytes.length + 1);

function cutAt(bytes: Uint8Array, chance: Chance): Uint8Array {
  return bytes.subarray(0, spot(bytes, chance));
}

function withBytes(bytes: Uint8Array, chance: Chance): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let n = 1 + chance.below(4); n > 0 && out.length > 0; n--) out[chance.below(out.length)] = chance.pick(BYTES);
  return out;
}

function withoutSome(bytes: Uint8Array, chance: Chance): Uint8Array {
  const from = spot(bytes, chance);
  return joined(bytes.subarray(0, from), bytes.subarray(from + chance.below(chance.is(0.1) ? 400 : 12)));
}

function withMore(bytes: Uint8Array, chance: Chance): Uint8Array {
  const at = spot(bytes, chance);
  const more = Uint8Array.from({ length: 1 + chance.below(6) }, () => chance.pick(BYTES));
  return joined(bytes.subarray(0, at), more, bytes.subarray(at));
}

function twice(bytes: Uint8Array, chance: Chance): Uint8Array {
  const from = spot(bytes, chance);
  const part = bytes.subarray(from, from + chance.below(chance.is(0.05) ? 4000 : 200));
  return joined(bytes.subarray(0, from), part, bytes.subarray(from));
}

function spliced(bytes: Uint8Array, chance: Chance, other: Uint8Array): Uint8Array {
  return joined(bytes.subarray(0, spot(bytes, chance)), other.subarray(spot(other, chance)));
}

/** Changes the list of segments, told apart by the tilde. */
const bySegments =
  (change: (segments: string[], chance: Chance) => void): Breaker =>
  (bytes, chance) => {
    const segments = text(bytes).split("~");
    change(segments, chance);
    return latin(segments.join("~"));
  };

const dropSegment = bySegments((all, chance) => void all.splice(chance.below(all.length), 1));
const doubleSegment = bySegments((all, chance) => {
  const k = chance.below(all.length);
  all.splice(k, 0, ...Array.from({ length: chance.is(0.05) ? 120 : 1 }, () => all[k] ?? ""));
});
const moveSegment = bySegments((all, chance) => {
  const [taken = ""] = all.splice(chance.below(all.length), 1);
  all.splice(chance.below(all.length + 1), 0, taken);
});
const changeElement = bySegments((all, chance) => {
  const k = chance.below(all.length);
  const elements = (all[k] ?? "").split("*");
  elements[chance.below(elements.length + 1)] = chance.pick(ODD);
  all[k] = elements.join("*");
});
const dropElement = bySegments((all, chance) => {
  const k = chance.below(all.length);
  const elements = (all[k] ?? "").split("*");
  elements.splice(chance.below(elements.length), 1);
  all[k] = elements.join("*");
});

function otherDelimiters(bytes: Uint8Array, chance: Chance): Uint8Array {
  const from = chance.pick(["*", "~", ":", "^"]);
  return latin(text(bytes).replaceAll(from, chance.pick(["|", "\n", ">", "\u001d", "\r\n", "*", ""])));
}

const BREAKERS: readonly Breaker[] = [
  changeElement,
  changeElement,
  dropElement,
  dropSegment,
  doubleSegment,
  moveSegment,
  withBytes,
  withoutSome,
  withMore,
  twice,
  cutAt,
  spliced,
  otherDelimiters,
];

/** One to four breaks. `other` is what another file gives when two are joined. */
export function broken(bytes: Uint8Array, chance: Chance, other: Uint8Array): Uint8Array {
  let now = bytes;
  for (let n = 1 + chance.below(4); n > 0; n--) now = chance.pick(BREAKERS)(now, chance, other);
  return now;
}
