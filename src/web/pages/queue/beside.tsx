import { useMediaQuery } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense } from "react";

const RailDrawer = lazy(() => import("#web/shell/rail-drawer.tsx").then((m) => ({ default: m.RailDrawer })));

/** The peek beside the cases, or in a drawer where there is no room. */
export function Beside({ peek, close }: { readonly peek: ReactNode | undefined; readonly close: () => void }) {
  const noRoom = useMediaQuery("(max-width: 1100px)", false, { getInitialValueInEffect: false });
  if (peek === undefined) return null;
  if (noRoom)
    return (
      <Suspense>
        <RailDrawer close={close}>{peek}</RailDrawer>
      </Suspense>
    );
  return (
    <aside className="rail" aria-label="Peek">
      {peek}
    </aside>
  );
}
