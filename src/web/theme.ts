import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** White on shade 8 reads at 8.7 to 1, on shade 6 at 5.1. Mantine's own blue fails at either. */
const ink: MantineColorsTuple = [
  "#F2F5FC",
  "#E3E9F8",
  "#C6D2F0",
  "#A5B8E7",
  "#8199DC",
  "#627FD3",
  "#4767CF",
  "#3957B4",
  "#2A4694",
  "#1F3574",
];

/** Names and measures for Mantine's parts. Their colours are variables of style/mantine.css. */
export const THEME = createTheme({
  primaryColor: "ink",
  colors: { ink },
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 6,
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    // Mantine locks scrolling with a style element of its own making; style/base.css does it with a class instead.
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    Popover: { defaultProps: { transitionProps: { duration: 160 }, offset: 6, withinPortal: true } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
});
