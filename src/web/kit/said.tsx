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
