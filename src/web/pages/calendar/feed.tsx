import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { Button } from "#web/kit/button.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { announce } from "#web/shell/announce.tsx";
import { toast } from "#web/shell/toast.tsx";

/** The address other calendars read. Who has it sees case numbers, steps and dollars, no names. */
export function Feed({ feed }: { readonly feed: string | null }) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const make = useMutation({
    mutationFn: () => answered(api.POST("/v1/calendar/feed")),
    onSuccess: () => {
      setAsked(false);
      void queries.invalidateQueries({ queryKey: ["calendar"] });
      announce(feed === null ? "The address is made." : "The old address has ended.");
    },
  });
  const address = make.data?.feed ?? feed;
  const full = address === null ? undefined : new URL(address, globalThis.location.origin).href;
  return (
    <section className="rail-sec" aria-label="Calendar feed">
      <h2>In your own calendar</h2>
      <p className="sm t2 mt1">
        An ICS address that Outlook, Google and Apple read. It holds case numbers, steps and days, and no names.
      </p>
      {make.isError && <ProblemState thrown={make.error} retry={() => make.mutate()} />}
      {full === undefined ? (
        <div className="mt3">
          <Button busy={make.isPending} onClick={() => make.mutate()}>
            Make an address
          </Button>
        </div>
      ) : (
        <>
          <p className="mono xs feed-address mt3">{full}</p>
          <div className="row wrap mt2">
            <Button
              size="small"
              onClick={() =>
                void navigator.clipboard.writeText(full).then(() => toast({ text: "The address is copied." }))
              }
            >
              Copy address
            </Button>
            {asked ? (
              <>
                <Button size="small" kind="danger" busy={make.isPending} onClick={() => make.mutate()}>
                  End the old address
                </Button>
                <Button size="small" kind="quiet" onClick={() => setAsked(false)}>
                  Keep it
                </Button>
              </>
            ) : (
              <Button size="small" kind="quiet" onClick={() => setAsked(true)}>
                Renew
              </Button>
            )}
          </div>
          {asked && <p className="xs t3 mt1">Calendars that read the old address stop.</p>}
        </>
      )}
    </section>
  );
}
