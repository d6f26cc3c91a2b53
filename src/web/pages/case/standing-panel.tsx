import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Cite } from "#web/kit/chips.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Check, MoneyField, SelectField, TextField } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label } from "#web/kit/said.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { toast } from "#web/shell/toast.tsx";
import { amountTyped } from "./amount-typed.ts";
import { wordsOf } from "./channel-words.ts";
import { useDesk } from "./desk.ts";
import { nameOf, STATUSES, type Status, StatusSaid } from "./standing-status.tsx";
import { SubmissionSaid } from "./submission-said.tsx";
import "./standing.css";

/** Where the claim stands with its plan, and which benefits the plan stated: as files show it, and as it is noted by hand. */

type Standing = Answer<"getStanding">;
type Benefits = NonNullable<Standing["benefits"]>;

const sums = (text: string): string => showMoney(centsOf(text), "exact");

function useStanding() {
  const { id, version } = useDesk().view.row;
  return useQuery({
    queryKey: ["case", id, "standing", version],
    queryFn: ({ signal }) => answered(api.GET("/v1/cases/{case}/standing", { params: { path: { case: id } }, signal })),
  });
}

/** Keeps what was noted, then reads the case again: an answer is an event of it. */
function useNote<B>(
  post: (at: { id: string; saw: number }, body: B) => Promise<unknown>,
  said: string,
  done: () => void,
) {
  const client = useQueryClient();
  const { id, version } = useDesk().view.row;
  return useMutation({
    mutationFn: (body: B) => post({ id, saw: version }, body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["case", id] });
      toast({ text: said });
      done();
    },
  });
}

const heading = (path: string) => ({ params: { path: { case: path }, header: newKey() } });

