import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "#base/problem.ts";
import { Echo } from "./echo.ts";
import { type LeftSet, LeftSetsReader } from "./left-sets.ts";
import { LISTED } from "./problems.ts";
import { readX12 } from "./read.ts";
import { pureLatin1 } from "./segment.ts";
import { SharedReader } from "./shared-reader.ts";
import { type Find, Tape } from "./tape.ts";

const FIXTURES = new URL("../../fixtures/x12/", import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, FIXTURES), "latin1");
const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const CLAIMS = textOf("claims-837p.edi");
const PAYMENTS = textOf("payments-835.edi");
/** The same claims under another ISA13. */
const SECOND = CLAIMS.replaceAll("000000001", "000000002");

function pushed(bytes: Uint8Array, sizes: readonly number[], push: (chunk: Uint8Array) => void): void {
  let at = 0;
  for (const n of [...sizes, bytes.length]) {
    push(bytes.slice(at, at + n));
    at += n;
  }
}

function read(text: string, sizes: readonly number[] = []) {
  const ids: string[] = [];
  const bytes = latin(text);
  const reader = readX12("f.edi", {
    claim: (c) => ids.push(c.id),
    claimPayment: (c) => ids.push(c.id),
  });
  pushed(bytes, sizes, (chunk) => reader.push(chunk));
  return { ...reader.end(), ids };
}

const find: Find = (bytes, what, from) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(what, from);

/**
 * As `parley x12 check` reads with workers: of every `every` sets one is left, and `lot` of those are read by another at a
 * time. Undefined when they doubt.
 */
function shared(text: string, lot: number, every = 1, sizes: readonly number[] = []) {
  const bytes = latin(text);
  const ids: string[] = [];
  const handlers = {
    claim: (c: { id: string }) => ids.push(c.id),
    claimPayment: (c: { id: string }) => ids.push(c.id),
  };
  const sets: LeftSet[] = [];
  let asked = 0;
  const leaves = () => asked++ % every === 0;
  const left = (set: LeftSet) => void sets.push(set);
  const reader = new SharedReader("f.edi", { latin1: pureLatin1, find, leaves, left }, handlers);
  pushed(bytes, sizes, (chunk) => reader.push(chunk));
  for (let k = 0; k < sets.length; k += lot) {
    const part = sets.slice(k, k + lot);
    const other = new LeftSetsReader("f.edi", part, handlers, pureLatin1);
    pushed(bytes.slice(part[0]?.context.byte ?? 0, part.at(-1)?.to ?? 0), sizes, (chunk) => other.push(chunk));
    reader.take(other.end());
  }
  const summary = reader.end();
  return summary && { ...summary, ids: ids.sort() };
}

/** Whoever reads the sets, the answer is that of one reader; "doubted" when the others asked for that one. */
function sharing(text: string, lot = 1, every = 1, sizes: readonly number[] = []): "same" | "doubted" {
  const answer = shared(text, lot, every, sizes);
  if (answer === undefined) return "doubted";
  const all = read(text);
  expect(answer).toEqual({ ...all, ids: [...all.ids].sort() });
  return "same";
}

function echoed(text: string, sizes: readonly number[]): string {
  const out: number[] = [];
  const echo = new Echo((part) => out.push(...part));
  const tape = new Tape(echo);
  pushed(latin(text), sizes, (chunk) => tape.push(chunk));
  tape.end();
  echo.flush();
  return out.map((b) => String.fromCharCode(b)).join("");
}

const told = (problems: readonly Problem[]): readonly string[] =>
  problems.map((p) => `${p.severity} ${p.code} ${p.at.element}`);
const ONCE = ["A-1001", "A-1002", "A-1003"];

