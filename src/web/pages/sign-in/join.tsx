import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Loading } from "#web/kit/states.tsx";
import { Gate, Refusal } from "./gate.tsx";

/** The secret of a link to join stands after its #, which no server and no log ever sees. */
const secretOf = (): string => globalThis.location.hash.slice(1);

/** Somebody was invited: who, by whom, and a password to choose. */
export function JoinPage() {
  const [secret] = useState(secretOf);
  const [password, setPassword] = useState("");
  const invitation = useQuery({
    queryKey: ["invitation", secret],
    retry: false,
    queryFn: () => answered(api.POST("/v1/invitation", { body: { secret } })),
  });
  const join = useMutation({
    mutationFn: () => answered(api.POST("/v1/join", { body: { secret, password } })),
    onSuccess: () => location.assign("/"),
  });
  if (invitation.isError)
    return (
      <Gate title="Join" says="This link does not open anything.">
        <p className="sm t2">It was used, has ended, or is not whole. Ask whoever sent it for a new one.</p>
        <Refusal thrown={invitation.error} />
      </Gate>
    );
  if (invitation.data === undefined)
    return (
      <Gate title="Join" says="Looking at your link.">
        <Loading />
      </Gate>
    );
  const { name, organization, email } = invitation.data;
  return (
    <Gate title="Join" says={`${name}, join ${organization}.`}>
      <form
        className="stack gate-form"
        onSubmit={(event) => {
          event.preventDefault();
          join.mutate();
        }}
      >
        <TextField label="E-mail" value={email} readOnly autoComplete="username" />
        <TextField
          label="Password"
          help="Twelve characters or more. If you have an account here, type its password."
          type="password"
          autoComplete="new-password"
          minLength={12}
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Refusal thrown={join.error} />
        <Button type="submit" kind="primary" busy={join.isPending}>
          Join
        </Button>
      </form>
    </Gate>
  );
}
