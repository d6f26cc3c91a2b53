import { type FormEvent, useState } from "react";
import { centsOf } from "#web/data/wire.ts";
import type { Question as Asked } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { MoneyField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { QuestionCard } from "#web/kit/question.tsx";
import { Label } from "#web/kit/said.tsx";
import { amountTyped } from "./amount-typed.ts";
import { capital, wordsOf } from "./channel-words.ts";
import { useDesk } from "./desk.ts";

const UNKNOWN = "unknown";
const SCOPES = { claim: "this claim", plan: "this plan", facility: "this facility", payer: "this payer" } as const;

function decides(q: Asked): string {
  const lines = `${q.lines} ${q.lines === 1 ? "line" : "lines"}`;
  const claims = q.claims > 1 ? ` of ${q.claims} claims` : "";
  return `Decides ${showMoney(centsOf(q.dollars), "estimate")} on ${lines}${claims}. The answer holds for ${SCOPES[q.scope]}.`;
}

/** Answers, says what changed, and takes back. "I don't know" makes a task instead of an answer. */
function useAnswer(q: Asked) {
  const { send } = useDesk();
  return (value: string, source: string) => {
    if (value === UNKNOWN)
      return void send(
        { type: "add task", title: `Find out: ${q.question}`, waits: "us" },
        "Kept as a task. Nothing else changed.",
      );
    void send(
      { type: "answer fact", fact: q.fact, scope: q.scope, key: q.key, value, source },
      "Answered. No line moved.",
    );
  };
}

function kindOf(fact: string): "date" | "money" | "text" {
  if (/(_due|received|_start|initiated|selection|determination|offer|ended|opened|eob|_of_service)$/.test(fact))
    return "date";
  return /^(qpa|billed|initial_payment|payment|cost_share|copay|deductible_remaining)$/.test(fact) ? "money" : "text";
}

/** A question whose answer is a day, an amount or words. */
function TypedQuestion({ q, more }: { readonly q: Asked; readonly more: number }) {
  const { busy } = useDesk();
  const answer = useAnswer(q);
  const [value, setValue] = useState("");
  const [source, setSource] = useState("");
  const kind = kindOf(q.fact);
  const given = kind === "money" ? amountTyped(value) : value.trim() === "" ? undefined : value.trim();
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (given !== undefined) answer(given, source.trim() === "" ? "typed in the case" : source.trim());
  };
  return (
    <form className="question" aria-label="Question" onSubmit={save}>
      <span className="k-fact kc">
        <Glyph name="fact" />
      </span>
      <div className="grow form">
        <div>
          <p className="m sm">
            <Label>{q.question}</Label>
          </p>
          <p className="xs t2 mt1">{decides(q)}</p>
        </div>
        {kind === "money" ? (
          <MoneyField label="Answer" required value={value} onChange={(e) => setValue(e.target.value)} />
        ) : (
          <TextField label="Answer" type={kind} required value={value} onChange={(e) => setValue(e.target.value)} />
        )}
        <TextField
          label="Where it says so (optional)"
          maxLength={500}
          value={source}
          onChange={(e) => setSource(e.target.value)}
        />
        <div className="row wrap">
          <Button type="submit" size="small" busy={busy}>
            Save answer
          </Button>
          <Button size="small" kind="quiet" disabled={busy} onClick={() => answer(UNKNOWN, "")}>
            I don’t know, make a task
          </Button>
        </div>
        {more > 0 && (
          <p className="xs t2">
            {more} more {more === 1 ? "question" : "questions"}
          </p>
        )}
      </div>
    </form>
  );
}

/** Of two questions that decide the same, the one that law asks first: the first of the list. */
const moreDecisive = (most: Asked | undefined, q: Asked): Asked =>
  most === undefined || centsOf(q.dollars) > centsOf(most.dollars) ? q : most;

/** The one question of the rail: the one that decides most. The rest wait. */
export function Question() {
  const { view, said, undo, busy, may } = useDesk();
  const open = view.questions.filter((q) => q.answer === null);
  const q = open.reduce<Asked | undefined>(moreDecisive, undefined);
  const saidNow =
    said === undefined
      ? undefined
      : { text: said.text, ...(said.event === undefined ? {} : { undo: () => undo(said.event ?? 0) }) };
  return (
    <>
      {saidNow !== undefined && (
        <QuestionCard
          question=""
          decides=""
          choices={[]}
          unknown={{ value: UNKNOWN, text: "" }}
          save={() => undefined}
          said={saidNow}
        />
      )}
      {q !== undefined && may("answer fact") && (
        <div className={saidNow === undefined ? undefined : "mt2"}>
          {q.values.length === 0 ? (
            <TypedQuestion key={q.fact} q={q} more={open.length - 1} />
          ) : (
            <ChoiceQuestion key={q.fact} q={q} more={open.length - 1} busy={busy} />
          )}
        </div>
      )}
    </>
  );
}

function ChoiceQuestion({ q, more, busy }: { readonly q: Asked; readonly more: number; readonly busy: boolean }) {
  const answer = useAnswer(q);
  return (
    <QuestionCard
      question={<Label>{q.question}</Label>}
      decides={decides(q)}
      choices={q.values.map((value) => ({ value, text: capital(wordsOf(value)) }))}
      unknown={{ value: UNKNOWN, text: "I don’t know", note: "it becomes a task; every clock is kept" }}
      save={(value) => answer(value, "answered in the case")}
      busy={busy}
      more={more}
    />
  );
}
