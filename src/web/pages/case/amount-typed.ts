const AMOUNT = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,13})(\.\d{1,2})?$/;

/** An amount as people type it, `$1,320` or `1320.00`, as the server takes it; undefined when it is none. */
export function amountTyped(text: string): string | undefined {
  const found = AMOUNT.exec(text.trim());
  return found === null ? undefined : `${(found[1] ?? "").replaceAll(",", "")}${found[2] ?? ""}`;
}
