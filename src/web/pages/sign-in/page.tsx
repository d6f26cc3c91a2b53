import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { proveByCode, signInWithPassword, signInWithProvider } from "./auth.ts";
import { FirstOwner } from "./first-owner.tsx";
import { Gate, Refusal } from "./gate.tsx";
import { hasPasskeys, signInWithPasskey } from "./passkey.ts";

const route = getRouteApi("/sign-in");

export type Health = Answer<"getHealth">;

export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => answered(api.GET("/v1/health", { signal })),
});

/** Loaded anew, so that nothing of whoever was here before is left. */
export const enter = (to: string): void => location.assign(to);

/** The code of the second factor, or one of the recovery codes. */
function SecondFactor({ back }: { readonly back: string }) {
  const [code, setCode] = useState("");
  const [isRecovery, setRecovery] = useState(false);
  const prove = useMutation({ mutationFn: () => proveByCode(code, isRecovery), onSuccess: () => enter(back) });
  return (
    <Gate title="Second factor" says={isRecovery ? "Type a recovery code." : "Type the code your phone shows."}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          prove.mutate();
        }}
      >
        <TextField
          label={isRecovery ? "Recovery code" : "Code"}
          autoComplete="one-time-code"
          inputMode={isRecovery ? "text" : "numeric"}
          autoFocus
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Refusal thrown={prove.error} />
        <Button type="submit" kind="primary" busy={prove.isPending} disabled={code.trim() === ""}>
          Sign in
        </Button>
        <Button kind="quiet" onClick={() => setRecovery(!isRecovery)}>
          {isRecovery ? "Use the code of the phone" : "Use a recovery code"}
        </Button>
      </form>
    </Gate>
  );
}

function PasswordForm({ back, askCode }: { readonly back: string; readonly askCode: () => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => signInWithPassword(email.trim(), password),
    onSuccess: (said) => (said?.twoFactorRedirect === true ? askCode() : enter(back)),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username webauthn"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Refusal thrown={signIn.error} />
      <Button type="submit" busy={signIn.isPending} disabled={email === "" || password === ""}>
        Sign in
      </Button>
    </form>
  );
}

function Demo({ back }: { readonly back: string }) {
  const demo = useMutation({
    mutationFn: () => answered(api.POST("/v1/demo/sign-in")),
    onSuccess: () => enter(back),
  });
  return (
    <>
      <p className="sm t2">Every name and number in it is made up.</p>
      <Button kind="primary" size="big" busy={demo.isPending} onClick={() => demo.mutate()}>
        Open the demo
      </Button>
      <Refusal thrown={demo.error} />
    </>
  );
}

function Ways({ health, back }: { readonly health: Health; readonly back: string }) {
  const [asksCode, askCode] = useState(false);
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: () => enter(back) });
  const sso = useMutation({ mutationFn: (id: string) => signInWithProvider(id, back) });
  if (asksCode) return <SecondFactor back={back} />;
  return (
    <Gate title="Sign in" says={health.demo ? "Look around with invented data." : "Sign in."}>
      {health.demo && <Demo back={back} />}
      <div className="stack">
        {hasPasskeys() && !health.demo && (
          <Button kind="primary" size="big" busy={passkey.isPending} onClick={() => passkey.mutate()}>
            <Glyph name="person" />
            Sign in with a passkey
          </Button>
        )}
        <Refusal thrown={passkey.error} />
        {health.sso.map((p) => (
          <Button key={p.id} busy={sso.isPending} onClick={() => sso.mutate(p.id)}>
            Sign in with {p.name}
          </Button>
        ))}
        <Refusal thrown={sso.error} />
      </div>
      <details className="gate-more" open={!health.demo}>
        <summary className="sm t2">{health.demo ? "Sign in as somebody" : "Or with your password"}</summary>
        <div className="mt3">
          <PasswordForm back={back} askCode={() => askCode(true)} />
        </div>
      </details>
    </Gate>
  );
}

/** The way in: a passkey first, then single sign-on and password; the demo needs one click; the first owner begins here. */
export function SignInPage() {
  const { back = "/" } = route.useSearch();
  const query = useQuery(healthQuery);
  return (
    <Asked of={query} doing="Asking Parley how one signs in.">
      {(health) => (health.empty && !health.demo ? <FirstOwner /> : <Ways health={health} back={back} />)}
    </Asked>
  );
}
