import { type ComponentProps, type ReactNode, useId } from "react";
import { Glyph } from "./glyph.tsx";
import { FieldLabel, hasWord } from "./said.tsx";
import "./fields.css";

interface Labelled {
  readonly label: ReactNode;
  /** What to know before answering, under the label. */
  readonly help?: ReactNode;
  /** What is wrong, and what to do about it. */
  readonly wrong?: string | undefined;
}

/** Whether a field is named by words that say what they mean, see `FieldLabel`. */
const isNamed = (label: ReactNode): label is string => typeof label === "string" && hasWord(label);

function Around({
  id,
  label,
  help,
  wrong,
  children,
}: Labelled & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="field">
      {isNamed(label) ? (
        <FieldLabel of={id} id={`${id}-name`}>
          {label}
        </FieldLabel>
      ) : (
        <label htmlFor={id}>{label}</label>
      )}
      {help !== undefined && (
        <p className="xs t3" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children}
      {wrong !== undefined && (
        <p className="xs k-denied kc wrong" id={`${id}-wrong`}>
          <Glyph name="warn" s /> {wrong}
        </p>
      )}
    </div>
  );
}

const described = (id: string, { label, help, wrong }: Labelled) => {
  const ids = [help === undefined ? "" : `${id}-help`, wrong === undefined ? "" : `${id}-wrong`].filter(
    (x) => x !== "",
  );
  return {
    ...(ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }),
    ...(isNamed(label) ? { "aria-labelledby": `${id}-name` } : {}),
    ...(wrong === undefined ? {} : { "aria-invalid": true }),
  };
};

/** One line of text, a day (`type="date"`), a number. What was typed is kept when it is refused. */
export function TextField({
  label,
  help,
  wrong,
  before,
  ...rest
}: Labelled & { readonly before?: string } & Omit<ComponentProps<"input">, "id">) {
  const id = useId();
  return (
    <Around id={id} label={label} help={help} wrong={wrong}>
      <span className="input">
        {before !== undefined && <span aria-hidden="true">{before}</span>}
        <input type="text" {...rest} id={id} {...described(id, { label, help, wrong })} />
      </span>
    </Around>
  );
}

/** An amount of dollars as it is typed: `1,320.00`. Reading it is the page's: readUsd without its commas. */
export const MoneyField = (props: Labelled & Omit<ComponentProps<"input">, "id" | "type">) => (
  <TextField {...props} before="$" inputMode="decimal" autoComplete="off" />
);

/** Words of several lines: a note, a reason. */
export function TextArea({ label, help, wrong, ...rest }: Labelled & Omit<ComponentProps<"textarea">, "id">) {
  const id = useId();
  return (
    <Around id={id} label={label} help={help} wrong={wrong}>
      <span className="input tall">
        <textarea rows={3} {...rest} id={id} {...described(id, { label, help, wrong })} />
      </span>
    </Around>
  );
}

/** One of a few. The browser's own list, which every keyboard and reader knows. */
export function SelectField({
  label,
  help,
  wrong,
  options,
  ...rest
}: Labelled & { readonly options: readonly { readonly value: string; readonly name: string }[] } & Omit<
    ComponentProps<"select">,
    "id"
  >) {
  const id = useId();
  return (
    <Around id={id} label={label} help={help} wrong={wrong}>
      <span className="input">
        <select {...rest} id={id} {...described(id, { label, help, wrong })}>
          {options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.name}
            </option>
          ))}
        </select>
      </span>
    </Around>
  );
}

/** A box to tick. Without a visible word it needs `aria-label`. */
export function Check({
  children,
  ...rest
}: { readonly children?: ReactNode } & Omit<ComponentProps<"input">, "type">) {
  return (
    <label className="check">
      <input type="checkbox" {...rest} />
      {children}
    </label>
  );
}
