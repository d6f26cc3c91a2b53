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

/** The same inside the label of a field, which is itself what one clicks: the meaning comes on hover alone. */
export const FieldLabel = ({ children }: { readonly children: string }) =>
  piecesOf(children).map(({ at, text, word }) =>
    word === undefined ? (
      <Fragment key={at}>{text}</Fragment>
    ) : (
      <span key={at} className="term-of-field" title={GLOSSARY[word]}>
        {text}
      </span>
    ),
  );
