import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

/** The rail of a window that has no room for it. */
export function RailDrawer({ close, children }: { readonly close: () => void; readonly children: ReactNode }) {
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={360}
      title="Next step"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {children}
    </Drawer>
  );
}
