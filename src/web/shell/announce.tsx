import { useSyncExternalStore } from "react";

/** Says counts, saved answers and failures to those who do not see them appear. */

let said = { polite: "", assertive: "" };
const hearing = new Set<() => void>();

function subscribe(hear: () => void): () => void {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
}

/** Read aloud when the reader comes to a pause; `assertive` only for a failure on sending. */
export function announce(text: string, how: "polite" | "assertive" = "polite"): void {
  // The same sentence twice is no change to a reader; a no-break space at its end makes it one.
  said = { ...said, [how]: said[how] === text ? `${text}\u00a0` : text };
  for (const hear of hearing) hear();
}

/** The two regions, mounted once by the frame. */
export function LiveRegions() {
  const now = useSyncExternalStore(subscribe, () => said);
  return (
    <>
      <div className="vh" role="status" aria-live="polite">
        {now.polite}
      </div>
      <div className="vh" role="alert" aria-live="assertive">
        {now.assertive}
      </div>
    </>
  );
}