function NoteForm({
  name,
  busy,
  thrown,
  save,
  close,
  children,
}: {
  readonly name: string;
  readonly busy: boolean;
  readonly thrown: unknown;
  readonly save: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  return (
    <form
      className="form mt3 standing-form"
      aria-label={name}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save();
      }}
    >
      {children}
      {thrown !== null && thrown !== undefined && <ProblemState thrown={thrown} retry={save} />}
      <div className="row wrap">
        <Button type="submit" size="small" busy={busy}>
          Save
        </Button>
        <Button size="small" kind="quiet" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function StatusForm({ close }: { readonly close: () => void }) {
  const { today } = useDesk();
  const [status, setStatus] = useState<Status>("pending");
  const [day, setDay] = useState<string>(today);
  const [reference, setReference] = useState("");
  const [source, setSource] = useState("");
  const note = useNote(
    ({ id, saw }, body: Omit<Body<"noteStatus">, "saw">) =>
      answered(api.POST("/v1/cases/{case}/status", { ...heading(id), body: { ...body, saw } })),
    `Noted: ${nameOf(status).toLowerCase()}.`,
    close,
  );
  const said = reference.trim();
  return (
    <NoteForm
      name="Note the status"
      busy={note.isPending}
      thrown={note.error}
      save={() => note.mutate({ status, day, source: source.trim(), ...(said !== "" && { reference: said }) })}
      close={close}
    >
      <SelectField
        label="Status"
        options={STATUSES}
        value={status}
        onChange={(e) => setStatus(STATUSES.find((s) => s.value === e.target.value)?.value ?? "pending")}
      />
      <TextField label="As of" type="date" required max={today} value={day} onChange={(e) => setDay(e.target.value)} />
      <TextField
        label="Reference (optional)"
        maxLength={100}
        value={reference}
        onChange={(e) => setReference(e.target.value)}
      />
      <TextField
        label="Who or what says so"
        required
        maxLength={400}
        value={source}
        onChange={(e) => setSource(e.target.value)}
        placeholder="Portal, or a call with the plan"
      />
    </NoteForm>
  );
}

/** Fields of the form by the name they go out under. */
const AMOUNTS = [
  ["deductible", "Deductible"],
  ["deductibleMet", "Of it met"],
  ["outOfPocket", "Out-of-pocket maximum"],
  ["outOfPocketMet", "Of it met, out of pocket"],
  ["inNetworkDeductibleLeft", "In-network deductible left"],
  ["inNetworkCopay", "In-network copay"],
] as const;
const PERCENTS = [
  ["coinsurance", "Coinsurance, %"],
  ["inNetworkCoinsurance", "In-network coinsurance, %"],
] as const;
type Typed = Partial<Record<(typeof AMOUNTS)[number][0] | (typeof PERCENTS)[number][0] | "method", string>>;

const KEYS = [...AMOUNTS, ...PERCENTS].map(([key]) => key);
const isPercent = (key: string): boolean => PERCENTS.some(([p]) => p === key);

/** What is wrong with a figure as it is typed so far; an empty one was not asked. */
function wrongOf(typed: Typed, key: (typeof KEYS)[number]): string | undefined {
  const text = (typed[key] ?? "").trim();
  if (text === "") return undefined;
  if (isPercent(key)) return /^(100|\d{1,2})$/.test(text) ? undefined : "A whole number from 0 to 100.";
  return amountTyped(text) === undefined ? "An amount such as 1250.00." : undefined;
}

function bodyOf(typed: Typed): Partial<Body<"noteBenefits">> {
  const amounts = AMOUNTS.flatMap(([key]) => {
    const amount = amountTyped(typed[key] ?? "");
    return amount === undefined ? [] : [[key, amount] as const];
  });
  const percents = PERCENTS.flatMap(([key]) =>
    /^\d{1,3}$/.test(typed[key] ?? "") ? [[key, Number.parseInt(typed[key] ?? "", 10)] as const] : [],
  );
  const method = (typed.method ?? "").trim();
  return Object.fromEntries([...amounts, ...percents, ...(method === "" ? [] : [["method", method] as const])]);
}

function BenefitsForm({ close }: { readonly close: () => void }) {
  const { today } = useDesk();
  const [covered, setCovered] = useState(true);
  const [asOf, setAsOf] = useState<string>(today);
  const [source, setSource] = useState("");
  const [typed, setTyped] = useState<Typed>({});
  const put = (key: keyof Typed) => (e: { readonly target: { readonly value: string } }) =>
    setTyped((before) => ({ ...before, [key]: e.target.value }));
  const note = useNote(
    ({ id, saw }, body: Omit<Body<"noteBenefits">, "saw">) =>
      answered(api.POST("/v1/cases/{case}/benefits", { ...heading(id), body: { ...body, saw } })),
    "Benefits noted.",
    close,
  );
  return (
    <NoteForm
      name="Note benefits"
      busy={note.isPending}
      thrown={note.error}
      save={() => {
        if (KEYS.every((key) => wrongOf(typed, key) === undefined))
          note.mutate({ covered, asOf, source: source.trim(), ...bodyOf(typed) });
      }}
      close={close}
    >
      <Check checked={covered} onChange={(e) => setCovered(e.target.checked)}>
        The plan covers care out of network
      </Check>
      <div className="standing-fields">
        {AMOUNTS.map(([key, label]) => (
          <MoneyField
            key={key}
            label={label}
            value={typed[key] ?? ""}
            onChange={put(key)}
            wrong={wrongOf(typed, key)}
          />
        ))}
        {PERCENTS.map(([key, label]) => (
          <TextField
            key={key}
            label={label}
            inputMode="numeric"
            maxLength={3}
            value={typed[key] ?? ""}
            onChange={put(key)}
            wrong={wrongOf(typed, key)}
          />
        ))}
      </div>
      <TextField
        label="How the plan comes to its allowed amount (optional)"
        maxLength={200}
        value={typed.method ?? ""}
        onChange={put("method")}
      />
      <TextField
        label="As of"
        type="date"
        required
        max={today}
        value={asOf}
        onChange={(e) => setAsOf(e.target.value)}
      />
      <TextField
        label="Who or what says so"
        required
        maxLength={400}
        value={source}
        onChange={(e) => setSource(e.target.value)}
      />
    </NoteForm>
  );
}

const limitSaid = (l: Benefits["deductible"]): string | undefined =>
  l === null ? undefined : `${sums(l.amount)}, ${sums(l.met)} met, ${sums(l.left)} left`;

function benefitRows(b: Benefits): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Out of network", b.covered ? "covered" : "not covered"],
    ["Deductible", limitSaid(b.deductible)],
    ["Coinsurance", b.coinsurance === null ? undefined : `${b.coinsurance}%`],
    ["Out-of-pocket maximum", limitSaid(b.outOfPocket)],
    ["Allowed by", b.method ?? undefined],
    ["In-network deductible left", b.inNetworkDeductibleLeft === null ? undefined : sums(b.inNetworkDeductibleLeft)],
    ["In-network coinsurance", b.inNetworkCoinsurance === null ? undefined : `${b.inNetworkCoinsurance}%`],
    ["In-network copay", b.inNetworkCopay === null ? undefined : sums(b.inNetworkCopay)],
  ];
  return rows.flatMap(([name, said]) => (said === undefined ? [] : [[name, said] as const]));
}

