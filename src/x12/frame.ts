import { packId } from "./segment.ts";

/** The segments that open and close interchanges, groups and sets, and TA1, which stands between them. */
const IDS = ["ISA", "IEA", "GS", "GE", "ST", "SE", "TA1"].map(packId);

/** A place for every segment id, so that the many that frame nothing are told by one look. */
const placeOfId = (id: number): number => (id ^ (id >> 5) ^ (id >> 11)) & 1023;
const FRAME = new Uint8Array(1024);
for (const id of IDS) FRAME[placeOfId(id)] = 1;

const TA1 = packId("TA1");

/** Whether a segment of this id opens or closes something wherever it stands. TA1 inside a set is a segment like any other. */
export const frames = (id: number): boolean => mayFrame(id) && id !== TA1 && IDS.includes(id);

/** False for nearly every id that frames nothing, true for all that frame. */
export const mayFrame = (id: number): boolean => FRAME[placeOfId(id)] === 1;
