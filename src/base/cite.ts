/** How sure a statement of law or practice is. A chain of statements is as sure as its weakest link. */
export type Confidence = "verified" | "known" | "unsure";

const RANK: Record<Confidence, number> = { verified: 2, known: 1, unsure: 0 };

export const weakest = (a: Confidence, b: Confidence): Confidence => (RANK[a] <= RANK[b] ? a : b);

/** A source a reader can open: `{ text: "42 USC 300gg-111(c)(1)(A)" }`. */
export interface Cite {
  readonly text: string;
  readonly url?: string;
}

export const cite = (text: string): Cite => ({ text });

/** United States Code, `usc(42, "300gg-111(c)(1)(A)")`. */
export const usc = (title: number, section: string): Cite => ({ text: `${title} USC ${section}` });

/** Code of Federal Regulations, `cfr(45, "149.510(b)(1)")`. */
export const cfr = (title: number, section: string): Cite => ({ text: `${title} CFR ${section}` });
