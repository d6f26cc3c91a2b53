import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { Person } from "#web/kit/chips.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { NoPermission, ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { type Grant, GrantFields } from "./grant-fields.tsx";
import { PeopleDirectory } from "./people-directory.tsx";
import { Block, ShownOnce, showMoment } from "./row.tsx";

type PersonRow = Answer<"listPeople">["rows"][number];
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => answered(api.GET("/v1/people", { signal })),
});

/** Another link for somebody who has not joined: the first was lost, or a directory made them. */
function Link({ of }: { readonly of: PersonRow }) {
  const link = useMutation({
    mutationFn: () =>
      answered(api.POST("/v1/people/{person}/link", { params: { path: { person: of.id }, header: newKey() } })),
  });
  if (link.data !== undefined)
    return <ShownOnce name={`Link for ${of.name}`} value={link.data.link} done={() => link.reset()} />;
  return (
    <>
      <p className="sm t2">
        Has not joined. Whoever has no single sign-on joins by a link, good for seven days; one from before opens
        nothing.
      </p>
      {link.isError && <ProblemState thrown={link.error} />}
      <div>
        <Button size="small" busy={link.isPending} onClick={() => link.mutate()}>
          Make a link
        </Button>
      </div>
    </>
  );
}

const MANAGED: Readonly<Record<NonNullable<PersonRow["managed"]>, string>> = {
  everything:
    "The directory says who this person is, whether they work here and, by their groups, what they may do. Change it there, or what a group gives below.",
  "name and access":
    "The directory says who this person is and whether they work here. The role was given by hand and stays until one of their groups gives another.",
};

/** What of a person can be changed here, and by whom the rest is. */
function Change({ of, done }: { readonly of: PersonRow; readonly done: () => void }) {
  return (
    <div className="stack mt3">
      {of.managed !== null && <p className="sm">{MANAGED[of.managed]}</p>}
      {!of.joined && <Link of={of} />}
      {of.managed === "everything" ? (
        <div>
          <Button size="small" kind="quiet" onClick={done}>
            Leave it
          </Button>
        </div>
      ) : (
        <ChangeGrant of={of} done={done} />
      )}
    </div>
  );
}

function ChangeGrant({ of, done }: { readonly of: PersonRow; readonly done: () => void }) {
  const queries = useQueryClient();
  const [grant, setGrant] = useState<Grant>({ role: of.role, clients: of.clients });
  const [ends, setEnds] = useState(false);
  const params = { path: { person: of.id }, header: newKey() };
  const after = (said: string) => () => {
    toast({ text: said });
    void queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
    done();
  };
  const save = useMutation({
    mutationFn: () => answered(api.PATCH("/v1/people/{person}", { params, body: grant })),
    onSuccess: after("Kept."),
  });
  const end = useMutation({
    mutationFn: () => answered(api.DELETE("/v1/people/{person}", { params })),
    onSuccess: after(`${of.name} has no access any more. What was done stays.`),
  });
  return (
    <>
      <GrantFields grant={grant} put={setGrant} />
      {(save.isError || end.isError) && <ProblemState thrown={save.error ?? end.error} />}
      <div className="row wrap">
        <Button size="small" busy={save.isPending} disabled={grant.clients.length === 0} onClick={() => save.mutate()}>
          Keep
        </Button>
        <Button size="small" kind="quiet" onClick={done}>
          Leave it
        </Button>
        {of.managed !== null ? null : ends ? (
          <Button size="small" kind="danger" busy={end.isPending} onClick={() => end.mutate()}>
            End access of {of.name}
          </Button>
        ) : (
          <Button size="small" kind="quiet" onClick={() => setEnds(true)}>
            End access
          </Button>
        )}
      </div>
    </>
  );
}

function Row({ of }: { readonly of: PersonRow }) {
  const [open, setOpen] = useState(false);
  const clients = useMe()?.clients ?? [];
  const where =
    of.clients === "all"
      ? "all practices"
      : clients
          .filter((c) => of.clients.includes(c.id))
          .map((c) => c.name)
          .join(", ");
  return (
    <li>
      <div className="row wrap">
        <span className="grow">
          <Person initials={of.initials} name={of.name} may={of.role} />
          <span className="sub">
            {of.email}; {where}; second factor {of.secondFactor ? "on" : "off"};{" "}
            {of.lastSeen === null ? "never here" : `last here ${showMoment(of.lastSeen)}`}
            {of.managed !== null && "; from the directory"}
          </span>
        </span>
        <Button
          size="small"
          kind="quiet"
          aria-expanded={open}
          aria-label={`Change ${of.name}`}
          onClick={() => setOpen(!open)}
        >
          Change
        </Button>
      </div>
      {open && <Change of={of} done={() => setOpen(false)} />}
    </li>
  );
}

function Invite() {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [grant, setGrant] = useState<Grant>({ role: "biller", clients: "all" });
  const invite = useMutation({
    mutationFn: () =>
      answered(api.POST("/v1/people", { params: { header: newKey() }, body: { name, email, ...grant } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  if (invite.data !== undefined)
    return (
      <ShownOnce
        name={`Link for ${invite.data.person.name}`}
        value={invite.data.link}
        done={() => {
          invite.reset();
          setName("");
          setEmail("");
        }}
      />
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <TextField label="Name" required autoComplete="off" value={name} onChange={(e) => setName(e.target.value)} />
      <TextField
        label="E-mail"
        type="email"
        required
        autoComplete="off"
        value={email}
        onChange={(e) => setEmail(e.target.value)}
      />
      <GrantFields grant={grant} put={setGrant} />
      {invite.isError && <ProblemState thrown={invite.error} />}
      <div>
        <Button type="submit" busy={invite.isPending} disabled={grant.clients.length === 0}>
          Make the link
        </Button>
      </div>
    </form>
  );
}

/** Who works here, as what, and for which practices. */
export function People() {
  const may = useMay("manage people");
  const query = useQuery({ ...peopleQuery, enabled: may });
  if (!may) return <NoPermission says="Your role does not manage people." />;
  return (
    <>
      <Block title="People" says="Everybody signs in as themselves. What a person did stays under their name.">
        <Asked of={query} doing="Fetching the people.">
          {({ rows }) => (
            <ul className="rows sm">
              {rows.map((p) => (
                <Row key={p.id} of={p} />
              ))}
            </ul>
          )}
        </Asked>
      </Block>
      <Block title="Invite" says="Parley sends no mail. You get a link; give it to the person yourself.">
        <Invite />
      </Block>
      <PeopleDirectory />
    </>
  );
}
