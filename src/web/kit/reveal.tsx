import { type MouseEvent, type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { useKeys } from "#web/shell/keys.ts";
import { placeBeside } from "./place-beside.ts";
import "./reveal.css";

/**
 * What opens beside a figure, a deadline or a citation. There is one such box in the window, moved to whatever asks for
 * it: a list of ten thousand rows costs no more than one figure does.
 */
interface Shown {
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly content: ReactNode;
  readonly width: number;
  /** Opened by a click or key, so it stays and holds the focus; by hovering it goes as it came. */
  readonly held: boolean;
}

let shown: Shown | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const hearing = new Set<() => void>();

const COMES_MS = 250;
const GOES_MS = 200;

function put(next: Shown | undefined): void {
  clearTimeout(timer);
  shown = next;
  for (const hear of hearing) hear();
}

function later(ms: number, what: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(what, ms);
}

function subscribe(hear: () => void): () => void {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
}

/** Closes what is open and gives the focus back to what opened it. */
export function closeReveal(): void {
  const { anchor, held } = shown ?? {};
  put(undefined);
  if (held === true) anchor?.focus();
}

export interface RevealOf {
  /** Name of the box, for those who do not see where it stands. */
  readonly label: string;
  readonly width?: number;
  readonly content: () => ReactNode;
  /** Whether hovering is enough. Menus and anything that acts ask for a click. */
  readonly hover?: boolean;
}

/** Props for a button that opens a box: by hovering, by click, Enter, or W. */
export function useReveal({ label, width = 316, content, hover = true }: RevealOf) {
  const open = useSyncExternalStore(subscribe, () => shown?.label === label && shown.held);
  const show = (anchor: HTMLElement, held: boolean) => put({ anchor, label, content: content(), width, held });
  return {
    "data-reveal": true,
    "aria-haspopup": "dialog",
    "aria-expanded": open,
    onClick: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault();
      event.stopPropagation();
      const anchor = event.currentTarget;
      if (shown?.anchor === anchor && shown.held) closeReveal();
      else show(anchor, true);
    },
    onMouseEnter: (event: MouseEvent<HTMLElement>) => {
      const anchor = event.currentTarget;
      if (hover && shown?.held !== true) later(COMES_MS, () => show(anchor, false));
    },
    onMouseLeave: () => {
      if (hover && shown?.held !== true) later(GOES_MS, () => put(undefined));
    },
  } as const;
}

function Box({ of }: { readonly of: Shown }) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ left: -9999, top: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.showPopover();
    const place = () => {
      if (!of.anchor.isConnected) return put(undefined);
      const view = { width: window.innerWidth, height: window.innerHeight };
      setAt(
        placeBeside(
          of.anchor.getBoundingClientRect(),
          { width: element.offsetWidth, height: element.offsetHeight },
          view,
        ),
      );
    };
    place();
    if (of.held) element.focus({ preventScroll: true });
    window.addEventListener("scroll", place, true);
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place, true);
      window.removeEventListener("resize", place);
    };
  }, [of]);
  return (
    <div
      ref={box}
      popover="manual"
      role="dialog"
      aria-label={of.label}
      tabIndex={-1}
      className="reveal"
      style={{ ...at, width: of.width }}
      onMouseEnter={() => clearTimeout(timer)}
      onMouseLeave={() => of.held || later(GOES_MS, () => put(undefined))}
      onKeyDown={(event) => event.key === "Escape" && closeReveal()}
      onBlur={(event) => {
        const to = event.relatedTarget;
        if (of.held && !(to instanceof Node && (event.currentTarget.contains(to) || of.anchor.contains(to))))
          put(undefined);
      }}
    >
      {of.content}
    </div>
  );
}

/** The one box, mounted by the root of the window. */
export function RevealPlace() {
  const now = useSyncExternalStore(subscribe, () => shown);
  useKeys({
    working: () => {
      const at = document.activeElement;
      if (at instanceof HTMLElement && at.dataset.reveal !== undefined) at.click();
    },
    ...(now === undefined ? {} : { close: closeReveal }),
  });
  return now === undefined ? null : <Box key={`${now.label} ${now.held}`} of={now} />;
}
