/** Parameters of a statement on their way to the thread of the database. */

export type Params = readonly (string | null)[];

/** Parameters as the message Bind has them: each its length, then its bytes. */
export interface Packed {
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const [NO_LENGTH, LENGTH] = [-1, 4] as const;

export function packed(params: Params): Packed {
  const sizes = params.map((p) => (p === null ? NO_LENGTH : Buffer.byteLength(p)));
  const length = sizes.reduce((n, size) => n + LENGTH + Math.max(0, size), 0);
  // Memory of its own, because it may be handed over whole.
  const bytes = Buffer.allocUnsafeSlow(length);
  let at = 0;
  params.forEach((p, i) => {
    at = bytes.writeInt32BE(sizes[i] ?? NO_LENGTH, at);
    if (p !== null) at += bytes.write(p, at);
  });
  return { count: params.length, bytes };
}

/** Texts of an import are megabytes: copied between the threads as texts, they took longer than to be made. */
const PACKED_FROM = 16_384;

/** As they are sent: long ones packed, to be handed over without a copy. */
export const parcel = (params: Params): Params | Packed =>
  params.reduce((n, p) => n + (p?.length ?? 0), 0) < PACKED_FROM ? params : packed(params);

export const isPacked = (params: Params | Packed): params is Packed => "bytes" in params;
