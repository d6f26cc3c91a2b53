import { type KeyboardEvent, useRef } from "react";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Label } from "#web/kit/said.tsx";
import { emptyLine, type LineTyped, wrongWith } from "./typed-form.ts";

type Column = Exclude<keyof LineTyped, "key">;

interface ColumnOf {
  readonly column: Column;
  readonly name: string;
  readonly width: number | undefined;
  readonly amount?: true;
  readonly day?: true;
  readonly hint?: string;
}

const SERVICE: readonly ColumnOf[] = [
  { column: "date", name: "Day of service", width: 148, day: true },
  { column: "code", name: "Code", width: 96 },
  { column: "modifiers", name: "Modifiers", width: 84 },
  { column: "units", name: "Units", width: 62 },
  { column: "charge", name: "Charge", width: 104, amount: true },
];
const ANSWER: readonly ColumnOf[] = [
  { column: "allowed", name: "Allowed", width: 104, amount: true },
  { column: "reasons", name: "Taken off, and why", width: undefined, hint: "CO-45 120.00, PR-1 30.00" },
  { column: "paid", name: "Paid", width: 104, amount: true },
];

interface LinesProps {
  readonly of: "eob" | "claim";
  readonly lines: readonly LineTyped[];
  readonly change: (lines: readonly LineTyped[]) => void;
  /** By how much each line is out, where it is. */
  readonly out?: ReadonlyMap<number, string>;
}

function Cell({
  line,
  at,
  column,
  isWrong,
  put,
}: {
  readonly line: LineTyped;
  readonly at: number;
  readonly column: ColumnOf;
  readonly isWrong: boolean;
  readonly put: (text: string) => void;
}) {
  return (
    <td>
      <span className="input">
        <input
          type={column.day === true ? "date" : "text"}
          className={column.amount === true ? "right" : undefined}
          inputMode={column.amount === true ? "decimal" : undefined}
          autoComplete="off"
          aria-label={`${column.name}, line ${at + 1}`}
          aria-invalid={isWrong || undefined}
          placeholder={column.hint}
          value={line[column.column]}
          onChange={(event) => put(event.target.value)}
        />
      </span>
    </td>
  );
}

/** Lines typed as they stand on paper. Enter on the last field begins the next, with the same day. */
export function TypedLines({ of, lines, change, out }: LinesProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const columns = of === "eob" ? [...SERVICE, ...ANSWER] : SERVICE;
  const set = (key: number, column: Column, text: string) =>
    change(lines.map((l) => (l.key === key ? { ...l, [column]: text } : l)));
  const add = () => {
    const last = lines.at(-1);
    change([...lines, emptyLine((last?.key ?? 0) + 1, last?.date ?? "")]);
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLInputElement>("tr:last-child td:nth-child(2) input")?.focus(),
    );
  };
  const enter = (event: KeyboardEvent, at: number) => {
    if (event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    if (at === lines.length - 1) add();
    else body.current?.querySelectorAll<HTMLInputElement>("tr td:nth-child(2) input")[at + 1]?.focus();
  };
  return (
    <fieldset>
      <legend>Lines</legend>
      <div className="typed-lines">
        <table>
          <caption className="vh">Lines as they are typed</caption>
          <thead>
            <tr>
              {columns.map((c) => (
                <th
                  key={c.column}
                  scope="col"
                  className={c.amount === true ? "n" : undefined}
                  style={{ width: c.width }}
                >
                  <Label>{c.name}</Label>
                </th>
              ))}
              <th scope="col" style={{ width: 128 }}>
                <span className="vh">Balance, remove</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {lines.map((line, at) => {
              const wrong = wrongWith(line, of);
              return (
                <tr key={line.key} onKeyDown={(event) => enter(event, at)}>
                  {columns.map((c) => (
                    <Cell
                      key={c.column}
                      line={line}
                      at={at}
                      column={c}
                      isWrong={wrong[c.column] !== undefined}
                      put={(text) => set(line.key, c.column, text)}
                    />
                  ))}
                  <td>
                    <span className="row">
                      <span className="xs k-denied kc num grow">{out?.get(at + 1)}</span>
                      {lines.length > 1 && (
                        <Button
                          kind="quiet"
                          size="small"
                          aria-label={`Remove line ${at + 1}`}
                          onClick={() => change(lines.filter((l) => l.key !== line.key))}
                        >
                          <Glyph name="close" s />
                        </Button>
                      )}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="mt2">
        <Button size="small" keys="Enter" onClick={add}>
          Add a line
        </Button>
      </div>
    </fieldset>
  );
}
