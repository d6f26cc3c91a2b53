import type { ReactNode } from "react";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";

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

/** What a program or a directory comes with, in a list of them: what is known of it, and its end. */
export function EndableRow({
  name,
  noun,
  end,
  children,
}: {
  readonly name: string;
  /** What it is called on its button: `key`, `token`. */
  readonly noun: string;
  readonly end: { readonly mutate: () => void; readonly isPending: boolean; readonly error: unknown };
  readonly children: ReactNode;
}) {
  return (
    <li>
      <div className="row wrap">
        <span className="grow">
          <span className="m">{name}</span>
          <span className="sub">{children}</span>
        </span>
        <Button
          size="small"
          kind="quiet"
          busy={end.isPending}
          aria-label={`End ${noun} ${name}`}
          onClick={() => end.mutate()}
        >
          End {noun}
        </Button>
      </div>
      {end.error !== null && <ProblemState thrown={end.error} />}
    </li>
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
