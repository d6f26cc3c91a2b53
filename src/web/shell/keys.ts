import { useEffect, useRef } from "react";
import { type KeyAct, meant, type Pressed } from "./keymap.ts";

type Handlers = { readonly [A in KeyAct]?: (event: KeyboardEvent) => void };

/** Those who listen, the latest last: an open part hears before the page under it. */
const listening: { current: Handlers }[] = [];

/** Gives keys of the map to a page or part while it is shown. */
export function useKeys(handlers: Handlers): void {
  const held = useRef(handlers);
  held.current = handlers;
  useEffect(() => {
    listening.push(held);
    return () => {
      listening.splice(listening.indexOf(held), 1);
    };
  }, []);
}

const closest = (event: KeyboardEvent, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null;

/** What the arrows move by themselves: a choice among several, a value, a part of a page. */
const HAS_ARROWS = "[type=radio], [role=tab], [role=slider], [role=grid]";

const pressedOf = (event: KeyboardEvent): Pressed => ({
  key: event.key,
  ctrl: event.ctrlKey || event.metaKey,
  shift: event.shiftKey,
  alt: event.altKey,
  typing:
    closest(
      event,
      "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=combobox]",
    ) ||
    (event.key.startsWith("Arrow") && closest(event, HAS_ARROWS)),
  onControl: closest(event, "a, button, input, summary, [role=button], [role=tab], [role=menuitem], [role=option]"),
  inDialog: closest(event, "[role=dialog], [role=menu], [role=listbox]"),
});

/** How long the first key of a pair waits for the second. */
const PAIR_MS = 1500;

/** Hears the keyboard for the whole window. `single` is the person's choice about keys without Ctrl. */
export function useKeyboard(single: boolean): void {
  useEffect(() => {
    let waiting: string | undefined;
    let forget: ReturnType<typeof setTimeout> | undefined;
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key === "Shift") return;
      const what = meant(pressedOf(event), waiting, single);
      waiting = what !== undefined && "waits" in what ? what.waits : undefined;
      clearTimeout(forget);
      forget = setTimeout(() => {
        waiting = undefined;
      }, PAIR_MS);
      if (what === undefined || !("act" in what)) return;
      const handler = listening.findLast((h) => h.current[what.act] !== undefined)?.current[what.act];
      if (handler === undefined) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener("keydown", hear);
    return () => {
      clearTimeout(forget);
      window.removeEventListener("keydown", hear);
    };
  }, [single]);
}
