import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Body } from "#web/data/paths.ts";
import { asProblem } from "#web/data/problem.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Checklist } from "#web/kit/chips.tsx";
import { MoneyField, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { StateTag } from "#web/kit/tag.tsx";
import { toast } from "#web/shell/toast.tsx";
import { useAgreement } from "./agreement-fields.tsx";
import { amountTyped } from "./amount-typed.ts";
import { useDesk } from "./desk.ts";
import { download } from "./download.ts";
import { ToneNote, useToneConfirm } from "./tone-note.tsx";

/** What a kind asks to be written, in its own words; the others say nothing in words of ours. */
const WHY: Readonly<Record<string, string>> = {
  rejection: "Why it is not accepted, one reason a line",
  appeal: "Why the decision is wrong, one reason a line",
  "single case agreement": "What else shows that the network has nobody, and where it was found",
};

const KINDS = [
  { value: "opening", name: "Opening", from: "us" },
  { value: "counter", name: "Counter", from: "us" },
  { value: "acceptance", name: "Acceptance", from: "them" },
  { value: "rejection", name: "Rejection", from: "them" },
  { value: "appeal", name: "Appeal to the plan", from: "none" },
  { value: "single case agreement", name: "Single case agreement", from: "none" },
] as const;

function NotWritten({ thrown }: { readonly thrown: unknown }) {
  const { said } = asProblem(thrown);
  const missing = said.missing ?? [];
  return (
    <div className="not-written" role="alert">
      <p className="m">{said.detail ?? `${said.title}.`}</p>
      {missing.length > 0 && (
        <Checklist items={missing.map((m) => ({ key: m.fact, state: "missing", text: m.question }))} />
      )}
    </div>
  );
}

type Kept = Omit<Extract<Body<"keepPaper">["paper"], { of: "letter" }>, "of">;

/** Keeps the letter as it is written: its PDF among the files, and the writing of it in the history. */
function useKeep(letter: Kept) {
  const { row } = useDesk().view;
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answered(
        api.POST("/v1/cases/{case}/papers", {
          params: { path: { case: row.id }, header: newKey() },
          body: { saw: row.version, paper: { of: "letter", ...letter } },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["case", row.id] });
      toast({ text: "Letter kept on the case. It was not sent." });
    },
  });
}

/** The three ways to have it. */
function LetterButtons({
  write,
  keep,
  asks,
  wrong,
}: {
  readonly write: Doing<"pdf" | "json">;
  readonly keep: Doing<void>;
  readonly asks: boolean;
  /** Why what was typed cannot be written. */
  readonly wrong: string | undefined;
}) {
  const role = useMay("write papers");
  const may = role && !asks && wrong === undefined;
  return (
    <>
      <div className="row wrap mt2">
        <Button size="small" disabled={!may} busy={write.isPending} onClick={() => write.mutate("pdf")}>
          Save letter
        </Button>
        <Button size="small" kind="quiet" disabled={!may} onClick={() => write.mutate("json")}>
          Letter's data as JSON
        </Button>
        <Button size="small" kind="quiet" disabled={!may} busy={keep.isPending} onClick={() => keep.mutate()}>
          Keep it on the case
        </Button>
        {!role && <span className="xs t3">Your role does not write papers.</span>}
        {role && wrong !== undefined && <span className="xs t3">{wrong}</span>}
        {role && asks && <span className="xs t3">Tick what is meant as written first.</span>}
      </div>
      {write.isError && <NotWritten thrown={write.error} />}
      {keep.isError && <NotWritten thrown={keep.error} />}
    </>
  );
}

interface Doing<T> {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly mutate: (given: T) => void;
}

function AmountField(p: {
  readonly isAppeal: boolean;
  readonly amount: string;
  readonly isRead: boolean;
  readonly set: (typed: string) => void;
}) {
  return (
    <MoneyField
      label={
        p.isAppeal
          ? "Amount to ask for in all, cost sharing included (optional)"
          : "Amount in all, cost sharing included"
      }
      value={p.amount}
      wrong={p.amount !== "" && !p.isRead ? "Write an amount such as 1250.00." : undefined}
      onChange={(e) => p.set(e.target.value)}
    />
  );
}

