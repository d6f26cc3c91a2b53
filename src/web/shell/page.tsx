import { useMediaQuery } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDay } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { useKeys } from "./keys.ts";
import { OfflineWord } from "./offline.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { forgetUndo } from "./toast.tsx";
import { openKeyList, openPalette, signOut, turnGuide, useWindow } from "./window.ts";

const RailDrawer = lazy(() => import("./rail-drawer.tsx").then((m) => ({ default: m.RailDrawer })));

export interface PageProps {
  /** Of the document and, where there are no crumbs, of the page. Never a patient's name. */
  readonly title: string;
  /** The way here: pages above this one. */
  readonly crumbs?: readonly { readonly to: string; readonly name: string }[];
  /** What the page as a whole can do, at the end of the top bar; one or two. */
  readonly actions?: ReactNode;
  /** The next step and what goes with it. Beside the page, or, where there is no room, in a drawer or above it. */
  readonly rail?: ReactNode;
  readonly railWidth?: number;
  readonly children: ReactNode;
}

function Today() {
  const me = useMe();
  if (me === undefined) return null;
  return (
    <span className="today">
      <Glyph name="calendar" s />
      {showDay(dayOf(me.today))}
      {me.holiday !== null && <span className="t3">{me.holiday}, not a business day</span>}
    </span>
  );
}

function TopBar({ title, crumbs = [], actions }: Pick<PageProps, "title" | "crumbs" | "actions">) {
  return (
    <header className="topbar">
      <div className="crumbs">
        {crumbs.map((c) => (
          <Link key={c.to} to={c.to} activeOptions={{ exact: true }}>
            {c.name}
          </Link>
        ))}
        <h1>{title}</h1>
      </div>
      <button type="button" className="find" onClick={openPalette} aria-keyshortcuts="Control+K">
        <Glyph name="search" s />
        Find or do anything
        <span className="kbd" aria-hidden="true">
          Ctrl K
        </span>
      </button>
      <OfflineWord />
      <Today />
      <span className="row end">{actions}</span>
      <button
        type="button"
        className="guide-opener wide"
        onClick={turnGuide}
        aria-keyshortcuts="H"
        aria-expanded={useWindow().over === "guide"}
        title="Guide to this page (H)"
      >
        <Glyph name="fact" s />
        <span className="vh">Guide to this page</span>
      </button>
      <PersonMenu listKeys={openKeyList} signOut={signOut} />
    </header>
  );
}

/**
 * The rail in the three widths of a window: beside, in a drawer, or above the page. The page keeps its place in all of
 * them and without a rail, so that turning a tablet loses nothing that was typed.
 */
function WithRail({
  rail,
  width,
  children,
}: {
  readonly rail: ReactNode;
  readonly width: number;
  readonly children: ReactNode;
}) {
  const has = rail !== undefined;
  const noRoom = useMediaQuery("(max-width: 1100px)", false, { getInitialValueInEffect: false });
  const narrow = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  const [folded, setFolded] = useState(false);
  const [open, setOpen] = useState(false);
  useKeys(has ? { "fold rail": () => (noRoom ? setOpen((o) => !o) : setFolded((f) => !f)) } : {});
  const beside = has && !noRoom;
  const around = beside
    ? { className: "with-rail", "data-folded": folded, style: { "--rail-width": `${width}px` } }
    : undefined;
  return (
    <div {...around}>
      <div className="grow">
        {has && narrow && <div className="pad">{rail}</div>}
        {has && noRoom && !narrow && (
          <div className="row rail-opener">
            <Button size="small" onClick={() => setOpen(true)} aria-expanded={open}>
              Next step
            </Button>
          </div>
        )}
        {children}
      </div>
      {beside && !folded && (
        <aside className="rail" aria-label="Next step">
          {rail}
        </aside>
      )}
      {has && noRoom && !narrow && open && (
        <Suspense>
          <RailDrawer close={() => setOpen(false)}>{rail}</RailDrawer>
        </Suspense>
      )}
    </div>
  );
}

/** One page: its title, its top bar, the sheet, and the rail where it has one. Every page is inside one of these. */
export function Page({ title, crumbs, actions, rail, railWidth = 312, children }: PageProps) {
  useEffect(() => forgetUndo, []);
  return (
    <main className="sheet" id="main" tabIndex={-1}>
      <title>{`${title} · Parley`}</title>
      <TopBar title={title} crumbs={crumbs ?? []} actions={actions} />
      <WithRail rail={rail} width={railWidth}>
        {children}
      </WithRail>
    </main>
  );
}
