/**
 * A bounded store of answers under the key of what they rest on. When it holds `most` it starts over: what it gives back
 * is the same with or without it, so forgetting only costs time.
 */
export function keep<T>(most: number): (key: string, make: () => T) => T {
  const held = new Map<string, T>();
  return (key, make) => {
    const known = held.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (held.size >= most) held.clear();
    held.set(key, made);
    return made;
  };
}