/**
 * A letter about an offer of the case. Without an offer it is a draft and says so; nothing is sent.
 *
 * @param appeal writes the appeal and no other letter, with these reasons to begin with
 */
export function LetterPaper({ appeal }: { readonly appeal?: { readonly because: string } }) {
  const { row, offers } = useDesk().view;
  const [kind, setKind] = useState<string>(appeal === undefined ? "counter" : "appeal");
  const [offer, setOffer] = useState("");
  const [amount, setAmount] = useState("");
  const [reference, setReference] = useState("");
  const [typedWhy, setBecause] = useState(appeal?.because ?? "");
  const why = WHY[kind];
  // What was typed for another kind stays for it, and is neither shown nor sent with this one.
  const because = why === undefined ? "" : typedWhy;
  const tone = useToneConfirm(because);
  const isSca = kind === "single case agreement";
  const { fields, wrong, agreement } = useAgreement();
  const [answerBy, setAnswerBy] = useState("");
  const from = KINDS.find((k) => k.value === kind)?.from;
  const fitting = offers.filter((o) => o.from === from);
  const named = fitting.some((o) => String(o.event) === offer);
  const typed = amountTyped(amount);
  const write = useMutation({
    mutationFn: (format: "pdf" | "json") => {
      const said = {
        ...{ kind, format },
        ...(named ? { offer: Number(offer) } : typed !== undefined && { amount: typed }),
        ...(reference.trim() !== "" && { reference: reference.trim() }),
        ...(because.trim() !== "" && { because: because.trim() }),
        ...(isSca && { agreement }),
      };
      return download(`/v1/cases/${row.id}/letter`, `${row.number}.${kind.replaceAll(" ", "-")}.${format}`, said);
    },
  });
  const keep = useKeep({
    ...(named ? { offer: Number(offer) } : typed !== undefined && { amount: typed }),
    kind: KINDS.find((k) => k.value === kind)?.value ?? "counter",
    ...(reference.trim() !== "" && { reference: reference.trim() }),
    ...(because.trim() !== "" && { because: because.trim() }),
    ...(isSca && { agreement }),
    ...(answerBy !== "" && { answerBy }),
  });
  return (
    <li className="paper">
      <div className="row between wrap">
        <h3>{appeal === undefined ? "Letter" : "Appeal to the plan"}</h3>
        <StateTag of="shared" />
      </div>
      <p className="sm t2 mt1">
        {kind === "appeal"
          ? "With its last day, every right reserved, and the offers so far. An amount you have not asked before makes it a draft."
          : "With every right reserved, its last day and its citation. Without an offer of the case it is a draft."}
      </p>
      <div className="form mt2">
        {appeal === undefined && (
          <SelectField label="Kind" options={KINDS} value={kind} onChange={(e) => setKind(e.target.value)} />
        )}
        {fitting.length > 0 && (
          <SelectField
            label="About"
            options={[
              { value: "", name: from === "us" ? "A draft" : "Their last offer" },
              ...fitting.map((o) => ({
                value: String(o.event),
                name: `${showMoney(centsOf(o.amount), "exact")} of ${o.made}, ${o.state}`,
              })),
            ]}
            value={named ? offer : ""}
            onChange={(e) => setOffer(e.target.value)}
          />
        )}
        {!named && from !== "them" && (
          <AmountField isAppeal={kind === "appeal"} amount={amount} isRead={typed !== undefined} set={setAmount} />
        )}
        <TextField
          label="Their reference (optional)"
          maxLength={200}
          value={reference}
          onChange={(e) => setReference(e.target.value)}
        />
        <TextField
          label="Answer asked by (optional)"
          type="date"
          value={answerBy}
          onChange={(e) => setAnswerBy(e.target.value)}
        />
        {isSca && fields}
        {why !== undefined && (
          <TextArea label={why} maxLength={4000} value={because} onChange={(e) => setBecause(e.target.value)} />
        )}
        <ToneNote text={because} />
        {tone.box}
      </div>
      <LetterButtons write={write} keep={keep} asks={tone.isOpen} wrong={isSca ? wrong : undefined} />
    </li>
  );
}
