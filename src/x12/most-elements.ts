import { packId } from "./segment.ts";

/**
 * How many elements the standard gives a segment, at the most of 4010 and 5010. Segments that are not here are not
 * counted: nothing is said where nothing is known.
 */
const MOST: Readonly<Record<string, number>> = {
  AMT: 3,
  BHT: 6,
  BPR: 21,
  CAS: 19,
  CLM: 20,
  CLP: 14,
  DMG: 11,
  DTM: 6,
  DTP: 3,
  HI: 12,
  HL: 4,
  K3: 3,
  LQ: 2,
  LX: 1,
  MIA: 24,
  MOA: 9,
  N1: 6,
  N2: 2,
  N3: 2,
  N4: 7,
  NM1: 12,
  NTE: 2,
  OI: 6,
  PAT: 9,
  PER: 9,
  PLB: 14,
  PRV: 6,
  PWK: 9,
  QTY: 4,
  REF: 4,
  SBR: 9,
  SV1: 21,
  SV2: 10,
  SVC: 7,
  SVD: 6,
  TRN: 4,
  TS2: 19,
  TS3: 24,
};

const PLACES = 1 << 11;
/** An open-addressed table: it is asked once a segment. */
const placeOf = (id: number): number => Math.imul(id, 0x9e3779b1) >>> 21;
const IDS = new Int32Array(PLACES);
const LIMITS = new Uint8Array(PLACES);
for (const [id, most] of Object.entries(MOST)) {
  const packed = packId(id);
  let place = placeOf(packed);
  while (IDS[place] !== 0) place = (place + 1) % PLACES;
  IDS[place] = packed;
  LIMITS[place] = most;
}

/** The most elements a segment of this packed id may have; infinite when it is not known. */
export function mostElements(id: number): number {
  let place = placeOf(id);
  while (IDS[place] !== id) {
    if (IDS[place] === 0) return Number.POSITIVE_INFINITY;
    place = (place + 1) % PLACES;
  }
  return LIMITS[place] as number;
}
