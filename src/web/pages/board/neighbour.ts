export interface At {
  readonly x: number;
  readonly y: number;
}

/** The card an arrow leads to, among columns of so many cards; undefined at an edge, and for any other key. */
export function neighbour(columns: readonly number[], { x, y }: At, key: string): At | undefined {
  const down = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (down !== 0) return y + down >= 0 && y + down < (columns[x] ?? 0) ? { x, y: y + down } : undefined;
  const right = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (right === 0) return undefined;
  // Past columns without a card.
  for (let to = x + right; to >= 0 && to < columns.length; to += right) {
    const cards = columns[to] ?? 0;
    if (cards > 0) return { x: to, y: Math.min(y, cards - 1) };
  }
  return undefined;
}
