import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api, newKey } from "#web/data/api.ts";
import { meQuery, useMay, useMe } from "#web/data/me.ts";
import type { Me } from "#web/data/words.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { useAway } from "./away.ts";
import { type Place, placeOf } from "./steps.ts";
import "./first-run.css";

type Step = Me["firstSteps"][number];

function usePutAway() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answered(api.PATCH("/v1/me", { params: { header: newKey() }, body: { firstStepsPutAway: true } })),
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  });
}

function Go({ place, next }: { readonly place: Place; readonly next: boolean }) {
  const look = buttonClass({ size: "small", kind: next ? "primary" : "plain" });
  if (place.to === "/settings")
    return (
      <Link to="/settings" search={place.part === undefined ? {} : { part: place.part }} className={look}>
        {place.does}
      </Link>
    );
  return (
    <>
      {place.samples === true && (
        <Link to="/import" search={{ samples: true }} className={buttonClass({ size: "small" })}>
          Use sample files
        </Link>
      )}
      <Link to={place.to} className={look}>
        {place.does}
      </Link>
    </>
  );
}

function Line({ step, next, skip }: { readonly step: Step; readonly next: boolean; readonly skip: () => void }) {
  const place = placeOf(step.step);
  return (
    <li className={step.done ? "done" : undefined}>
      <span className={step.done ? "k-paid kc" : "t3"}>
        <Glyph name={step.done ? "check" : "ring"} s />
      </span>
      <span className="grow">
        <span className="m">{place.name}</span>
        <span className="vh">{step.done ? ", done" : ", to do"}</span>
        {place.why !== undefined && !step.done && <span className="sub">{place.why}</span>}
      </span>
      <span className="xs t3 num nowrap">{step.done ? "done" : `${step.minutes} min`}</span>
      <span className="row does">
        {!step.done && (
          <>
            <Go place={place} next={next} />
            <Button size="small" kind="quiet" aria-label={`Put away: ${place.name}`} onClick={skip}>
              Put away
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

/** Five lines from nothing to one's own map, above the map while any is left. Each can be put away, and all of them. */
export function FirstRun() {
  const me = useMe();
  const { away, putAway } = useAway();
  const all = usePutAway();
  const may = useMay("import files");
  const steps = (me?.firstSteps ?? []).filter((s) => !away.includes(s.step));
  const open = steps.filter((s) => !s.done);
  if (open.length === 0 || !may) return null;
  const minutes = open.reduce((n, s) => n + s.minutes, 0);
  return (
    <section className="first-run" aria-label="First steps">
      <div className="row between wrap">
        <h2 className="verdict">
          {minutes} {minutes === 1 ? "minute" : "minutes"} to your own map.
        </h2>
        <Button size="small" kind="quiet" busy={all.isPending} onClick={() => all.mutate()}>
          Put all away
        </Button>
      </div>
      <ol className="mt3">
        {steps.map((step) => (
          <Line key={step.step} step={step} next={step === open[0]} skip={() => putAway(step.step)} />
        ))}
      </ol>
    </section>
  );
}
