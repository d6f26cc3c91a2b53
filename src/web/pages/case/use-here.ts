import { useCallback, useEffect, useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { type LiveEvent, useLive } from "#web/data/live.ts";
import { useMe } from "#web/data/me.ts";

/** How often a page says again that it is looked at; the server forgets it soon after. */
const AGAIN = 20_000;

export interface Colleague {
  readonly id: string;
  readonly initials: string;
}

/** Says that somebody looks at a case while they do, and who else does. Nobody is told of it but colleagues. */
export function useHere(id: string): readonly Colleague[] {
  const me = useMe()?.person.id;
  const [who, setWho] = useState<readonly Colleague[]>([]);
  useEffect(() => {
    const say = async (here: boolean) => {
      const asked = api.POST("/v1/cases/{case}/here", {
        params: { path: { case: id } },
        body: { here },
        // The last word is said while the page goes.
        keepalive: !here,
      });
      const said = await answered(asked).catch(() => undefined);
      if (here && said !== undefined) setWho(said.who);
    };
    const look = () => void say(document.visibilityState === "visible");
    look();
    const timer = setInterval(() => document.visibilityState === "visible" && look(), AGAIN);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      void say(false);
    };
  }, [id]);
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.topic === "here" && event.case === id) setWho(event.who);
    },
    [id],
  );
  useLive(hear);
  return who.filter((w) => w.id !== me);
}
