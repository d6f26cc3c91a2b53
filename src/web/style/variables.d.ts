import "react";

declare module "react" {
  interface CSSProperties {
    /** Our own variables, such as `--rail-width`. */
    [variable: `--${string}`]: string | number | undefined;
  }
}
