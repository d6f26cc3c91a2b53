/** Cents of an amount as X12 writes it. A count of the peers' own output; sums stay far below 2^53. */
export const cents = (text) => Math.round(Number(text) * 100);
