import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useLiveStream } from "#web/data/live.ts";
import { useMe } from "#web/data/me.ts";
import { useKeyboard, useKeys } from "./keys.ts";
import { BottomBar, Nav } from "./nav.tsx";
import { closeOver, foldNav, openKeyList, openPalette, turnGuide, useWindow } from "./window.ts";
import "./shell.css";

const Palette = lazy(() => import("./palette.tsx").then((m) => ({ default: m.Palette })));
const StepUpPlace = lazy(() => import("#web/pages/sign-in/step-up.tsx").then((m) => ({ default: m.StepUpPlace })));
const Guide = lazy(() => import("#web/pages/help/guide.tsx").then((m) => ({ default: m.Guide })));
const KeyList = lazy(() => import("./key-list.tsx").then((m) => ({ default: m.KeyList })));

function useFrameKeys(): void {
  const navigate = useNavigate();
  useKeys({
    palette: openPalette,
    list: openKeyList,
    guide: turnGuide,
    "fold nav": foldNav,
    "go to map": () => void navigate({ to: "/map" }),
    "go to queue": () => void navigate({ to: "/queue" }),
    "go to calendar": () => void navigate({ to: "/calendar" }),
    "go to payments": () => void navigate({ to: "/payments" }),
    "go to dashboard": () => void navigate({ to: "/dashboard" }),
    "go to help": () => void navigate({ to: "/help" }),
  });
}

/** Everything around a page: navigation, what opens over it, the keyboard, the stream of changes. */
export function Frame() {
  const me = useMe();
  const { over, folded } = useWindow();
  useKeyboard(me?.preferences.singleKeys ?? true);
  useFrameKeys();
  useLiveStream(me !== undefined);
  return (
    <div className="app" data-folded={folded}>
      <a className="skip" href="#main">
        To the page
      </a>
      <Nav />
      <Outlet />
      <BottomBar find={openPalette} />
      <Suspense>
        {over === "palette" && <Palette close={closeOver} />}
        {over === "keys" && <KeyList close={closeOver} />}
        {over === "guide" && <Guide close={closeOver} />}
        <StepUpPlace />
      </Suspense>
    </div>
  );
}
