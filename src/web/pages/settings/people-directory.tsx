import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { type Grant, GrantFields } from "./grant-fields.tsx";
import { ROLE_LIST } from "./roles.ts";
import { Block, EndableRow, ShownOnce, showMoment } from "./row.tsx";

/** People from a directory (SCIM): its tokens, what its groups give, and whose cases wait for another. */

type Scim = Answer<"getScim">;
type Token = Scim["tokens"][number];
type Group = Scim["groups"][number];

const scimQuery = queryOptions({
  queryKey: ["people", "directory"],
  queryFn: ({ signal }) => answered(api.GET("/v1/scim", { signal })),
});

/** What changes here changes the list of people too, whose key is the beginning of this one. */
function useAfter() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ["people"] });
}

function TokenRow({ of, isLast }: { readonly of: Token; readonly isLast: boolean }) {
  const after = useAfter();
  const end = useMutation({
    mutationFn: () =>
      answered(api.DELETE("/v1/scim/tokens/{token}", { params: { path: { token: of.id }, header: newKey() } })),
    onSuccess: () => {
      after();
      if (isLast) toast({ text: "No directory comes any more. People are changed by hand again." });
    },
  });
  return (
    <EndableRow name={of.name} noun="token" end={end}>
      made {showMoment(of.madeAt)}
      {of.madeBy !== null && ` by ${of.madeBy}`};{" "}
      {of.usedAt === null ? "never used" : `last used ${showMoment(of.usedAt)}`}
      {of.endsAt !== null && `; ends ${showMoment(of.endsAt)}`}
    </EndableRow>
  );
}

function MakeToken() {
  const after = useAfter();
  const [name, setName] = useState("");
  const [ends, setEnds] = useState("");
  const make = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/v1/scim/tokens", { params: { header: newKey() }, body: { name, ends: ends === "" ? null : ends } }),
      ),
    onSuccess: after,
  });
  if (make.data !== undefined)
    return (
      <ShownOnce
        name={`Token of ${make.data.token.name}`}
        value={make.data.secret}
        done={() => {
          make.reset();
          setName("");
        }}
      />
    );
  return (
    <form
      className="stack"
      aria-label="Make a token"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <TextField
        label="Directory"
        help="Okta, Entra: what it does stands in the audit under this name."
        required
        maxLength={100}
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      <TextField
        label="Last day of the token"
        type="date"
        help="Left open, it does not end."
        value={ends}
        onChange={(e) => setEnds(e.target.value)}
      />
      {make.isError && <ProblemState thrown={make.error} />}
      <div>
        <Button type="submit" busy={make.isPending} disabled={name.trim() === ""}>
          Make token
        </Button>
      </div>
    </form>
  );
}

function useGrantWords() {
  const clients = useMe()?.clients ?? [];
  return ({ role, clients: reach }: Grant): string => {
    const named = clients.filter((c) => reach !== "all" && reach.includes(c.id)).map((c) => c.name);
    return `${role}, ${reach === "all" ? "all practices" : named.join(", ") || "no practice"}`;
  };
}

function GrantForm({
  kept,
  keep,
  none,
  done,
  leastOnly = false,
}: {
  readonly kept: Grant | null;
  readonly keep: {
    readonly mutate: (grant: Grant | null) => void;
    readonly isPending: boolean;
    readonly error: unknown;
  };
  /** Word for giving nothing; absent where something must be given. */
  readonly none?: string;
  readonly done: () => void;
  readonly leastOnly?: boolean;
}) {
  const [grant, setGrant] = useState<Grant>(kept ?? { role: "biller", clients: "all" });
  const roles = leastOnly ? ROLE_LIST.filter((r) => r !== "owner" && r !== "director") : ROLE_LIST;
  return (
    <div className="stack mt3">
      <GrantFields grant={grant} put={setGrant} roles={roles} />
      {keep.error !== null && <ProblemState thrown={keep.error} />}
      <div className="row wrap">
        <Button
          size="small"
          busy={keep.isPending}
          disabled={grant.clients.length === 0}
          onClick={() => keep.mutate(grant)}
        >
          Keep
        </Button>
        {none !== undefined && kept !== null && (
          <Button size="small" kind="quiet" onClick={() => keep.mutate(null)}>
            {none}
          </Button>
        )}
        <Button size="small" kind="quiet" onClick={done}>
          Leave it
        </Button>
      </div>
    </div>
  );
}

