import type { Word } from "#web/kit/glossary.ts";

export const GROUPS = ["Begin", "Work a case", "Negotiate", "Money and papers", "Set up"] as const;

/** A page of the window that an article is about. */
interface PageLink {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly name: string;
}

/** One question of a newcomer, answered in a minute's reading. */
export interface Article {
  /** As in its address; answers are kept by it, so it never changes. */
  readonly id: string;
  readonly title: string;
  readonly group: (typeof GROUPS)[number];
  readonly paragraphs: readonly string[];
  readonly links: readonly PageLink[];
  readonly terms: readonly Word[];
}
