/** What is made while a transaction ends; waited for after it. */
export interface Meanwhile<T> {
  readonly made: Promise<T>;
}

/**
 * Makes something of what a transaction read while the database ends it. To be returned by the work of a transaction, so
 * that it is used only once the transaction is kept:
 *
 *     const { made } = await store.as(principal, async (tx) => { const rows = await read(tx); return meanwhile(() => page(rows)); });
 *     return await made;
 */
export function meanwhile<T>(make: () => T | Promise<T>): Meanwhile<T> {
  // After the end of the transaction was sent for.
  const made = new Promise((go) => setImmediate(go)).then(make);
  // When the transaction fails nobody waits for it.
  made.catch(() => {});
  return { made };
}