describe("an IEA that lacks its terminator swallows no interchange behind it", () => {
  const first = CLAIMS.trimEnd().replace(/~$/, "");
  const other = SECOND.replaceAll("*", "|").replaceAll("~", "!");
  test.each<[string, string]>([
    ["nothing between", `${first}${SECOND}`],
    ["a newline between", `${first}\n${SECOND}`],
    ["a return and a newline between", `${first}\r\n${SECOND}`],
    ["NUL and blanks between", `${first}\0  ${SECOND}`],
    ["other delimiters behind", `${first}${other}`],
    ["an ISA in lower case", `${first}${SECOND.replace("ISA*", "isa*")}`],
    ["an ISA that is not padded", `${first}${SECOND.replaceAll(/ +(?=\*)/g, "")}`],
    ["a newline that should have ended it", `${first.replaceAll("~\n", "\n")}${SECOND.replaceAll("~\n", "\n")}`],
  ])("%s", (_, text) => {
    const all = read(text);
    expect(all.ids).toEqual([...ONCE, ...ONCE]);
    expect([all.interchanges, all.groups, all.sets, all.claims]).toEqual([2, 2, 2, 6]);
    expect(told(all.problems)).toContain("warning terminator-missing IEA");
    expect(all.problems.filter((p) => p.severity === "error")).toEqual([]);
    const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 });
    fc.assert(
      fc.property(sizes, (chunks) => {
        expect(read(text, chunks)).toEqual(all);
        expect(echoed(text, chunks)).toBe(text);
      }),
      { numRuns: 15 },
    );
    const ones = new Array<number>(text.length).fill(1);
    expect(read(text, ones)).toEqual(all);
    expect(echoed(text, ones)).toBe(text);
    expect(sharing(text)).toBe("same");
  });

  test.each<[string, string]>([
    ["its last digit gone", "00000000"],
    ["nothing of its number left", ""],
  ])("cut before the end of the file, %s: an error", (_, control) => {
    expect(told(read(CLAIMS.replace(/IEA\*1\*000000001~\n$/, `IEA*1*${control}`)).problems)).toContain("error cut IEA");
  });

  test("one that only names an ISA is an IEA like any other", () => {
    for (const tail of ["IEA*1*ISA~\n", "IEA*1*ISA*~", "IEA*1*1ISA*00*~", "IEA*1*I~", "IEA*1*IS~"]) {
      const text = CLAIMS.replace(/IEA\*1\*000000001~\n$/, tail);
      const all = read(text);
      expect([tail, told(all.problems)]).toEqual([tail, ["warning control-number IEA02"]]);
      expect(read(text, new Array<number>(text.length).fill(1))).toEqual(all);
    }
  });

  test("the last of the file is whole without the zeros that pad its number", () => {
    expect(told(read(CLAIMS.replace(/IEA\*1\*000000001~\n$/, "IEA*1*1")).problems)).toEqual(
      ["warning control-number IEA02", "warning terminator-missing IEA"].sort((a, b) => (a < b ? 1 : -1)),
    );
  });
});

