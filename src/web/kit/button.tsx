import type { ComponentProps, ReactNode } from "react";
import "./button.css";

/** `primary` is the one thing a view asks for; `shared` is what the other side will see; `danger` takes back or removes. */
export type ButtonKind = "plain" | "primary" | "quiet" | "shared" | "danger";

export interface ButtonLook {
  readonly kind?: ButtonKind;
  readonly size?: "normal" | "small" | "big";
  /** The key that does the same, shown at its end. */
  readonly keys?: string | undefined;
}

/** Class names of a button, for a link that looks like one. */
export const buttonClass = ({ kind = "plain", size = "normal" }: ButtonLook = {}): string =>
  `btn ${kind}${size === "normal" ? "" : ` ${size}`}`;

/** Verb and thing: "Send notice". A busy button keeps its width and says so. */
export function Button({
  kind,
  size,
  keys,
  busy = false,
  children,
  className,
  ...rest
}: ButtonLook & { readonly busy?: boolean; readonly children: ReactNode } & ComponentProps<"button">) {
  const look = { ...(kind === undefined ? {} : { kind }), ...(size === undefined ? {} : { size }) };
  return (
    <button
      type="button"
      {...rest}
      className={className === undefined ? buttonClass(look) : `${buttonClass(look)} ${className}`}
      aria-busy={busy || undefined}
      disabled={rest.disabled === true || busy}
    >
      {children}
      {keys !== undefined && (
        <span className="kbd" aria-hidden="true">
          {keys}
        </span>
      )}
    </button>
  );
}
