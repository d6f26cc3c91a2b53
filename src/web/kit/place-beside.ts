/** Where a popover stands. Arithmetic of rectangles in pixels of the viewport; nothing of the page is asked. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Distance from the thing it speaks of, and least distance from the edge of the window. */
const GAP = 6;
const EDGE = 8;

const within = (at: number, low: number, high: number): number => Math.max(low, Math.min(at, high));

/**
 * Below the anchor where there is room, else above it, else on the side with more room; its left edge on the anchor's,
 * moved so that it stays inside the window.
 */
export function placeBeside(
  anchor: Box,
  size: Pick<Box, "width" | "height">,
  view: Pick<Box, "width" | "height">,
): { left: number; top: number } {
  const below = anchor.top + anchor.height + GAP;
  const above = anchor.top - GAP - size.height;
  const roomBelow = view.height - EDGE - below;
  const roomAbove = anchor.top - GAP - EDGE;
  const goesBelow = roomBelow >= size.height || roomBelow >= roomAbove;
  return {
    left: within(anchor.left, EDGE, Math.max(EDGE, view.width - EDGE - size.width)),
    top: within(goesBelow ? below : above, EDGE, Math.max(EDGE, view.height - EDGE - size.height)),
  };
}
