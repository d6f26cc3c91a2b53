import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { Person } from "#web/kit/chips.tsx";
import { Check, SelectField, TextField } from "#web/kit/fields.tsx";
import { NoPermission, ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { ROLE_LIST, ROLES, type Role } from "./roles.ts";
import { Block, ShownOnce, showMoment } from "./row.tsx";

type PersonRow = Answer<"listPeople">["rows"][number];
interface Grant {
  readonly role: Role;
  readonly clients: "all" | string[];
}

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => answered(api.GET("/v1/people", { signal })),
});

const roleOptions = ROLE_LIST.map((r) => ({ value: r, name: r.charAt(0).toUpperCase() + r.slice(1) }));

/** A role with what it may do, and for which practices. */
function GrantFields({ grant, put }: { readonly grant: Grant; readonly put: (grant: Grant) => void }) {
  const clients = useMe()?.clients ?? [];
  const chosen = grant.clients;
  const toggle = (id: string, on: boolean) => {
    const now = chosen === "all" ? clients.map((c) => c.id) : chosen;
    const next = on ? [...now, id] : now.filter((c) => c !== id);
    put({ ...grant, clients: next.length === clients.length ? "all" : next });
  };
  return (
    <>
      <SelectField
        label="Role"
        options={roleOptions}
        help={ROLES[grant.role]}
        value={grant.role}
        onChange={(event) => put({ ...grant, role: event.target.value as Role })}
      />
      {clients.length > 1 && (
        <fieldset className="ticks">
          <legend className="sm">For</legend>
          {clients.map((c) => (
            <Check
              key={c.id}
              checked={chosen === "all" || chosen.includes(c.id)}
              onChange={(event) => toggle(c.id, event.target.checked)}
            >
              {c.name}
            </Check>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Change({ of, done }: { readonly of: PersonRow; readonly done: () => void }) {
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
    <div className="stack mt3">
      <GrantFields grant={grant} put={setGrant} />
      {(save.isError || end.isError) && <ProblemState thrown={save.error ?? end.error} />}
      <div className="row wrap">
        <Button size="small" busy={save.isPending} disabled={grant.clients.length === 0} onClick={() => save.mutate()}>
          Keep
        </Button>
        <Button size="small" kind="quiet" onClick={done}>
          Leave it
        </Button>
        {ends ? (
          <Button size="small" kind="danger" busy={end.isPending} onClick={() => end.mutate()}>
            End access of {of.name}
          </Button>
        ) : (
          <Button size="small" kind="quiet" onClick={() => setEnds(true)}>
            End access
          </Button>
        )}
      </div>
    </div>
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
    </>
  );
}