describe("what frames a set", () => {
  const swap = (from: string | RegExp, to: string) => CLAIMS.replace(from, to);
  const GS = /GS\*[^~]*~\n/.exec(CLAIMS)?.[0] ?? "";
  const GROUP = CLAIMS.slice(CLAIMS.indexOf("GS*"));
  test.each<[string, string, readonly string[], ("doubted" | "same")?]>([
    ["ISA09", swap("*260105*", "*261305*"), ["warning interchange-date ISA09"]],
    ["ISA10", swap(/(ISA.{67}\d{6})\*\d{4}/, "$1*2460"), ["warning interchange-time ISA10"]],
    ["GS04 of nine digits", swap(/(GS\*HC\*\w+\*\w+\*\d{8})\*/, "$10*"), ["warning group-date GS04"]],
    ["GS01 of a payment", swap("GS*HC", "GS*HP"), ["warning group-kind GS01"]],
    ["GS08", swap(/(GS[^~]*\*X\*)005010X222A1~/, "$1~"), ["warning element-missing GS08"]],
    ["ST03", swap(/(ST\*837\*0001\*005010X222)A1~/, "$1~"), ["warning guide-differs ST03"]],
    ["a cut ISA", CLAIMS.slice(0, 60), ["error cut ISA"]],
    ["a text that is no X12", "HELLO", ["error no-isa ISA"]],
    ["text after the IEA", `${CLAIMS}IEA GOODBYE`, ["warning text-after-interchange IEA"]],
    ["a segment outside", CLAIMS.replace("GE*1", "REF*X*1~\nGE*1"), ["error outside-set REF"]],
    ["a second SE", CLAIMS.replace("GE*1", "SE*1*1~\nGE*1"), ["warning closes-nothing SE"]],
    ["an id that is none", CLAIMS.replace("LX*1", "L?*1"), ["error segment-id segment id"], "doubted"],
  ])("%s", (_, text, expected, how = "same") => {
    for (const e of expected) expect(told(read(text).problems)).toContain(e);
    expect(sharing(text)).toBe(how);
  });

  test("a set sent twice in one group is said at its ST02", () => {
    const set = /ST\*837[\s\S]*SE\*\d+\*0001~\n/.exec(CLAIMS)?.[0] ?? "";
    expect(told(read(CLAIMS.replace(set, set + set).replace("GE*1*", "GE*2*")).problems)).toEqual([
      "warning set-repeated ST02",
    ]);
  });

  test("a GS ends the set that is open, in one thread and in several", () => {
    const at = CLAIMS.indexOf("HL*5*");
    const text = `${CLAIMS.slice(0, at)}${GS}${CLAIMS.slice(at)}`;
    const all = read(text);
    expect(told(all.problems)).toContain("error set-not-closed ST");
    expect(told(all.problems)).toContain("error group-not-closed GS");
    expect(all.ids).toEqual(["A-1001", "A-1002"]);
    expect(sharing(text)).toBe("doubted");
  });

  test("a whole group after the IEA is named as one, whatever the chunks", () => {
    const said = (text: string) => read(text).problems.find((p) => p.code === "text-after-interchange");
    const text = `${CLAIMS}${GROUP}`;
    expect(said(text)?.message).toContain("A whole group stands after the IEA");
    expect(said(`${CLAIMS}${GROUP.replace("IEA*", "XEA*")}`)?.message).toContain("belongs to none");
    expect(read(text, new Array<number>(text.length).fill(1))).toEqual(read(text));
    // The next ISA begins afresh.
    expect(read(`${text}${SECOND}${GROUP}`).problems.map((p) => p.code)).toEqual([
      "text-after-interchange",
      "text-after-interchange",
    ]);
  });

  test("so many Problems that they are cut off: the first hidden one is shown", () => {
    const text = CLAIMS.replace("~\nLX*2", `${"~".repeat(LISTED + 5)}\nLX*2`);
    const { problems } = read(text);
    expect(problems.at(-1)?.at.byte).toBe((problems.at(-2)?.at.byte ?? 0) + 1);
    expect(sharing(text)).toBe("doubted");
    // Told on both sides of a set that is left: the first thousand are those of one reader.
    const set = /ST\*837[\s\S]*SE\*\d+\*0001~\n/.exec(CLAIMS)?.[0] ?? "";
    const wrong = set.replace(/SE\*\d+/, "SE*1");
    expect(sharing(CLAIMS.replace(set, wrong.repeat(LISTED + 30)), 7, 2)).toBe("same");
  });
});

