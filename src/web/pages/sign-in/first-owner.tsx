import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import type { Body } from "#web/data/paths.ts";
import { asProblem } from "#web/data/problem.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Gate, Refusal } from "./gate.tsx";

type Owner = Body<"makeFirstOwner">;

const EMPTY: Owner = { code: "", organization: "", practice: "", prefix: "", name: "", email: "", password: "" };

/** Letters for case numbers out of a practice's name: "Harbor Ridge Acute Care" gives HR. */
export const prefixOf = (practice: string): string =>
  practice
    .split(/\s+/)
    .map((w) => w.charAt(0).toUpperCase())
    .filter((c) => /[A-Z]/.test(c))
    .slice(0, 2)
    .join("");

const FIELDS: readonly (React.ComponentProps<typeof TextField> & { readonly name: keyof Owner })[] = [
  { name: "code", label: "Setup code", help: "npm start printed it on the terminal.", autoComplete: "off" },
  { name: "organization", label: "Organization", autoComplete: "organization" },
  { name: "practice", label: "First practice", help: "The one whose claims come first; more can follow." },
  { name: "prefix", label: "Letters of its case numbers", help: "HR makes HR-1, HR-2 and so on.", maxLength: 6 },
  { name: "name", label: "Your name", autoComplete: "name" },
  { name: "email", label: "E-mail", type: "email", autoComplete: "username" },
  {
    name: "password",
    label: "Password",
    type: "password",
    autoComplete: "new-password",
    help: "Twelve characters or more; a sentence is good.",
    minLength: 12,
  },
];

/** The first person of an empty store: who they are, for whom, and the code that proves this machine is theirs. */
export function FirstOwner() {
  const [owner, setOwner] = useState(EMPTY);
  const [ownPrefix, setOwnPrefix] = useState(false);
  const begin = useMutation({
    mutationFn: () => answered(api.POST("/v1/first-owner", { body: owner })),
    onSuccess: () => location.assign("/"),
  });
  const wrong = begin.isError ? (asProblem(begin.error).said.fields ?? []) : [];
  const put = (name: keyof Owner, text: string) => {
    if (name === "prefix") setOwnPrefix(text !== "");
    const prefix = name === "practice" && !ownPrefix ? { prefix: prefixOf(text) } : {};
    setOwner({ ...owner, ...prefix, [name]: name === "prefix" ? text.toUpperCase() : text });
  };
  return (
    <Gate title="Begin" says="Nobody is here yet. You are the owner.">
      <form
        className="stack gate-form"
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        {FIELDS.map(({ name, ...rest }) => (
          <TextField
            key={name}
            {...rest}
            name={name}
            required
            value={owner[name]}
            wrong={wrong.find((f) => f.path.endsWith(name))?.message}
            onChange={(event) => put(name, event.target.value)}
          />
        ))}
        <Refusal thrown={begin.error} />
        <Button type="submit" kind="primary" busy={begin.isPending}>
          Begin
        </Button>
      </form>
    </Gate>
  );
}
