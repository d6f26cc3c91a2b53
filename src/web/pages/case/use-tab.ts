import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMe } from "#web/data/me.ts";
import { CASE_TABS, type CaseSearch, type CaseTab } from "./tab-list.ts";

/** Which tab is shown; it stands in the address, so that back goes back. */
export function useTab() {
  const search: CaseSearch = useSearch({ from: "/frame/cases/$case" });
  const navigate = useNavigate({ from: "/cases/$case" });
  const go = (tab: CaseTab) => void navigate({ search: (before) => ({ ...before, tab }), resetScroll: false });
  /** Goes to a part of a tab, which its key in the page names. */
  const goTo = (tab: CaseTab, hash: string) => void navigate({ search: (before) => ({ ...before, tab }), hash });
  const decide = (asOf: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, asOf }), replace: true, resetScroll: false });
  return { tab: search.tab ?? "claim", asOf: search.asOf, go, goTo, decide };
}

const TYPING = "input, textarea, select, [contenteditable=true], [role=combobox], [role=dialog], [role=menu]";

/** 1 to 9 go to the tabs, where keys without Ctrl are wanted. */
export function useTabKeys(go: (tab: CaseTab) => void): void {
  const single = useMe()?.preferences.singleKeys ?? true;
  useEffect(() => {
    if (!single) return;
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING) !== null) return;
      const tab = CASE_TABS[Number(event.key) - 1]?.tab;
      if (tab === undefined || !/^\d$/.test(event.key)) return;
      event.preventDefault();
      go(tab);
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  });
}
