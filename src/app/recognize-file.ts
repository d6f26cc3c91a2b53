import { readFileSync } from "node:fs";
import { err, ok, type Result } from "#base/result.ts";
import { PUBLIC_ENTRIES } from "#strategy/vendors/library.ts";
import { type Piece, type Recognized, recognize } from "#strategy/vendors/recognize.ts";
import { segmentPieces } from "#strategy/vendors/remittance-pieces.ts";
import { Tape } from "#x12/tape.ts";
import { isPdf, PDF_FAULTS, pdfText } from "./pdf-text.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";

/** Who is named in a file: an 835 by the fields that name parties, a PDF or any other text by its words. */

export interface RecognizedFile {
  readonly file: string;
  readonly kind: "835" | "PDF" | "text";
  readonly found: readonly Recognized[];
}

/** Longer files that are no X12 are no letters. */
const MOST_TEXT = 4_000_000;
/** Names of a file that repeat with every claim are compared once. */
const MOST_PIECES = 20_000;

/** The fields of an X12 file that may name a party; undefined when it is none. */
function fieldsOf(path: string): readonly Piece[] | undefined {
  const seen = new Set<string>();
  const pieces: Piece[] = [];
  let separator: string | undefined;
  const nothing = (): void => {};
  const tape = new Tape(
    {
      header: (h) => {
        separator = String.fromCharCode(h.delimiters.element);
      },
      segment: (s) => {
        if (separator === undefined || pieces.length >= MOST_PIECES) return;
        for (const p of segmentPieces(latin1(s.raw, s.rawFrom, s.rawTo).trim(), s.number, separator)) {
          if (seen.has(p.text)) continue;
          seen.add(p.text);
          pieces.push(p);
        }
      },
      empty: nothing,
      outside: nothing,
      cut: nothing,
      tooLong: nothing,
    },
    latin1,
  );
  for (const chunk of fileChunks(path)) {
    tape.push(chunk);
    if (tape.stopped) break;
  }
  tape.end();
  return separator === undefined ? undefined : pieces;
}

/** Throws what the file system throws. */
export async function recognizeFile(path: string): Promise<Result<RecognizedFile, string>> {
  const fields = fieldsOf(path);
  if (fields !== undefined) return ok({ file: path, kind: "835", found: recognize(fields, PUBLIC_ENTRIES) });
  const bytes = readFileSync(path);
  if (isPdf(bytes)) {
    const read = await pdfText(bytes);
    return read.ok ? ok({ file: path, kind: "PDF", found: inText(read.value.text) }) : err(PDF_FAULTS[read.error]);
  }
  return ok({ file: path, kind: "text", found: inText(bytes.subarray(0, MOST_TEXT).toString("utf8")) });
}

const inText = (text: string): readonly Recognized[] =>
  recognize([{ where: "text", text, isField: false }], PUBLIC_ENTRIES);