function PatientMost({ of }: { readonly of: NonNullable<Standing["patient"]> }) {
  if (of.maximum === null)
    return (
      <p className="sm t2 mt2">
        The most the patient may be asked is not known: {of.missing.map(wordsOf).join(", ")}{" "}
        {of.missing.length === 1 ? "is" : "are"} missing.
      </p>
    );
  return (
    <p className="sm mt2">
      The most the patient may be asked is <b>{sums(of.maximum)}</b>, on{" "}
      {of.recognized === null ? "" : sums(of.recognized)} recognized.{" "}
      {of.cites.map((c) => (
        <Cite key={c}>{c}</Cite>
      ))}
    </p>
  );
}

function BenefitsSaid({ of }: { readonly of: Standing }) {
  const { benefits: b, patient } = of;
  return (
    <>
      {b === null ? (
        <p className="sm t2">Nobody has noted the benefits of this plan. Nothing is assumed of them.</p>
      ) : (
        <>
          <dl className="because">
            {benefitRows(b).map(([name, said]) => (
              <div key={name}>
                <dt>
                  <Label>{name}</Label>
                </dt>
                <dd className="num">{said}</dd>
              </div>
            ))}
          </dl>
          <p className={b.old ? "sm k-expiring kc mt2" : "sm t3 mt2"}>
            As of {showDateOfYear(dayOf(b.asOf))}
            {b.old && `, ${b.days} days ago: ask again`}. {b.source}, noted by {b.by}.
          </p>
        </>
      )}
      {patient !== null && <PatientMost of={patient} />}
    </>
  );
}

/** One part with its own form. */
function Part({
  title,
  note,
  said,
  form,
}: {
  readonly title: string;
  readonly note: string;
  readonly said: ReactNode;
  readonly form: (close: () => void) => ReactNode;
}) {
  const { may } = useDesk();
  const [open, setOpen] = useState(false);
  return (
    <section className="sec">
      <div className="h2row">
        <h2>{title}</h2>
        {may("answer fact") && !open && (
          <Button size="small" kind="quiet" onClick={() => setOpen(true)}>
            {note}
          </Button>
        )}
      </div>
      {said}
      {open && form(() => setOpen(false))}
    </section>
  );
}

export function StandingPanel() {
  const { data, error, refetch } = useStanding();
  if (error !== null)
    return (
      <section className="sec">
        <ProblemState thrown={error} retry={() => void refetch()} />
      </section>
    );
  if (data === undefined) return null;
  return (
    <>
      <Part
        title="Status with the plan"
        note="Note the status"
        said={<StatusSaid of={data.status} />}
        form={(close) => <StatusForm close={close} />}
      />
      <Part
        title="Benefits"
        note="Note benefits"
        said={<BenefitsSaid of={data} />}
        form={(close) => <BenefitsForm close={close} />}
      />
      <SubmissionSaid of={data.submission} />
    </>
  );
}
