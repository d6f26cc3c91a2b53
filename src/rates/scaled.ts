const DECIMAL = /^(\d{0,6})(?:\.(\d*))?$/;

/**
 * A decimal as a whole number of its last place: `scaled("32.3465", 4)` is 323465. Undefined when it is not a number,
 * is negative, has more places than asked (trailing zeros aside) or a million or more before the point.
 */
export function scaled(text: string, places: number): number | undefined {
  const m = DECIMAL.exec(text);
  if (m === null) return undefined;
  const whole = m[1] ?? "";
  const fraction = (m[2] ?? "").replace(/0+$/, "");
  if ((whole === "" && (m[2] ?? "") === "") || fraction.length > places) return undefined;
  return Number(whole + fraction.padEnd(places, "0"));
}
