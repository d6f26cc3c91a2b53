import { useMe } from "#web/data/me.ts";
import { NotFound } from "#web/shell/failed.tsx";
import { Page } from "#web/shell/page.tsx";
import { Classes, Colours } from "./colours.tsx";
import { Bulk, Chips, Controls, Toasts } from "./controls.tsx";
import { Deadlines, Figures } from "./figures.tsx";
import { Axes, Bars } from "./money.tsx";
import { Eobs, Proofs, Timelines } from "./record.tsx";
import { Rows } from "./rows.tsx";
import { States } from "./states.tsx";
import "./kit.css";

/** Every part in every state, with invented data: to be looked at, and to be tested for everybody who cannot look. */
export function KitPage() {
  if (useMe()?.demo !== true) return <NotFound />;
  return (
    <Page title="Kit">
      <div className="kit">
        <Colours />
        <Classes />
        <Deadlines />
        <Figures />
        <Chips />
        <Axes />
        <Bars />
        <Eobs />
        <Proofs />
        <Timelines />
        <Controls />
        <Toasts />
        <Bulk />
        <States />
        <Rows />
      </div>
    </Page>
  );
}
