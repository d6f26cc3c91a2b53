import type { ReactNode } from "react";

/**
 * Our own signs, 16 by 16, drawn in strokes of 1.5: the classes of lines, which no icon set has, and those of the frame.
 * They stand once in the page as symbols; a Glyph only points at one.
 */
const DRAWN = {
  approval: (
    <>
      <circle cx="6" cy="5.3" r="2.5" />
      <path d="M1.6 13.2c.5-3.4 6.8-4 8.4-1M9.8 8.6l1.6 1.6 3-3.4" />
    </>
  ),
  away: <path d="M6.5 3.5H3.5v9h3M9.5 5.2L12.5 8l-3 2.8M12.2 8H6.5" />,
  calendar: (
    <>
      <rect x="2.5" y="3.5" width="11" height="10" rx="1.5" />
      <path d="M2.5 6.8h11M5.5 2v2.5M10.5 2v2.5" />
    </>
  ),
  case: <path d="M2.5 4.5h4l1.5 2h5.5v6.5h-11z" />,
  chain: (
    <path d="M6.7 9.3l2.6-2.6M7.3 4.7l1.4-1.4a2.9 2.9 0 0 1 4 4l-1.4 1.4M8.7 11.3l-1.4 1.4a2.9 2.9 0 0 1-4-4l1.4-1.4" />
  ),
  check: <path d="M3.2 8.4l3 3 6.6-6.8" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 4.8V8l2.2 1.5" />
    </>
  ),
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  dashboard: <path d="M2.5 2.5v11h11M5.5 10.5l2.6-3.2 2 1.6 3.2-4.4" />,
  denied: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M4 4l8 8" />
    </>
  ),
  directory: (
    <>
      <rect x="3" y="2.5" width="10" height="11" rx="1.5" />
      <circle cx="8" cy="6.8" r="1.6" />
      <path d="M5.5 11.2c.5-1.5 4.5-1.5 5 0" />
    </>
  ),
  down: <path d="M4 6.5l4 4 4-4" />,
  envelope: (
    <>
      <rect x="2" y="4" width="12" height="8.5" rx="1" />
      <path d="M2 5l6 4.5L14 5" />
      <circle cx="8" cy="9.6" r="1.5" />
    </>
  ),
  expired: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 5v3M5.6 10.4l4.8-4.8" />
      <path d="M3 13L13 3" strokeDasharray="1.5 1.5" />
    </>
  ),
  expiring: <path d="M4.5 2.2h7M4.5 13.8h7M5.2 2.2v2.3L8 8l2.8-3.5V2.2M5.2 13.8v-2.3L8 8l2.8 3.5v2.3" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  fact: (
    <>
      <circle cx="8" cy="8" r="5.7" strokeDasharray="2.2 1.7" />
      <path d="M6.4 6.5a1.6 1.6 0 1 1 2.4 1.4c-.5.3-.8.6-.8 1.2M8 11.1v.1" />
    </>
  ),
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  fine: <path d="M3 8h10" />,
  flip: <path d="M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 2.3v11.4" />
      <path d="M8 2.3a5.7 5.7 0 0 1 0 11.4z" fill="currentColor" stroke="none" />
    </>
  ),
  in: <path d="M8 2v7M4.8 6L8 9.2 11.2 6M2.5 11v2.5h11V11" />,
  keys: (
    <>
      <rect x="1.8" y="4" width="12.4" height="8" rx="1.5" />
      <path d="M4.5 6.5h.01M7 6.5h.01M9.5 6.5h.01M11.8 6.5h.01M5.5 9.5h5" />
    </>
  ),
  law: <path d="M8 2.5v11M5 13.5h6M3 4.5h10M3 4.5L1.6 8.6a1.8 1.8 0 0 0 2.8 0zM13 4.5l-1.4 4.1a1.8 1.8 0 0 0 2.8 0z" />,
  left: <path d="M10 3.5L5.5 8l4.5 4.5" />,
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  map: <path d="M2 12.5h12M3.5 12.5V8M6.5 12.5V4M9.5 12.5V6.5M12.5 12.5V2.5" />,
  moon: <path d="M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  open: <path d="M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3L7.5 8.5" />,
  out: <path d="M8 10V2.5M4.8 5.5L8 2.5l3.2 3M2.5 11v2.5h11V11" />,
  paid: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M5.3 8.2l2 2 3.5-3.8" />
    </>
  ),
  paper: <path d="M4 2h5.5L12.5 5v9H4zM9.5 2v3h3M6 8.2h4.5M6 10.8h4.5" />,
  payments: (
    <>
      <rect x="2" y="4" width="12" height="8.5" rx="1.5" />
      <circle cx="8" cy="8.2" r="1.7" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.6" />
      <path d="M3 13.5c.6-3.6 9.4-3.6 10 0" />
    </>
  ),
  phone: (
    <path d="M4.5 2.5l2 3-1.3 1.4c.8 1.7 2.2 3.1 3.9 3.9l1.4-1.3 3 2c0 1.5-1 2.2-2 2.2C6.5 13.7 2.3 9.5 2.3 4.5c0-1 .7-2 2.2-2z" />
  ),
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  protected: <path d="M8 1.8l5 1.8v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4z" />,
  queue: <path d="M2.5 4h11M2.5 8h11M2.5 12h7" />,
  rates: <path d="M2 8h12M4 5.5v5M8 3.5v9M12 5.5v5" />,
  right: <path d="M6 3.5L10.5 8 6 12.5" />,
  ring: <circle cx="8" cy="8" r="5.7" />,
  rooms: (
    <>
      <path d="M2.5 10.5h11M4 10.5v3M12 10.5v3" />
      <circle cx="4.8" cy="5.5" r="2" />
      <circle cx="11.2" cy="5.5" r="2" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="M10.2 10.2L14 14" />
    </>
  ),
  settings: (
    <>
      <circle cx="8" cy="8" r="2.1" />
      <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M3.6 12.4L5 11M11 5l1.4-1.4" />
    </>
  ),
  settled: (
    <>
      <circle cx="5.8" cy="8" r="3.8" />
      <circle cx="10.2" cy="8" r="3.8" />
    </>
  ),
  skip: <path d="M3 8h6.5M12.5 4v8" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.6" />
      <path d="M8 1.8v1.5M8 12.7v1.5M1.8 8h1.5M12.7 8h1.5M3.6 3.6l1.1 1.1M11.3 11.3l1.1 1.1M3.6 12.4l1.1-1.1M11.3 4.7l1.1-1.1" />
    </>
  ),
  swap: <path d="M4.5 2.5v11M2.5 5l2-2.5 2 2.5M11.5 13.5v-11M9.5 11l2 2.5 2-2.5" />,
  underpaid: (
    <>
      <path d="M2 4.5h5v3.5h3v3.5h4" />
      <path d="M11.8 9.3L14 11.5l-2.2 2.2" />
    </>
  ),
  undo: <path d="M5.5 3L2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6" />,
  warn: <path d="M8 2.3L14.3 13.3H1.7zM8 6.5v3.2M8 11.5v.1" />,
} as const satisfies Record<string, ReactNode>;

export type GlyphName = keyof typeof DRAWN;

const NAMES = Object.keys(DRAWN) as GlyphName[];

/** Every glyph, once, unseen. The window mounts it before anything else. */
export function GlyphSheet() {
  return (
    <svg width="0" height="0" className="vh" aria-hidden="true" focusable="false">
      <defs>
        {NAMES.map((name) => (
          <symbol key={name} id={`g-${name}`} viewBox="0 0 16 16">
            {DRAWN[name]}
          </symbol>
        ))}
      </defs>
    </svg>
  );
}

/** One sign; beside a word always, so that it is never read aloud. `s` is 14 px, for small text. */
export function Glyph({ name, s = false }: { readonly name: GlyphName; readonly s?: boolean }) {
  return (
    <svg className={s ? "glyph s" : "glyph"} aria-hidden="true" focusable="false">
      <use href={`#g-${name}`} />
    </svg>
  );
}