describe("a set that another reads is leapt over", () => {
  const SETS = (/ST\*837[\s\S]*SE\*\d+\*0001~\n/.exec(CLAIMS)?.[0] ?? "").repeat(3);
  const three = (set: (one: string) => string): string => {
    const one = /ST\*837[\s\S]*SE\*\d+\*0001~\n/.exec(CLAIMS)?.[0] ?? "";
    return CLAIMS.replace(one, `${one}${set(one)}${one}`);
  };
  const swap = (from: string | RegExp, to: string) => three((one) => one.replace(from, to));
  const LONG = "NTE*ADD*".padEnd(1_100_000, "X");
  test.each<[string, string, "doubted" | "same"]>([
    ["nothing odd", CLAIMS.replace(SETS.slice(0, SETS.length / 3), SETS), "same"],
    ["payments", PAYMENTS, "same"],
    ["no line breaks", swap("x", "x").replaceAll("~\n", "~"), "same"],
    ["a return and a newline after every terminator", swap("x", "x").replaceAll("~\n", "~\r\n"), "same"],
    ["blanks after every terminator", swap("x", "x").replaceAll("~\n", "~  \0 "), "same"],
    ["a newline as terminator", swap("x", "x").replaceAll("~\n", "\n"), "same"],
    ["other delimiters", swap("x", "x").replaceAll("*", "|").replaceAll("~", "!"), "same"],
    ["a set that holds nothing", three(() => "ST*837*0002*005010X222A1~\nSE*2*0002~\n"), "same"],
    ["a guide that is not read", swap(/005010X222A1/g, "005010X999A1"), "same"],
    ["a wrong count", swap(/SE\*\d+/, "SE*1"), "same"],
    ["another control number", swap(/(SE\*\d+\*)0001/, "$10009"), "same"],
    ["SE as the value of an element", swap("LX*1~", "LX*1~\nNTE*SE*SE*1~"), "same"],
    ["a segment id that begins with SE", swap("LX*1~", "LX*1~\nSEX*1~"), "same"],
    ["text outside ASCII", swap("LX*1~", "LX*1~\nNTE*ADD*\u00e9~"), "same"],
    ["no SE", swap(/SE\*\d+\*0001~\n/, ""), "doubted"],
    ["no SE in the last set", CLAIMS.replace(/SE\*\d+\*0001~\n/, ""), "doubted"],
    ["an SE without elements", swap(/SE\*\d+\*0001~/, "SE~"), "doubted"],
    ["an SE in lower case", swap(/SE(?=\*\d+\*0001)/, "se"), "doubted"],
    ["another break before the SE", swap(/\nSE(?=\*\d+\*0001)/, "\r\nSE"), "doubted"],
    ["a second ST", swap("LX*1~", "ST*837*0002~\nLX*1~"), "doubted"],
    ["an ISA within", swap("LX*1~", `${CLAIMS.slice(0, CLAIMS.indexOf("GS*"))}LX*1~`), "doubted"],
    ["an IEA within", swap("LX*1~", "IEA*1*000000001~\nLX*1~"), "doubted"],
    ["a TA1 within, which is a segment like any other", swap("LX*1~", "TA1*1~\nLX*1~"), "same"],
    ["an empty segment", swap("LX*1~", "~LX*1~"), "doubted"],
    ["an id in lower case", swap("LX*1", "lx*1"), "doubted"],
    ["a wrapped line", swap("LX*1", "LX\n*1"), "doubted"],
    ["a segment without an end", swap("LX*1~", `${LONG}~\nLX*1~`), "doubted"],
    ["a file that ends within", swap("x", "x").slice(0, -400), "doubted"],
    ["a file that ends within the id of the SE", CLAIMS.slice(0, CLAIMS.indexOf("\nSE*") + 2), "doubted"],
  ])("%s", (_, text, how) => {
    expect(sharing(text, 2)).toBe(how);
    if (text.length > 100_000) return;
    for (const size of [1, 2, 3, 5, 64]) {
      expect(sharing(text, 1, 1, new Array<number>(Math.ceil(text.length / size)).fill(size))).toBe(how);
    }
    // Only the first and the last are left, and the one between is read here.
    sharing(text, 1, 2);
  });
});

describe("every Problem", () => {
  test("names a loop or an element, and is the same in one thread and in several", () => {
    const files = [...readdirSync(FIXTURES).map(textOf), CLAIMS, PAYMENTS];
    const edit = fc.tuple(
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.nat({ max: 30 }),
      fc.constantFrom(
        "",
        "~",
        "*",
        "GS*HC*A*B*20260105*1200*1*X*005010X222A1~",
        "ST*837*1~",
        "SE*1*1~",
        "IEA*1*1~",
        "?",
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(edit, { maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 8 }),
        (text, edits, lot, every, sizes) => {
          let damaged = text;
          for (const [at, cut, put] of edits) {
            const i = Math.floor(at * damaged.length);
            damaged = damaged.slice(0, i) + put + damaged.slice(i + cut);
          }
          const all = read(damaged);
          for (const p of all.problems) {
            expect([p.code, p.at.loop ?? p.at.element, p.at.byte, p.at.segment]).not.toContain(undefined);
          }
          sharing(damaged, lot, every, sizes);
        },
      ),
      { numRuns: 300 },
    );
  });
});
