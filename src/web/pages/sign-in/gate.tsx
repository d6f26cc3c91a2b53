import type { ReactNode } from "react";
import { ApiProblem, asProblem } from "#web/data/problem.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { Logo } from "#web/shell/logo.tsx";
import "./sign-in.css";

/** The page in front of everything: the mark, one sentence, one form, and where the data is. */
export function Gate({
  title,
  says,
  where = whereWords(),
  children,
}: {
  readonly title: string;
  readonly says: ReactNode;
  readonly where?: string;
  readonly children: ReactNode;
}) {
  return (
    <main className="gate" id="main">
      <title>{`${title} · Parley`}</title>
      <div className="gate-box">
        <h1 className="row">
          <Logo />
          <span className="vh">, {title}</span>
        </h1>
        <p className="verdict">{says}</p>
        {children}
      </div>
      <p className="xs t3 gate-where">
        <Glyph name="lock" s /> {where}
      </p>
    </main>
  );
}

/** Where the data is, as far as the address tells. */
function whereWords(): string {
  const { hostname } = globalThis.location;
  return /^(localhost|127\.|\[::1\])/.test(hostname)
    ? "On this machine. Nothing is sent anywhere."
    : `On ${hostname}, a server of your organization.`;
}

/** What was refused, in one line under the form. */
export function Refusal({ thrown }: { readonly thrown: unknown }) {
  if (thrown === null || thrown === undefined) return null;
  const { said } = thrown instanceof ApiProblem ? thrown : asProblem(thrown);
  const fields = said.fields?.map((f) => f.message).join(" ");
  return (
    <p className="sm k-denied kc" role="alert">
      <Glyph name="warn" s /> {said.detail ?? fields ?? `${said.title}.`}
    </p>
  );
}
