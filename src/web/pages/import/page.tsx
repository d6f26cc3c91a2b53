import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useMay, useMe, useOneClient } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { SelectField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Said } from "#web/kit/said.tsx";
import { Loading, NoPermission, ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { importsQuery } from "#web/pages/map/this-import.tsx";
import { Page } from "#web/shell/page.tsx";
import { OneImport } from "./batch.tsx";
import { Choose, DropSheet, TypeButtons } from "./drop.tsx";
import type { Dropped } from "./dropped.ts";
import { overall, showBytes } from "./import-words.ts";
import { forgetSending, type Sent, send, useSending } from "./sending.ts";
import { TypedClaim } from "./typed-claim.tsx";
import { TypedEob } from "./typed-eob.tsx";
import "./import.css";

const route = getRouteApi("/frame/import");

const WORKS = [
  { what: "835 remittances", from: "from the clearinghouse or the payer's portal" },
  { what: "837 claims", from: "professional and institutional, as sent" },
  { what: "277CA, 999, 271", from: "answers to claims and eligibility" },
  { what: "Claim list", from: "CSV or Excel from your billing system" },
  { what: "Fee schedules, profile, facts", from: "CMS files; what you know of plans and contracts" },
  { what: "Zip archives and folders", from: "opened, whatever the names" },
] as const;

/** For which practice files are imported; asked only where there are several and none is chosen. */
function usePractice() {
  const me = useMe();
  const chosen = useClient();
  const [picked, pick] = useState("");
  const clients = me?.clients ?? [];
  const one = useOneClient();
  const client = one ?? (picked === "" ? undefined : picked);
  const field =
    clients.length > 1 && chosen === undefined ? (
      <SelectField
        label="For which practice"
        value={picked}
        onChange={(event) => pick(event.target.value)}
        options={[{ value: "", name: "Choose" }, ...clients.map((c) => ({ value: c.id, name: c.name }))]}
      />
    ) : null;
  return { client, field };
}

function SentRow({ of }: { readonly of: Sent }) {
  const said = { waiting: "waits", sending: "on its way", there: "here", refused: "refused" }[of.state];
  return (
    <li>
      <span className="grow break">
        {of.name}
        {of.because !== undefined && <span className="sub k-denied kc">{of.because}</span>}
      </span>
      <progress max={Math.max(1, of.bytes)} value={of.sent} aria-label={`${of.name}, ${said}`} />
      <span className="xs t3 num nowrap">
        {showBytes(of.bytes)}, {said}
      </span>
    </li>
  );
}

/** Files on their way, one row each, and the whole in words. */
function OnTheWay() {
  const { files, problem, state } = useSending();
  if (problem !== undefined)
    return (
      <div className="pad">
        <ProblemState thrown={problem} retry={forgetSending} />
      </div>
    );
  const there = files.filter((f) => f.state === "there").length;
  const refused = files.filter((f) => f.state === "refused");
  const shown = state === "reading" ? refused : files;
  if (state === "idle" || shown.length === 0) return null;
  return (
    <section className="pad" aria-label="Files on their way">
      <p className="verdict small" role="status">
        {state === "sending"
          ? `${there} of ${files.length} files are here. Stay in this window until all are.`
          : `${refused.length} ${refused.length === 1 ? "file was" : "files were"} not taken. The rest goes on.`}
      </p>
      <ul className="sent sm mt3">
        {shown.map((f) => (
          <SentRow key={f.key} of={f} />
        ))}
      </ul>
    </section>
  );
}

function Past() {
  const query = useQuery(importsQuery(useClient()));
  return (
    <section className="sec" aria-label="Past imports">
      <div className="h2row">
        <h2>Past imports</h2>
      </div>
      <Asked of={query} doing="Fetching past imports.">
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="sm t2">Nothing was imported yet.</p>
          ) : (
            <ul className="past sm">
              {rows.map((b) => (
                <li key={b.id}>
                  <Link to="/import" search={{ import: b.id }} className="nowrap">
                    {showDate(dayOf(b.startedAt.slice(0, 10)))}, {b.files.length}{" "}
                    {b.files.length === 1 ? "file" : "files"}
                  </Link>
                  <span className={b.state === "undone" ? "grow t3" : "grow"}>{overall(b)}</span>
                  <span className="t3">{b.by?.name ?? "by Parley"}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}

function Start({ isFirst }: { readonly isFirst: boolean }) {
  const { client, field } = usePractice();
  const { samples } = route.useSearch();
  const navigate = useNavigate();
  const [waiting, setWaiting] = useState<readonly Dropped[]>([]);
  const begin = async (files: readonly Dropped[], withSamples = false) => {
    if (client === undefined) return setWaiting(files);
    setWaiting([]);
    const id = await send(client, files, withSamples);
    if (id !== undefined) await navigate({ to: "/import", search: { import: id } });
  };
  return (
    <DropSheet take={(files) => void begin(files)}>
      <section className="pad" aria-label="Add files">
        <p className={isFirst ? "lede" : "verdict"}>Drop what you already have.</p>
        <p className="sm t2 mt2 prose">
          A folder, a zip, single files, in any order. They stay on this machine, encrypted; the same file twice changes
          nothing. What cannot be read is said, with its place.
        </p>
        {field !== null && <div className="practice mt4">{field}</div>}
        {waiting.length > 0 && (
          <div className="row wrap mt3" role="status">
            <span className="sm">{waiting.length} files wait for the practice.</span>
            <Button kind="primary" size="small" disabled={client === undefined} onClick={() => void begin(waiting)}>
              Import them
            </Button>
          </div>
        )}
        <div className="row wrap mt4">
          <Choose take={(files) => void begin(files)} primary={samples !== true} />
          <Button
            kind={samples === true ? "primary" : "plain"}
            disabled={client === undefined}
            onClick={() => void begin([], true)}
          >
            Try with sample files
          </Button>
          <TypeButtons />
        </div>
        <ul className="works sm mt6">
          {WORKS.map((w) => (
            <li key={w.what}>
              <Glyph name="paper" s />
              <span>
                <span className="m">
                  {w.what === "Claim list" ? <Said word="claim list">Claim list</Said> : w.what}
                </span>
                <span className="sub">{w.from}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <OnTheWay />
    </DropSheet>
  );
}

/** While files are on their way, closing the window would lose them; the browser asks. */
function useStay(): void {
  const { state } = useSending();
  useEffect(() => {
    if (state !== "sending") return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [state]);
}

function Body() {
  const { import: id, type } = route.useSearch();
  const sending = useSending();
  if (type === "eob") return <TypedEob />;
  if (type === "claim") return <TypedClaim />;
  if (id !== undefined)
    return (
      <>
        {sending.import === id && <OnTheWay />}
        <OneImport id={id} />
        <Past />
      </>
    );
  return (
    <>
      <Start isFirst />
      <Past />
    </>
  );
}

/** Files in, by drop or by hand: what was read, what matched, what was refused and where. */
export function ImportPage() {
  const may = useMay("import files");
  const me = useMe();
  const { import: id, type } = route.useSearch();
  const inner = id !== undefined || type !== undefined;
  const title =
    type === "eob" ? "Type an EOB" : type === "claim" ? "Type a claim" : id === undefined ? "Import" : "Receipts";
  useStay();
  return (
    <Page title={title} {...(inner ? { crumbs: [{ to: "/import", name: "Import" }] } : {})}>
      {me === undefined ? (
        <Loading />
      ) : may ? (
        <Body />
      ) : (
        <div className="pad">
          <NoPermission says="Your role does not import files." />
        </div>
      )}
    </Page>
  );
}
