import type { RvuBook, RvuRow } from "./book.ts";
import { ROW_MODIFIERS } from "./modifier.ts";
import { no, type Unpriced } from "./price.ts";

export interface RowQuery {
  readonly book: RvuBook;
  readonly code: string;
  readonly modifiers: readonly string[];
}

/** The row to price by: of the component asked for (26, TC, 53) when it has its own, else the global row. */
export function chooseRow({ book, code, modifiers }: RowQuery): RvuRow | Unpriced {
  const wanted = modifiers.filter((m) => ROW_MODIFIERS.includes(m));
  const component = wanted.find((m) => m !== "53") ?? wanted[0];
  const about = { release: book.release.id };
  if (wanted.includes("26") && wanted.includes("TC")) {
    return no("component", "modifiers 26 and TC on one line contradict each other", about);
  }
  const global = book.row(code, "");
  if (component !== undefined) {
    const own = book.row(code, component);
    if (own !== undefined) return own;
    if (component !== "53" && global !== undefined) {
      const said = global.pcTc === "" ? "" : ` (its PC/TC indicator is ${global.pcTc})`;
      return no(
        "component",
        `the code has no ${component === "26" ? "professional" : "technical"} component of its own${said}: modifier ${component} cannot be priced`,
        { ...about, status: global.status },
      );
    }
  }
  return global ?? no("code-absent", `the code is not in release ${book.release.id}`, about);
}
