import type { ReactNode } from "react";

/** Room for a wide table: it scrolls sideways by itself, and the page never does. */
export function Lines({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="lines-room" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
