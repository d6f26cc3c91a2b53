import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { cents, formatUsd, showUsd } from "#base/money.ts";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import { asProblem } from "#web/data/problem.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Person } from "#web/kit/chips.tsx";
import { Check, MoneyField, SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { dryQuery } from "#web/pages/approvals/prepared-data.ts";
import { amountTyped } from "#web/pages/case/amount-typed.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { peopleQuery } from "./people.tsx";
import { Block, showMoment } from "./row.tsx";

type Authority = Answer<"getAuthority">;
type Kept = Body<"putAuthority">;

const authorityQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["authority", client ?? "organization"],
    queryFn: ({ signal }) => answered(api.GET("/v1/authority", { params: { query: { client } }, signal })),
  });

const AUTONOMY: readonly { readonly value: Authority["autonomy"]; readonly name: string; readonly says: string }[] = [
  { value: "off", name: "Off", says: "The desk shows the record and gives no advice." },
  { value: "suggest", name: "Suggest", says: "Parley proposes a move with its reasons; a person does everything." },
  {
    value: "review",
    name: "Review",
    says: "The offers it advises stand ready under Approvals; a person looks and makes them, one or many at once.",
  },
  {
    value: "auto",
    name: "Auto",
    says: "Counters that nothing stands in the way of are made by Parley itself, in a room that is open to the payer and within the limits above. It never accepts, files, walks away or gives up a right, and never makes the first contact; those stay with a person.",
  },
];

interface Typed {
  readonly offerLimit: string;
  readonly messages: string;
  readonly stopped: boolean;
  readonly autonomy: Authority["autonomy"];
  readonly people: readonly { readonly person: string; readonly upTo: string }[];
}

const typedOf = (a: Authority): Typed => ({
  offerLimit: formatUsd(centsOf(a.offerLimit)),
  messages: String(a.messagesADay),
  stopped: a.stopped,
  autonomy: a.autonomy,
  people: a.people.map((p) => ({ person: p.person.id, upTo: formatUsd(centsOf(p.upTo)) })),
});

const countTyped = (text: string): number | undefined => {
  const n = Number(text);
  return /^\d{1,5}$/.test(text.trim()) && n <= 10_000 ? n : undefined;
};

/** What was typed as the server takes it; undefined while something of it is no amount or number. */
function keptOf(typed: Typed, saw: number): Kept | undefined {
  const offerLimit = amountTyped(typed.offerLimit);
  const messagesADay = countTyped(typed.messages);
  const people = typed.people.map((p) => ({ person: p.person, upTo: amountTyped(p.upTo) }));
  if (offerLimit === undefined || messagesADay === undefined) return undefined;
  const given = people.flatMap((p) => (p.upTo === undefined ? [] : [{ person: p.person, upTo: p.upTo }]));
  if (given.length < people.length) return undefined;
  return { saw, offerLimit, messagesADay, stopped: typed.stopped, autonomy: typed.autonomy, people: given };
}

type Put = (change: Partial<Typed>) => void;

/** What it would do now, before it is kept. */
function DryRun({ client }: { readonly client: string | undefined }) {
  const { data } = useQuery(dryQuery(client));
  if (data === undefined) return <p className="sm t3">Looking what it would do now.</p>;
  const alone = data.rows.filter((r) => r.offer !== null && r.notAlone === null);
  const ready = data.rows.filter((r) => r.offer !== null).length - alone.length;
  const sum = cents(alone.reduce((t, r) => t + centsOf(r.offer?.amount ?? "0.00"), 0n));
  const looked = data.next === null ? "cases on which it is for us to act" : "cases with the most to lose";
  return (
    <p className="sm">
      Of the {data.rows.length} {looked}, it would make{" "}
      <b>{alone.length === 1 ? "1 offer" : `${alone.length} offers`}</b> now
      {alone.length === 0 ? "" : `, asking ${showUsd(sum)} in all`}, and have {ready} more ready for a person.
    </p>
  );
}

interface LimitsProps {
  readonly typed: Typed;
  readonly put: Put;
  readonly may: boolean;
  readonly client: string | undefined;
}

function Limits({ typed, put, may, client }: LimitsProps) {
  const chosen = AUTONOMY.find((a) => a.value === typed.autonomy);
  return (
    <>
      <Block
        title="Offers"
        says="Above the limit an offer or a settlement needs a second person, who is somebody else."
      >
        <div className="stack">
          <MoneyField
            label="An offer may be made alone up to"
            disabled={!may}
            value={typed.offerLimit}
            onChange={(e) => put({ offerLimit: e.target.value })}
            wrong={amountTyped(typed.offerLimit) === undefined ? "Dollars and cents, such as 5,000.00." : undefined}
          />
          <TextField
            label="Offers a day, of everybody together"
            inputMode="numeric"
            disabled={!may}
            value={typed.messages}
            onChange={(e) => put({ messages: e.target.value })}
            wrong={countTyped(typed.messages) === undefined ? "A whole number, up to 10,000." : undefined}
          />
        </div>
      </Block>
      <Block
        title="Stop"
        says="Nothing leaves while it is set: no offer is made and none is accepted. Logging goes on."
      >
        <Check checked={typed.stopped} disabled={!may} onChange={(e) => put({ stopped: e.target.checked })}>
          Stop all offers
        </Check>
      </Block>
      <Block title="By itself" says="How far Parley goes without being asked.">
        <div className="stack">
          <SelectField
            label="Parley may"
            disabled={!may}
            options={AUTONOMY.map((a) => ({ value: a.value, name: a.name }))}
            value={typed.autonomy}
            onChange={(e) => put({ autonomy: AUTONOMY.find((a) => a.value === e.target.value)?.value ?? "suggest" })}
          />
          <p className="sm t2">{chosen?.says}</p>
          {typed.autonomy === "auto" && <DryRun client={client} />}
        </div>
      </Block>
    </>
  );
}

