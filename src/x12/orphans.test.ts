import { describe, expect, test } from "vitest";
import { groupAnswers } from "./answer-reader.ts";
import { claimAnswers } from "./claim-answer-reader.ts";
import { professionalClaims } from "./claim-reader.ts";
import type { SetContext } from "./context.ts";
import { institutionalClaims } from "./facility-reader.ts";
import { compile } from "./grammar.ts";
import { payments } from "./payment-reader.ts";
import { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";
import type { Mapping, Records } from "./set-reader.ts";
import { Tape } from "./tape.ts";

/**
 * Reading may begin in the middle of a set, so every segment may come before what it belongs to. It then belongs to
 * nothing: no record is made of it, and no record of another set is touched.
 */

const delimiters = { element: 42, component: 58, repetition: 94, terminator: 126 };
const context: SetContext = { kind: "837", version: "", set: "1", interchange: "1", delimiters, byte: 0, segment: 1 };
const { root } = compile({ set: "X", versions: [], name: "", segments: [{ id: "AAA", name: "" }], loops: [] });
const step = root.own[0] ?? expect.fail("no step");

/** What opens a record, and so makes one. */
const OPENS = new Set(["2300 CLM", "2000 AK2", "999 AK1", "2200B TRN", "2200C TRN", "2200D TRN"]);

function readAlone<S>(mapping: Mapping<S>, key: string): { readonly made: number; readonly thrown: unknown } {
  let made = 0;
  const one = (): void => {
    made++;
  };
  const out: Records = {
    claim: one,
    claimPayment: one,
    setAnswer: one,
    groupAnswer: one,
    claimAnswer: one,
  };
  const state = mapping.open(context, out, new Problems("f.edi"));
  let thrown: unknown;
  const [loop = "", id = ""] = key.split(" ");
  const read = (s: Segment): void => {
    try {
      mapping.segments[key]?.(state, s, loop, step);
      for (const close of Object.values(mapping.closes)) close(state, s.end);
    } catch (error) {
      thrown = error;
    }
  };
  const ignore = (): void => {};
  const sink = { segment: read, cut: ignore, header: ignore, empty: ignore, outside: ignore, tooLong: ignore };
  const tape = new Tape(sink, undefined, { delimiters, byte: 0, segment: 1 });
  tape.push(new TextEncoder().encode(`${id}*BG:17*5*D8*7*1:2*6*1*8*9*A7:1*A8:2~`));
  return { made, thrown };
}

const rows = <S>(name: string, mapping: Mapping<S>) =>
  Object.keys(mapping.segments)
    .filter((key) => !OPENS.has(key))
    .map((key) => [name, key, () => readAlone(mapping, key)] as const);

describe("a segment without what it belongs to", () => {
  test.each([
    ...rows("837P", professionalClaims),
    ...rows("837I", institutionalClaims),
    ...rows("999", groupAnswers),
    ...rows("277CA", claimAnswers),
    ...rows("835", payments).filter(([, key]) => !/CLP$/.test(key)),
  ])("%s %s", (_, __, read) => expect(read()).toEqual({ made: 0, thrown: undefined }));
});
