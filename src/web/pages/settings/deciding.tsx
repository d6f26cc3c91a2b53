import { useCallback, useState } from "react";
import { type LiveEvent, useLive } from "#web/data/live.ts";

type Deciding = LiveEvent & { topic: "deciding" };

/** How far open cases are that are decided again, while they are. */
export function Deciding() {
  const [at, setAt] = useState<Deciding | undefined>(undefined);
  const hear = useCallback((event: LiveEvent) => {
    if (event.topic === "deciding") setAt(event.done < event.of ? event : undefined);
  }, []);
  useLive(hear);
  if (at === undefined) return null;
  return (
    <p className="sm t2" role="status">
      Open cases are decided again with {at.why}: <span className="num">{at.done.toLocaleString("en-US")}</span> of{" "}
      <span className="num">{at.of.toLocaleString("en-US")}</span>. You may leave this page.
    </p>
  );
}
