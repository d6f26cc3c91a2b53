import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What WCAG 2.2 AA, and the rules of good practice, find wrong on a page or in one part of it: `rule: selector` for each. */
export async function violations(page: Page, part = "html"): Promise<readonly string[]> {
  // Evaluated, not added as a script: the page's own policy forbids that, as it should.
  await page.evaluate(SOURCE);
  const found = await page.evaluate(async (within) => {
    const axe: { run: (within: string, options: object) => Promise<AxeResults> } = Reflect.get(globalThis, "axe");
    return axe.run(within, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  }, part);
  return found.violations.flatMap((v) =>
    v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} (${n.failureSummary ?? ""})`),
  );
}
