import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Block, ShownOnce, showMoment } from "./row.tsx";

/** Addresses that are told what happened, each with what came of it. */

type Webhook = Answer<"listWebhooks">["rows"][number];
type Kind = Webhook["kinds"][number];
type Sent = Answer<"testWebhook">;

const KINDS: Readonly<Record<Kind, string>> = {
  cases: "What was done on cases",
  evaluations: "Cases evaluated again: many, each night",
  imports: "Imports",
  packages: "Packages",
};

const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) => answered(api.GET("/v1/webhooks", { signal })),
});

const deliveriesQuery = (webhook: string) =>
  queryOptions({
    queryKey: ["webhooks", webhook],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/webhooks/{webhook}/deliveries", { params: { path: { webhook } }, signal })),
  });

const cameOf = ({ status, fault, tookMs }: Sent): string =>
  status === null ? (fault ?? "not sent") : `answered ${status} in ${tookMs} ms`;

const isTaken = ({ status }: Pick<Sent, "status">): boolean => status !== null && status >= 200 && status < 300;

/** Told, waiting, tried again or paused. */
function StateOf({ of }: { readonly of: Webhook }) {
  if (of.pausedAt !== null)
    return (
      <span className="sub k-fact kc">
        <Glyph name="fact" s /> Paused on {showMoment(of.pausedAt)}: {of.pausedWhy}
      </span>
    );
  if (of.tries > 0)
    return (
      <span className="sub k-denied kc">
        <Glyph name="warn" s /> {of.tries} {of.tries === 1 ? "try" : "tries"} failed; the next{" "}
        {of.nextAt === null ? "soon" : showMoment(of.nextAt)}
      </span>
    );
  return <span className="sub">{of.behind === 0 ? "Told everything" : `${of.behind} events to look through`}</span>;
}