/** How far each goes alone, and of owners and directors how much they approve for others. */
function Approvers({ typed, put, of }: { readonly typed: Typed; readonly put: Put; readonly of: Authority }) {
  const may = useMay("manage people");
  const everybody = useQuery({ ...peopleQuery, enabled: may }).data?.rows ?? [];
  const known = new Map([...of.people.map((p) => p.person), ...everybody].map((p) => [p.id, p]));
  const others = [...known.values()].filter((p) => !typed.people.some((t) => t.person === p.id));
  const change = (person: string, upTo: string) =>
    put({ people: typed.people.map((p) => (p.person === person ? { person, upTo } : p)) });
  return (
    <div className="stack approvers">
      {typed.people.length === 0 && <p className="sm t2">Nobody has an amount of their own.</p>}
      <ul className="rows sm">
        {typed.people.map((p) => {
          const who = known.get(p.person);
          return (
            <li key={p.person} className="row wrap approver">
              <span className="grow">
                <Person initials={who?.initials ?? "?"} name={who?.name ?? "Somebody"} />
              </span>
              <MoneyField
                label={<span className="vh">{`${who?.name ?? "Somebody"} approves up to`}</span>}
                value={p.upTo}
                onChange={(e) => change(p.person, e.target.value)}
              />
              <Button
                size="small"
                kind="quiet"
                aria-label={`Remove ${who?.name ?? "somebody"}`}
                onClick={() => put({ people: typed.people.filter((x) => x.person !== p.person) })}
              >
                <Glyph name="close" s />
              </Button>
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <SelectField
          label="Add a person"
          value=""
          options={[{ value: "", name: "Choose" }, ...others.map((p) => ({ value: p.id, name: p.name }))]}
          onChange={(e) =>
            e.target.value !== "" &&
            put({ people: [...typed.people, { person: e.target.value, upTo: typed.offerLimit }] })
          }
        />
      )}
    </div>
  );
}

/** Whose word it is. */
function fromSaid({ from, client }: Authority): string {
  if (from === "nobody") return "Nobody set it yet: these are the limits Parley starts with.";
  if (from === "client") return "Set for this practice.";
  return client === null
    ? "Set for all practices."
    : "Set for all practices. Keeping a change here sets this practice apart.";
}

function Editor({ of, client }: { readonly of: Authority; readonly client: string | undefined }) {
  const queries = useQueryClient();
  const may = useMay("manage settings");
  const [typed, set] = useState(() => typedOf(of));
  const put: Put = (change) => set((t) => ({ ...t, ...change }));
  const kept = keptOf(typed, of.version);
  const save = useMutation({
    mutationFn: (body: Kept) =>
      answered(api.PUT("/v1/authority", { params: { header: newKey(), query: { client } }, body })),
    onSuccess: (now) => {
      queries.setQueryData(authorityQuery(client).queryKey, now);
      void queries.invalidateQueries({ queryKey: ["case"] });
      toast({ text: typed.stopped ? "Kept. Offers are stopped." : "Kept. It holds from the next offer on." });
    },
  });
  const stale = save.isError && asProblem(save.error).is("stale-version");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (kept !== undefined) save.mutate(kept);
      }}
    >
      <p className="sm t2 setting-note">
        {fromSaid(of)}{" "}
        {of.changedAt !== null && `Changed ${showMoment(of.changedAt)}${of.by === null ? "" : ` by ${of.by}`}. `}
        {of.messagesToday === 1 ? "1 offer left today." : `${of.messagesToday} offers left today.`}
      </p>
      <Limits typed={typed} put={put} may={may} client={client} />
      <Block
        title="Who approves"
        says="Owners and directors approve for others: any amount, or up to their own where one stands here. Nobody else approves; for them an amount is how far they go alone."
      >
        {may ? (
          <Approvers typed={typed} put={put} of={of} />
        ) : (
          <ul className="rows sm">
            {of.people.map((p) => (
              <li key={p.person.id}>
                <Person initials={p.person.initials} name={p.person.name} may={`up to ${showUsd(centsOf(p.upTo))}`} />
              </li>
            ))}
          </ul>
        )}
      </Block>
      {save.isError && <ProblemState thrown={save.error} />}
      {may && (
        <div className="setting-foot">
          <Button type="submit" kind="primary" busy={save.isPending} disabled={kept === undefined}>
            Keep authority
          </Button>
          {stale && (
            <Button onClick={() => void queries.invalidateQueries({ queryKey: authorityQuery(client).queryKey })}>
              Show how it is now
            </Button>
          )}
          <span className="sm t2">It asks again that it is you, and is written down.</span>
        </div>
      )}
    </form>
  );
}

/** How far an offer may go without a second person, and how far Parley goes by itself. */
export function AuthorityPart() {
  const client = useClient();
  const name = useMe()?.clients.find((c) => c.id === client)?.name;
  const query = useQuery(authorityQuery(client));
  return (
    <Asked of={query} doing="Reading the limits.">
      {(a) => (
        <>
          {name !== undefined && <p className="sm m setting-note">{name}</p>}
          <Editor key={`${a.client ?? "all"} ${a.version}`} of={a} client={client} />
        </>
      )}
    </Asked>
  );
}
