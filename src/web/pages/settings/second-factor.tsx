import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery, useMe } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { auth } from "#web/pages/sign-in/auth.ts";
import { Refusal } from "#web/pages/sign-in/gate.tsx";
import { addPasskey, hasPasskeys } from "#web/pages/sign-in/passkey.ts";
import { proving } from "#web/pages/sign-in/proving.ts";
import { toast } from "#web/shell/toast.tsx";
import { qrOf } from "./qr.ts";
import { Block } from "./row.tsx";

interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** The QR code of an address, drawn here; its secret stands beside it for phones that cannot look. */
function Qr({ text }: { readonly text: string }) {
  const rows = qrOf(text);
  if (rows === undefined) return null;
  const size = rows.length + 8;
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : []))).join("");
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="QR code for the authenticator app">
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div className="once">
      <p className="sm m">Recovery codes, shown once. Each opens once, when the phone is lost.</p>
      <ul className="codes mono sm mt2">
        {codes.map((c) => (
          <li key={c}>{c}</li>
        ))}
      </ul>
      <div className="mt3">
        <Button size="small" onClick={() => void navigator.clipboard.writeText(codes.join("\n"))}>
          Copy codes
        </Button>
      </div>
    </div>
  );
}

function Confirm({ of, done }: { readonly of: Enrolment; readonly done: () => void }) {
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const verify = useMutation({
    mutationFn: () => auth("/two-factor/verify-totp", { code: code.trim() }),
    onSuccess: () => {
      toast({ text: "The second factor is on." });
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      done();
    },
  });
  const secret = new URL(of.totpURI).searchParams.get("secret") ?? "";
  return (
    <div className="stack">
      <div className="row top wrap">
        <Qr text={of.totpURI} />
        <div className="grow sm">
          <p>Scan it with an authenticator app, then type the code it shows.</p>
          <p className="t3 mt2">
            Or type this into the app: <span className="mono break">{secret}</span>
          </p>
        </div>
      </div>
      <Codes codes={of.backupCodes} />
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          verify.mutate();
        }}
      >
        <TextField
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" kind="primary" busy={verify.isPending} disabled={code.trim().length < 6}>
          Turn on
        </Button>
      </form>
      <Refusal thrown={verify.error} />
    </div>
  );
}

/** For who comes in by a provider alone: nothing to type, and being here within ten minutes is asked for instead. */
function Bare({ act, run }: { readonly act: string; readonly run: () => Promise<void> }) {
  const go = useMutation({ mutationFn: run });
  return (
    <div>
      <Button busy={go.isPending} onClick={() => go.mutate()}>
        {act}
      </Button>
      <Refusal thrown={go.error} />
    </div>
  );
}

const BY_PROVIDER =
  "You come in by your organization's provider, which asks for its own second factor. A code here proves that it is you where Parley asks again.";

function WithPassword({
  act,
  name,
  run,
}: {
  readonly act: string;
  readonly name: string;
  readonly run: (password: string) => Promise<void>;
}) {
  const [password, setPassword] = useState("");
  const go = useMutation({ mutationFn: () => run(password), onSuccess: () => setPassword("") });
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        go.mutate();
      }}
    >
      <TextField
        label={name}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" busy={go.isPending} disabled={password === ""}>
        {act}
      </Button>
      <Refusal thrown={go.error} />
    </form>
  );
}

/** The code from the phone: set up, recovery codes made anew, turned off. */
export function SecondFactor() {
  const me = useMe();
  const queries = useQueryClient();
  const [enrolment, setEnrolment] = useState<Enrolment | undefined>(undefined);
  const [codes, setCodes] = useState<readonly string[] | undefined>(undefined);
  const isOn = me?.secondFactor === true;
  const says = isOn
    ? "On: a code from your phone proves that it is you."
    : me?.password === false
      ? "Off."
      : "Off. A password alone opens your account.";
  return (
    <Block title="Your second factor" says={says}>
      {enrolment !== undefined ? (
        <Confirm of={enrolment} done={() => setEnrolment(undefined)} />
      ) : isOn ? (
        <div className="stack">
          {codes !== undefined && <Codes codes={codes} />}
          {me?.password === false ? (
            <>
              <Bare
                act="Make new recovery codes"
                run={async () => {
                  const made = await proving(() => auth<Enrolment>("/two-factor/generate-backup-codes", {}));
                  setCodes(made.backupCodes);
                }}
              />
              <Bare
                act="Turn off"
                run={async () => {
                  await proving(() => auth("/two-factor/disable", {}));
                  await queries.invalidateQueries({ queryKey: meQuery.queryKey });
                }}
              />
            </>
          ) : (
            <>
              <WithPassword
                act="Make new recovery codes"
                name="Password, for new recovery codes"
                run={async (password) => {
                  const made = await proving(() => auth<Enrolment>("/two-factor/generate-backup-codes", { password }));
                  setCodes(made.backupCodes);
                }}
              />
              <WithPassword
                act="Turn off"
                name="Password, to turn it off"
                run={async (password) => {
                  await proving(() => auth("/two-factor/disable", { password }));
                  await queries.invalidateQueries({ queryKey: meQuery.queryKey });
                }}
              />
            </>
          )}
        </div>
      ) : me?.password === false ? (
        <div className="stack">
          <p className="sm t2">{BY_PROVIDER}</p>
          <Bare
            act="Set it up"
            run={async () => setEnrolment(await proving(() => auth<Enrolment>("/two-factor/enable", {})))}
          />
        </div>
      ) : (
        <WithPassword
          act="Set it up"
          name="Password"
          run={async (password) => setEnrolment(await auth<Enrolment>("/two-factor/enable", { password }))}
        />
      )}
    </Block>
  );
}

interface Passkey {
  readonly id: string;
  readonly name?: string | null;
  readonly createdAt?: string | null;
}

/** Passkeys of this person: listed, added, removed. */
export function Passkeys() {
  const queries = useQueryClient();
  const [name, setName] = useState("This device");
  const key = ["passkeys"];
  const list = useQuery({ queryKey: key, queryFn: () => auth<readonly Passkey[]>("/passkey/list-user-passkeys") });
  const refresh = () => void queries.invalidateQueries({ queryKey: key });
  const add = useMutation({ mutationFn: () => proving(() => addPasskey(name)), onSuccess: refresh });
  const remove = useMutation({
    mutationFn: (id: string) => proving(() => auth("/passkey/delete-passkey", { id })),
    onSuccess: refresh,
  });
  return (
    <Block title="Your passkeys" says="A key this device holds. Nothing to type, nothing to give away.">
      {list.isError && <ProblemState thrown={list.error} />}
      <ul className="rows sm">
        {list.data?.map((p) => (
          <li key={p.id} className="row">
            <Glyph name="person" s />
            <span className="grow">{p.name ?? "Passkey"}</span>
            <Button
              size="small"
              kind="quiet"
              aria-label={`Remove ${p.name ?? "passkey"}`}
              onClick={() => remove.mutate(p.id)}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {hasPasskeys() ? (
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <TextField label="Name of the passkey" value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" busy={add.isPending} disabled={name.trim() === ""}>
            Add a passkey
          </Button>
        </form>
      ) : (
        <p className="sm t2">This browser has no passkeys.</p>
      )}
      <Refusal thrown={add.error ?? remove.error} />
    </Block>
  );
}
