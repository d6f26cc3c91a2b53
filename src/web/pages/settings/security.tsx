import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, TextField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { Block } from "./row.tsx";
import { Passkeys, SecondFactor } from "./second-factor.tsx";
import { SignIns } from "./sign-ins.tsx";

type Kept = Answer<"getSecurity">;
type Given = Body<"putSecurity">;
type Provider = Given["sso"][number];

const securityQuery = queryOptions({
  queryKey: ["security"],
  queryFn: ({ signal }) => answered(api.GET("/v1/settings/security", { signal })),
});

const NEW: Provider = { id: "", name: "", issuer: "", clientId: "" };

function ProviderFields({
  of,
  at,
  put,
  remove,
}: {
  readonly of: Provider;
  readonly at: number;
  readonly put: (p: Provider) => void;
  readonly remove: () => void;
}) {
  const field = (label: string, name: keyof Provider, help?: string) => (
    <TextField
      label={label}
      {...(help === undefined ? {} : { help })}
      type={name === "clientSecret" ? "password" : "text"}
      autoComplete="off"
      required={name !== "clientSecret"}
      value={of[name] ?? ""}
      onChange={(event) => put({ ...of, [name]: event.target.value })}
    />
  );
  return (
    <fieldset className="provider">
      <legend className="sm m">Provider {at + 1}</legend>
      {field("Name on the button", "name")}
      {field("Word in addresses", "id", "Letters and dashes: entra, google.")}
      {field("Issuer", "issuer", "https://login.example/v2.0")}
      {field("Client id", "clientId")}
      {field("Client secret", "clientSecret", "Left open, the one that is kept stays.")}
      <div>
        <Button size="small" kind="quiet" onClick={remove}>
          Remove provider
        </Button>
      </div>
    </fieldset>
  );
}

function Form({ kept }: { readonly kept: Kept }) {
  const queries = useQueryClient();
  const [given, setGiven] = useState<Given>(kept);
  const save = useMutation({
    mutationFn: () => answered(api.PUT("/v1/settings/security", { params: { header: newKey() }, body: given })),
    onSuccess: (now) => {
      queries.setQueryData(securityQuery.queryKey, now);
      toast({ text: "Kept. It holds from the next request on." });
    },
  });
  const putSso = (sso: Given["sso"]) => setGiven({ ...given, sso });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        label="Minutes of rest until a session ends"
        help="5 to 720. Everybody signs in again after twelve hours in any case."
        type="number"
        min={5}
        max={720}
        value={given.sessionMinutes}
        onChange={(event) => setGiven({ ...given, sessionMinutes: Number(event.target.value) })}
      />
      <Check
        checked={given.secondFactorNeeded}
        onChange={(event) => setGiven({ ...given, secondFactorNeeded: event.target.checked })}
      >
        Everybody needs a second factor
      </Check>
      <h3 className="mt3">Single sign-on, OpenID Connect</h3>
      {given.sso.map((p, i) => (
        <ProviderFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a provider that is being typed has no other name
          key={i}
          at={i}
          of={p}
          put={(next) => putSso(given.sso.map((x, j) => (j === i ? next : x)))}
          remove={() => putSso(given.sso.filter((_, j) => j !== i))}
        />
      ))}
      <div>
        <Button size="small" onClick={() => putSso([...given.sso, NEW])}>
          Add a provider
        </Button>
      </div>
      {save.isError && <ProblemState thrown={save.error} />}
      <div>
        <Button type="submit" busy={save.isPending}>
          Keep security
        </Button>
      </div>
    </form>
  );
}

/** One's own second factor and passkeys; for everybody: sessions, what is needed, single sign-on. */
export function Security() {
  const may = useMay("manage settings");
  const query = useQuery({ ...securityQuery, enabled: may });
  return (
    <>
      <SecondFactor />
      <Passkeys />
      <SignIns />
      {may && (
        <Block title="For everybody" says="Changing it asks who is here.">
          <Asked of={query} doing="Fetching security.">
            {(kept) => <Form kept={kept} />}
          </Asked>
        </Block>
      )}
    </>
  );
}