function Deliveries({ of }: { readonly of: Webhook }) {
  const queries = useQueryClient();
  const query = useQuery(deliveriesQuery(of.id));
  const again = useMutation({
    mutationFn: (seq: number) =>
      answered(api.POST("/v1/webhooks/{webhook}/replay", { params: { path: { webhook: of.id } }, body: { seq } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["webhooks"] }),
  });
  return (
    <Asked of={query} doing="Fetching what was sent.">
      {({ rows }) => (
        <>
          {again.isError && <ProblemState thrown={again.error} />}
          {rows.length === 0 && <p className="sm t2">Nothing was sent yet.</p>}
          <ol className="rows sm">
            {rows.map((d) => (
              <li key={d.id} className="row wrap">
                <span className="grow">
                  <span className="mono">{d.type}</span>
                  <span className={isTaken(d) ? "sub" : "sub k-denied kc"}>
                    {showMoment(d.at)}, {cameOf(d)}
                    {d.attempt > 1 && `, try ${d.attempt}`}
                  </span>
                </span>
                {d.seq !== null && (
                  <Button
                    size="small"
                    kind="quiet"
                    busy={again.isPending && again.variables === d.seq}
                    aria-label={`Send ${d.type} again, event ${d.seq}`}
                    onClick={() => again.mutate(d.seq ?? 0)}
                  >
                    Send again
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </Asked>
  );
}

/** The one event that is refused for good, left out with a reason. */
function Skip({ of, refuses }: { readonly of: Webhook; readonly refuses: NonNullable<Webhook["refuses"]> }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const skip = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/v1/webhooks/{webhook}/skip", {
          params: { path: { webhook: of.id }, header: newKey() },
          body: { event: refuses.event, reason: reason.trim() },
        }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  return (
    <details>
      <summary className="sm">
        It does not take event {refuses.event}, <span className="mono">{refuses.type}</span>
      </summary>
      <form
        className="stack mt2"
        onSubmit={(event) => {
          event.preventDefault();
          skip.mutate();
        }}
      >
        <TextField
          label="Reason"
          help="The event is left out for this address, and those after it are told. The reason stands in the history."
          required
          maxLength={1000}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
        {skip.isError && <ProblemState thrown={skip.error} />}
        <div>
          <Button type="submit" size="small" busy={skip.isPending} disabled={reason.trim() === ""}>
            Leave it out
          </Button>
        </div>
      </form>
    </details>
  );
}

/** Another address for the same webhook: what waits is sent there at once. */
function Correct({ of, done }: { readonly of: Webhook; readonly done: () => void }) {
  const queries = useQueryClient();
  const [address, setAddress] = useState(of.address);
  const correct = useMutation({
    mutationFn: () =>
      answered(
        api.PATCH("/v1/webhooks/{webhook}", {
          params: { path: { webhook: of.id }, header: newKey() },
          body: { address },
        }),
      ),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      done();
    },
  });
  return (
    <form
      className="stack"
      aria-label="Correct the address"
      onSubmit={(event) => {
        event.preventDefault();
        correct.mutate();
      }}
    >
      <TextField
        label="Address it is told at"
        type="url"
        help="What waits is sent there at once."
        required
        maxLength={500}
        value={address}
        onChange={(e) => setAddress(e.target.value)}
      />
      {correct.isError && <ProblemState thrown={correct.error} />}
      <div className="row">
        <Button type="submit" size="small" busy={correct.isPending}>
          Save address
        </Button>
        <Button size="small" kind="quiet" onClick={done}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** What can be done with one, each said again until it is done. */
function useActs(of: Webhook) {
  const queries = useQueryClient();
  const onSuccess = () => void queries.invalidateQueries({ queryKey: ["webhooks"] });
  const path = { webhook: of.id };
  const pause = useMutation({
    mutationFn: () =>
      answered(
        api.PATCH("/v1/webhooks/{webhook}", {
          params: { path, header: newKey() },
          body: { paused: of.pausedAt === null },
        }),
      ),
    onSuccess,
  });
  const rotate = useMutation({
    mutationFn: () => answered(api.POST("/v1/webhooks/{webhook}/secret", { params: { path, header: newKey() } })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE("/v1/webhooks/{webhook}", { params: { path, header: newKey() } })),
    onSuccess,
  });
  const test = useMutation({
    mutationFn: () => answered(api.POST("/v1/webhooks/{webhook}/test", { params: { path } })),
    onSuccess,
  });
  return { pause, rotate, remove, test };
}

function Row({ of }: { readonly of: Webhook }) {
  const { pause, rotate, remove, test } = useActs(of);
  const [shows, setShows] = useState(false);
  const [corrects, setCorrects] = useState(false);
  const failed = [pause, rotate, remove, test].find((m) => m.isError);
  const act = (name: string, of: { readonly isPending: boolean; readonly mutate: () => void }): ReactNode => (
    <Button size="small" kind="quiet" busy={of.isPending} onClick={() => of.mutate()}>
      {name}
    </Button>
  );
  return (
    <li>
      <span className="m break">{of.address}</span>
      <span className="sub">
        {of.kinds.map((k) => KINDS[k].toLowerCase()).join("; ")}; made {showMoment(of.madeAt)}
        {of.oldUntil !== null && `; the secret before signs too until ${showMoment(of.oldUntil)}`}
      </span>
      <StateOf of={of} />
      <div className="row wrap">
        {act("Send a test", test)}
        <Button size="small" kind="quiet" aria-expanded={shows} onClick={() => setShows(!shows)}>
          What was sent
        </Button>
        <Button size="small" kind="quiet" aria-expanded={corrects} onClick={() => setCorrects(!corrects)}>
          Correct the address
        </Button>
        {act(of.pausedAt === null ? "Pause" : "Go on", pause)}
        {act("New secret", rotate)}
        {act("Remove", remove)}
      </div>
      {test.data !== undefined && (
        <p role="status" className={isTaken(test.data) ? "sm k-paid kc" : "sm k-denied kc"}>
          The test: {cameOf(test.data)}.
        </p>
      )}
      {failed !== undefined && <ProblemState thrown={failed.error} />}
      {rotate.data !== undefined && (
        <ShownOnce name={`New secret of ${of.address}`} value={rotate.data.secret} done={() => rotate.reset()} />
      )}
      {of.refuses !== null && <Skip of={of} refuses={of.refuses} />}
      {corrects && <Correct of={of} done={() => setCorrects(false)} />}
      {shows && <Deliveries of={of} />}
    </li>
  );
}

function Make() {
  const queries = useQueryClient();
  const clients = useMe()?.clients ?? [];
  const [address, setAddress] = useState("");
  const [client, setClient] = useState("");
  const [kinds, setKinds] = useState<readonly Kind[]>(["cases", "imports"]);
  const make = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/v1/webhooks", {
          params: { header: newKey() },
          body: { address, kinds: [...kinds], client: client === "" ? null : client },
        }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  if (make.data !== undefined)
    return (
      <ShownOnce
        name={`Secret of ${make.data.webhook.address}`}
        value={make.data.secret}
        done={() => {
          make.reset();
          setAddress("");
        }}
      />
    );
  return (
    <form
      className="stack"
      aria-label="Add a webhook"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <TextField
        label="Address"
        type="url"
        required
        maxLength={500}
        placeholder="https://example.org/parley"
        value={address}
        onChange={(e) => setAddress(e.target.value)}
      />
      <fieldset className="ticks">
        <legend className="sm">It is told</legend>
        {(Object.keys(KINDS) as Kind[]).map((k) => (
          <Check
            key={k}
            checked={kinds.includes(k)}
            onChange={(e) => setKinds(e.target.checked ? [...kinds, k] : kinds.filter((x) => x !== k))}
          >
            {KINDS[k]}
          </Check>
        ))}
      </fieldset>
      {clients.length > 1 && (
        <SelectField
          label="Of which practice"
          options={[{ value: "", name: "All" }, ...clients.map((c) => ({ value: c.id, name: c.name }))]}
          value={client}
          onChange={(e) => setClient(e.target.value)}
        />
      )}
      {make.isError && <ProblemState thrown={make.error} />}
      <div>
        <Button type="submit" busy={make.isPending} disabled={kinds.length === 0}>
          Add webhook
        </Button>
      </div>
    </form>
  );
}

const VERIFY = `import { createHmac, timingSafeEqual } from "node:crypto";

const key = Buffer.from(SECRET.slice("whsec_".length), "base64");
const signed = \`\${id}.\${timestamp}.\${body}\`; // headers webhook-id and webhook-timestamp, and the body as it came
const wanted = createHmac("sha256", key).update(signed).digest();
const good = signature.split(" ").some((s) => {
  const given = Buffer.from(s.replace(/^v1,/, ""), "base64");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
});`;

export function Webhooks() {
  const query = useQuery(webhooksQuery);
  return (
    <>
      <Block
        title="Webhooks"
        says="Addresses of yours that are told what happened, signed, in order, and again for three days until they take it. A message names no patient: whoever hears it asks the API."
      >
        <Asked of={query} doing="Fetching the webhooks.">
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="sm t2">No address is told anything.</p>
            ) : (
              <ul className="rows sm">
                {rows.map((w) => (
                  <Row key={w.id} of={w} />
                ))}
              </ul>
            )
          }
        </Asked>
        <details className="mt3">
          <summary className="sm">How a program verifies a message</summary>
          <pre className="xs mono webhook-verify">{VERIFY}</pre>
        </details>
      </Block>
      <Block title="Add a webhook" says="It is told what happens from then on.">
        <Make />
      </Block>
    </>
  );
}
