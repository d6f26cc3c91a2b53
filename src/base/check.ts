/** Stops on a bug of ours (never on bad input: that is a Problem). The message must hold no data from a file. */
export function check(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Parley bug: ${message}`);
}

/** Proves to the compiler that every case was handled, and says so loudly if one was not. */
export function unreachable(value: never): never {
  throw new Error(`Parley bug: unhandled case of type ${typeof value}`);
}
