/** The order of the list somebody came from, so that J and K go on through it. Keys only; kept while the window is open. */
let order: readonly string[] = [];

export const rememberOrder = (ids: readonly string[]): void => {
  order = ids;
};

export interface Neighbours {
  /** Its place in the list, the first being 1. */
  readonly at: number;
  readonly of: number;
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

/** Undefined when the case is not in the list one came from. */
export function neighboursOf(id: string): Neighbours | undefined {
  const i = order.indexOf(id);
  return i < 0 ? undefined : { at: i + 1, of: order.length, next: order[i + 1], previous: order[i - 1] };
}
