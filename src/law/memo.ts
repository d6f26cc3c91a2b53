/** Answers kept by what they rest on, so that the same question costs a few look-ups. */
interface Shelf<T> {
  next?: Map<unknown, Shelf<T>>;
  answer?: T;
}

/**
 * A bounded store of answers under paths of keys. When it holds `most` answers it starts over: what it gives back is the
 * same with or without it, so forgetting only costs time. A path of keys beats one long text as a key, because nothing
 * is joined and hashed again.
 */
export function keep<T>(most: number): (path: readonly unknown[], make: () => T) => T {
  let root: Shelf<T> = {};
  let held = 0;
  return (path, make) => {
    let at = root;
    for (const key of path) {
      at.next ??= new Map();
      let below = at.next.get(key);
      if (below === undefined) {
        below = {};
        at.next.set(key, below);
      }
      at = below;
    }
    if (at.answer !== undefined) return at.answer;
    const answer = make();
    held += 1;
    if (held > most) {
      root = {};
      held = 0;
    } else at.answer = answer;
    return answer;
  };
}
