import { Fragment } from "react";
import { Term } from "./chips.tsx";
import { GLOSSARY, piecesOf, type Word } from "./glossary.ts";

/** A word of the trade that says what it means. */
export const Said = ({ word, children }: { readonly word: Word; readonly children?: string }) => (
  <Term means={GLOSSARY[word]}>{children ?? word}</Term>
);

/** A heading, or the name of a figure: each word of the trade in it says what it means. Not for rows of a long list. */
export const Label = ({ children }: { readonly children: string }) =>
  piecesOf(children).map(({ at, text, word }) =>
    word === undefined ? (
      <Fragment key={at}>{text}</Fragment>
    ) : (
      <Said key={at} word={word}>
        {text}
      </Said>
    ),
  );

/** Whether the name of a field has a word of the trade in it. */
export const hasWord = (label: string): boolean => piecesOf(label).some((p) => p.word !== undefined);

/**
 * The name of a field whose words say what they mean, to the pointer and to the keyboard. A button may not stand in a label, so
 * the words stand beside pieces of it, all of them under one id for the field to be named by.
 */
export const FieldLabel = ({
  of,
  id,
  children,
}: {
  readonly of: string;
  readonly id: string;
  readonly children: string;
}) => {
  const pieces = piecesOf(children);
  return (
    <>
      <span className="field-name" id={id}>
        {pieces.map(({ at, text, word }) =>
          word === undefined ? (
            <label key={at} htmlFor={of}>
              {text}
            </label>
          ) : (
            <Term key={at} means={GLOSSARY[word]} apart={`${id}-${at}`}>
              {text}
            </Term>
          ),
        )}
      </span>
      {pieces.map(
        ({ at, word }) =>
          word !== undefined && (
            <span key={at} id={`${id}-${at}`} hidden>
              {GLOSSARY[word]}
            </span>
          ),
      )}
    </>
  );
};