function GroupRow({ of }: { readonly of: Group }) {
  const after = useAfter();
  const words = useGrantWords();
  const [open, setOpen] = useState(false);
  const keep = useMutation({
    mutationFn: (grant: Grant | null) =>
      answered(
        api.PUT("/v1/scim/groups/{group}", { params: { path: { group: of.id }, header: newKey() }, body: { grant } }),
      ),
    onSuccess: () => {
      after();
      setOpen(false);
    },
  });
  return (
    <li>
      <div className="row wrap">
        <span className="grow">
          <span className="m">{of.name}</span>
          <span className="sub">
            {of.members} {of.members === 1 ? "person" : "people"};{" "}
            {of.grant === null ? "gives nothing yet" : `gives ${words(of.grant)}`}
          </span>
        </span>
        <Button
          size="small"
          kind="quiet"
          aria-expanded={open}
          aria-label={`What it gives: ${of.name}`}
          onClick={() => setOpen(!open)}
        >
          What it gives
        </Button>
      </div>
      {open && <GrantForm kept={of.grant} keep={keep} none="Give nothing" done={() => setOpen(false)} />}
    </li>
  );
}

function Least({ kept }: { readonly kept: Grant }) {
  const after = useAfter();
  const words = useGrantWords();
  const [open, setOpen] = useState(false);
  const keep = useMutation({
    mutationFn: (grant: Grant | null) =>
      answered(api.PUT("/v1/scim/least", { params: { header: newKey() }, body: grant ?? kept })),
    onSuccess: () => {
      after();
      setOpen(false);
    },
  });
  return (
    <div className="mt3">
      <div className="row wrap">
        <span className="grow sm">
          Who is in no group that gives something: <span className="m">{words(kept)}</span>
        </span>
        <Button size="small" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          Choose
        </Button>
      </div>
      {open && <GrantForm kept={kept} keep={keep} done={() => setOpen(false)} leastOnly />}
    </div>
  );
}

/** Whom the directory let go, and who left otherwise; cases in hand stay theirs until they are given on. */
function LetGo({ of }: { readonly of: Scim["inactive"] }) {
  if (of.length === 0) return null;
  return (
    <Block
      title="Let go"
      says="Whom the directory let go, and whoever left with cases in hand: signed out at once, with the keys they made. Their cases stay as they are until somebody gives them on."
    >
      <ul className="rows sm">
        {of.map((p) => (
          <li key={p.id} className="row wrap">
            <span className="grow">
              <span className="m">{p.name}</span>
              <span className="sub">since {showMoment(p.since)}</span>
            </span>
            {p.cases === 0 ? (
              <span className="t2">no open case</span>
            ) : (
              <Link to="/queue" search={{ tab: "team", owner: p.id }} className="in-sentence">
                {p.cases} {p.cases === 1 ? "case" : "cases"} to give on
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Directory({ of }: { readonly of: Scim }) {
  return (
    <>
      <p className="sm">
        Its address, which Okta calls base URL and Entra tenant URL: <span className="mono break">{of.address}</span>
      </p>
      {of.tokens.length === 0 ? (
        <p className="sm t2 mt2">No directory is connected.</p>
      ) : (
        <ul className="rows sm mt2">
          {of.tokens.map((t) => (
            <TokenRow key={t.id} of={t} isLast={of.tokens.length === 1} />
          ))}
        </ul>
      )}
      {of.groups.length > 0 && (
        <>
          <h3 className="mt3">Groups</h3>
          <ul className="rows sm">
            {of.groups.map((g) => (
              <GroupRow key={g.id} of={g} />
            ))}
          </ul>
        </>
      )}
      {(of.tokens.length > 0 || of.groups.length > 0) && <Least kept={of.least} />}
    </>
  );
}

/** Who works here, as a directory says it. Shown to whoever manages people. */
export function PeopleDirectory() {
  const query = useQuery(scimQuery);
  return (
    <>
      <Block
        title="People from a directory"
        says="Okta or Microsoft Entra says who works here, by SCIM: who is let go there is out here at once. What somebody may do follows from their groups. The only owner is never taken away."
      >
        <Asked of={query} doing="Fetching the directory.">
          {(scim) => <Directory of={scim} />}
        </Asked>
      </Block>
      {query.data !== undefined && <LetGo of={query.data.inactive} />}
      <Block title="Connect a directory" says="A token opens this organization's people and nothing else.">
        <MakeToken />
      </Block>
    </>
  );
}
