import type { ReactNode } from "react";
import { Glyph } from "#web/kit/glyph.tsx";

/** One subject of Settings: what it is on the left, what it is now and how to change it on the right. */
export function Block({
  title,
  says,
  children,
}: {
  readonly title: string;
  readonly says?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="setting" aria-label={title}>
      <div>
        <h2>{title}</h2>
        {says !== undefined && <p className="sm t2 mt1">{says}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}

/** A secret shown once: to be copied now, because it is kept nowhere. */
export function ShownOnce({
  name,
  value,
  done,
}: {
  readonly name: string;
  readonly value: string;
  readonly done: () => void;
}) {
  return (
    <div className="once" role="status">
      <p className="sm m">
        <Glyph name="eye" s /> {name}, shown once
      </p>
      <p className="mono sm break mt2">{value}</p>
      <div className="row wrap mt3">
        <button type="button" className="btn plain small" onClick={() => void navigator.clipboard.writeText(value)}>
          Copy
        </button>
        <button type="button" className="btn quiet small" onClick={done}>
          I have it
        </button>
      </div>
    </div>
  );
}

/** `Nov 22, 2026, 14:05`: a moment where the window stands. */
export const showMoment = (moment: string): string =>
  new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(Date.parse(moment));
