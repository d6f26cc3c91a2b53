import { type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import { Glyph } from "./glyph.tsx";
import "./question.css";

export interface Choice {
  readonly value: string;
  readonly text: ReactNode;
  readonly note?: string;
}

export interface QuestionProps {
  readonly question: ReactNode;
  /** What the answer decides, in dollars or a channel. */
  readonly decides: ReactNode;
  readonly choices: readonly Choice[];
  /** What happens when nobody knows: always the last choice. */
  readonly unknown: Choice;
  readonly save: (value: string) => void;
  readonly busy?: boolean;
  /** What the saved answer changed: "Channel set to federal. 9 lines moved." */
  readonly said?: { readonly text: string; readonly undo?: () => void } | undefined;
  /** How many more wait after this one; never more than one is shown. */
  readonly more?: number;
}

/** The only violet box. One question, answered in place. */
export function QuestionCard({
  question,
  decides,
  choices,
  unknown,
  save,
  busy = false,
  said,
  more = 0,
}: QuestionProps) {
  const [value, setValue] = useState("");
  const name = useId();
  if (said !== undefined)
    return (
      <section className="question" aria-live="polite">
        <Glyph name="check" />
        <div className="grow sm">
          <p>{said.text}</p>
          {said.undo !== undefined && (
            <Button size="small" kind="quiet" onClick={said.undo} keys="Z">
              Undo
            </Button>
          )}
        </div>
      </section>
    );
  return (
    <section className="question" aria-label="Question">
      <span className="k-fact kc">
        <Glyph name="fact" />
      </span>
      <fieldset className="grow">
        <legend className="m sm">{question}</legend>
        <p className="xs t2 mt1">{decides}</p>
        <div className="mt2">
          {[...choices, unknown].map((c) => (
            <label key={c.value} className="choice">
              <input
                type="radio"
                name={name}
                value={c.value}
                checked={value === c.value}
                onChange={() => setValue(c.value)}
              />
              <span>
                {c.text} {c.note !== undefined && <span className="t2">({c.note})</span>}
              </span>
            </label>
          ))}
        </div>
        <div className="row between mt2">
          <Button size="small" busy={busy} disabled={value === ""} onClick={() => save(value)}>
            Save answer
          </Button>
          {more > 0 && (
            <span className="xs t2">
              {more} more {more === 1 ? "question" : "questions"}
            </span>
          )}
        </div>
      </fieldset>
    </section>
  );
}
