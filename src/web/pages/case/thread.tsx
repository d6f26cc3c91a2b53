import { type FormEvent, useState } from "react";
import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { TextArea } from "#web/kit/fields.tsx";
import { useDesk } from "./desk.ts";
import { FormProblem } from "./form-problem.tsx";
import { whenOf } from "./moment-words.ts";
import "./thread.css";

/** What the practice asks itself about a case: each question with its answers and the day by which one is hoped for. */

type Question = Case["thread"][number];

function Answer({ to }: { readonly to: Question }) {
  const { send, busy, failed } = useDesk();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const act = { type: "answer colleague" as const, question: to.event, text: text.trim() };
    if (act.text !== "") void send(act, "Answered.").then((went) => went && setText(""));
  };
  return (
    <form className="form mt2" aria-label={`Answer ${to.by.name}`} onSubmit={submit}>
      <TextArea label="Answer" required maxLength={4000} value={text} onChange={(e) => setText(e.target.value)} />
      {failed?.act.type === "answer colleague" && <FormProblem />}
      <div className="row">
        <Button type="submit" size="small" kind={to.mine ? "primary" : "quiet"} busy={busy}>
          Answer
        </Button>
      </div>
    </form>
  );
}

function QuestionRow({ of }: { readonly of: Question }) {
  const { may, today } = useDesk();
  const [open, setOpen] = useState(of.mine && !of.answered);
  const when = (at: string): string => whenOf(dayOf(at.slice(0, 10)), at, today);
  return (
    <li className="thread-question">
      <div className="row between wrap">
        <span className="sm">
          <b>{of.by.name}</b> asks <b>{of.mine ? "you" : of.to.name}</b> <span className="t3">{when(of.at)}</span>
        </span>
        {of.answered ? (
          <span className="tag plain k-paid">Answered</span>
        ) : (
          <DeadlineChip of={{ what: `Answer ${of.by.name}`, due: dayOf(of.answerBy) }} today={today} />
        )}
      </div>
      <p className="said mt1">{of.text}</p>
      {of.answers.length > 0 && (
        <ul className="thread-answers">
          {of.answers.map((a) => (
            <li key={a.event}>
              <span className="sm">
                <b>{a.by.name}</b> <span className="t3">{when(a.at)}</span>
              </span>
              <p className="said">{a.text}</p>
            </li>
          ))}
        </ul>
      )}
      {may("answer colleague") && !open && (
        <Button size="small" kind="quiet" onClick={() => setOpen(true)}>
          {of.answered ? "Say more" : "Answer"}
        </Button>
      )}
      {may("answer colleague") && open && <Answer to={of} />}
    </li>
  );
}

/** Open questions first, those to the reader before others; answered ones are folded away. */
export function Thread() {
  const { view, may, open } = useDesk();
  const waiting = view.thread.filter((q) => !q.answered).sort((a, b) => Number(b.mine) - Number(a.mine));
  const answered = view.thread.filter((q) => q.answered).reverse();
  if (view.thread.length === 0 && !may("ask colleague")) return null;
  return (
    <section className="thread-sec" aria-label="Thread of the practice">
      <div className="h2row">
        <h2>Among us</h2>
        <span className="sm">Questions within the practice; they never leave it</span>
      </div>
      {waiting.length > 0 && (
        <ul className="plain-list thread">
          {waiting.map((q) => (
            <QuestionRow key={q.event} of={q} />
          ))}
        </ul>
      )}
      {answered.length > 0 && (
        <details className="reasons" open={waiting.length === 0}>
          <summary>
            Answered <span className="t3">{answered.length}</span>
          </summary>
          <ul className="plain-list thread">
            {answered.map((q) => (
              <QuestionRow key={q.event} of={q} />
            ))}
          </ul>
        </details>
      )}
      {may("ask colleague") && (
        <Button size="small" keys="Q" onClick={() => open({ of: "ask" })}>
          Ask a colleague
        </Button>
      )}
    </section>
  );
}
