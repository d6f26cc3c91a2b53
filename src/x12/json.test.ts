import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { readAmount, writeAmount } from "./json-model.ts";
import { Problems } from "./problems.ts";
import { readX12 } from "./read.ts";
import { ShowJson } from "./show-json.ts";
import { Tape } from "./tape.ts";
import { WriteJson } from "./write-json.ts";

const FIXTURES = new URL("../../fixtures/x12/", import.meta.url);
const names = readdirSync(FIXTURES);
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, FIXTURES)));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The document, made from chunks of `size` bytes. */
function shown(bytes: Uint8Array, size = bytes.length + 1): string {
  const parts: string[] = [];
  const problems = new Problems("f.edi");
  const show = new ShowJson(problems, (p) => parts.push(JSON.stringify(p)));
  const tape = new Tape(show);
  for (let i = 0; i < bytes.length; i += size) tape.push(bytes.slice(i, i + size));
  tape.end();
  show.finish();
  return `{"x12":1,"parts":[\n${parts.join(",\n")}\n],"whole":${show.whole},"problems":${JSON.stringify(problems.list())}}`;
}

interface Written {
  readonly bytes: Uint8Array;
  readonly problem: Problem | undefined;
}

function written(json: Uint8Array, size = json.length + 1): Written {
  const parts: Uint8Array[] = [];
  const writer = new WriteJson("f.json", (b) => parts.push(b));
  for (let i = 0; i < json.length; i += size) writer.push(json.slice(i, i + size));
  writer.end();
  return { bytes: new Uint8Array(Buffer.concat(parts)), problem: writer.problem };
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);

describe("through the model and back", () => {
  test.each(names)("%s is the same byte for byte, with errors or without", (name) => {
    const bytes = bytesOf(name);
    const back = written(utf8(shown(bytes)));
    expect([back.problem, same(back.bytes, bytes)]).toEqual([undefined, true]);
  });

  test("chunks may end anywhere, of the file and of the document", () => {
    const sizes = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(fc.constantFrom(...names), sizes, sizes, (name, a, b) => {
        const bytes = bytesOf(name);
        const back = written(utf8(shown(bytes, a)), b);
        expect([name, back.problem, same(back.bytes, bytes)]).toEqual([name, undefined, true]);
      }),
      { numRuns: 60 },
    );
  });

  test("a document in another layout is the same document", () => {
    const bytes = bytesOf("claims-837i.edi");
    const doc: unknown = JSON.parse(shown(bytes));
    for (const indent of [0, 2]) {
      const text = JSON.stringify(doc, null, indent).replace("{", "\ufeff{".slice(indent > 0 ? 0 : 1));
      expect(same(written(utf8(text), 7).bytes, bytes)).toBe(true);
    }
  });

  test("whatever bytes a file holds, they come back or a Problem says why not", () => {
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...names.filter((n) => n !== "empty.edi")),
        fc.array(edit, { maxLength: 6 }),
        (name, edits) => {
          const bytes = bytesOf(name);
          for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
          const back = written(utf8(shown(bytes)));
          // No silent difference; and only an ISA that contradicts itself is refused.
          const why = back.problem?.code ?? (same(back.bytes, bytes) ? "same" : "different");
          expect([name, edits, why]).toEqual([name, edits, expect.stringMatching(/^(same|json-isa|json-delimiters)$/)]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("names in UTF-8 are text, other bytes are named latin1", () => {
    expect(shown(bytesOf("names-in-utf8.edi"))).not.toContain("latin1");
    expect(shown(bytesOf("names-in-latin1.edi"))).toContain('{"latin1":"');
  });

  test("what cannot be read to its end is not whole, and is not written in silence", () => {
    const cut = utf8(shown(bytesOf("claims-837p.edi").slice(0, 500)).replace('"whole":true', '"whole":false'));
    expect(written(cut).problem).toMatchObject({ code: "json-not-whole", severity: "error" });
    const long = new Uint8Array(3_000_000).fill(88);
    long.set(bytesOf("claims-837p.edi").slice(0, 600));
    expect(shown(long, 1 << 16)).toContain('"whole":false');
  });
});

describe("what the document says", () => {
  const parts: readonly { readonly id?: string }[] = JSON.parse(shown(bytesOf("claims-837i.edi"))).parts;
  const first = (id: string): unknown => parts.find((p) => p.id === id);
  test.each<[string, object]>([
    [
      "CLM",
      {
        loop: "2300",
        elements: ["H-2001", { amount: "1890.50", decimals: 1 }, "", "", ["13", "A", "1"], "", "A", "Y", "Y"],
      },
    ],
    ["SV2", { loop: "2400", elements: ["0450", ["HC", "99284", "25"], { amount: "1250.00", decimals: 0 }, "UN", "1"] }],
    ["ISA", { number: 1 }],
  ])("%s", (id, expected) => expect(first(id)).toMatchObject(expected));

  test("repetitions stand in a list of their own", () => {
    const text = readFileSync(new URL("claims-837i.edi", FIXTURES), "utf8").replace("REF*EA*MR0001", "REF*EA*A^B:C");
    expect(shown(utf8(text))).toContain('"elements":["EA",{"repeat":["A",["B","C"]]}]');
    expect(same(written(utf8(shown(utf8(text)))).bytes, utf8(text))).toBe(true);
  });
});

describe("amounts", () => {
  test.each<[string, string | undefined, number]>([
    ["1250", "1250.00", 0],
    ["1250.5", "1250.50", 1],
    ["-3.05", "-3.05", 2],
    ["0", "0.00", 0],
    ["0.750", "0.75", 3],
    // Written otherwise than by cents and decimals, so they stay text.
    [".75", undefined, 0],
    ["+5", undefined, 0],
    ["007", undefined, 0],
    ["5.", undefined, 0],
    ["-0", undefined, 0],
    ["1.005", undefined, 0],
    ["12a", undefined, 0],
    ["", undefined, 0],
  ])("%j", (text, amount, decimals) => {
    const b = utf8(text);
    expect(readAmount(b, 0, b.length, text)).toEqual(amount === undefined ? undefined : { amount, decimals });
  });

  test("written and read they are the same", () => {
    const anyCents = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n });
    fc.assert(
      fc.property(anyCents, fc.integer({ min: 0, max: 9 }), (n, decimals) => {
        const text = writeAmount(cents(n), decimals);
        const b = utf8(text);
        const read = readAmount(b, 0, b.length, text);
        expect([text, read?.amount.replace(".", "")]).toEqual([
          text,
          `${n < 0n ? "-" : ""}${(n < 0n ? -n : n).toString().padStart(3, "0")}`,
        ]);
      }),
    );
  });

  const changeAmount = (name: string, id: string, from: string, to: string): string => {
    const doc = JSON.parse(shown(bytesOf(name)));
    const part = doc.parts.find(
      (p: { id?: string; elements?: { amount?: string }[] }) =>
        p.id === id && p.elements?.some((e) => e.amount === from),
    );
    const amount = part.elements.find((e: { amount?: string }) => e.amount === from);
    amount.amount = to;
    return Buffer.from(written(utf8(JSON.stringify(doc))).bytes).toString();
  };
  const problemsOf = (text: string): readonly string[] => {
    const reader = readX12("f.edi", {});
    reader.push(utf8(text));
    return reader.end().problems.map((p) => p.code);
  };
  const textOf = (name: string): string => readFileSync(new URL(name, FIXTURES), "utf8");

  test("one changed amount changes that element and nothing else, and no longer balances", () => {
    const claims = changeAmount("claims-837i.edi", "SV2", "140.50", "140.51");
    expect(claims).toBe(textOf("claims-837i.edi").replace("**140.5*", "**140.51*"));
    expect(problemsOf(claims)).toEqual(["claim-total"]);
    const payments = textOf("payments-835.edi");
    const paid = /CLP\*[^*]*\*[^*]*\*[^*]*\*([^*]*)/.exec(payments)?.[1] ?? "";
    const before = Number(paid).toFixed(2);
    const changed = changeAmount("payments-835.edi", "CLP", before, "7.77");
    expect(changed).toBe(payments.replace(/(CLP\*[^*]*\*[^*]*\*[^*]*\*)[^*]*/, "$17.77"));
    expect([problemsOf(payments), problemsOf(changed).length > 0]).toEqual([[], true]);
  });
});

describe("a document that cannot be written is refused with its place", () => {
  const whole = (parts: string): string => `{"x12":1,"parts":[${parts}],"whole":true}`;
  const D = '{"delimiters":{"element":"*","component":":","repetition":"^","terminator":"~"}}';
  const ISA = (sep = ":"): string =>
    `{"id":"ISA","elements":["00","          ","00","          ","ZZ","S              ","ZZ","R              ","260105","1200","^","00501","000000001","0","T","${sep}"]}`;
  const seg = (elements: string, more = ""): string => `${D},${ISA()},{"id":"CLM","elements":[${elements}]${more}}`;

  test("a sound one is written", () => {
    const text = Buffer.from(
      written(utf8(whole(seg('"A",{"amount":"5.10","decimals":0},["1","B"]')))).bytes,
    ).toString();
    expect(text.split("~")[1]).toBe("CLM*A*5.1*1:B");
  });

  test.each<[string, string, string, string | undefined]>([
    ["nothing", "", "json", undefined],
    ["no JSON", "ISA*00*", "json", undefined],
    ["a list", "[]", "json", undefined],
    ["a number", "7", "json", undefined],
    ["cut in a part", whole(D).slice(0, 40), "json", undefined],
    ["cut after a part", `{"parts":[${D},`, "json", undefined],
    ["text behind it", `${whole(D)}x`, "json", undefined],
    ["a comma too many", `{"parts":[${D},]}`, "json", undefined],
    ["two lists of parts", `{"parts":[],"parts":[]}`, "json", undefined],
    ["parts that are no list", `{"parts":{}}`, "json", undefined],
    ["a part that is no object", whole("7"), "json", undefined],
    ["a part that is no JSON", whole("{x}"), "json", undefined],
    ["endless depth", whole(`{"id":${"[".repeat(100)}`), "json", undefined],
    ["a very long key", `{"${"k".repeat(1000)}":1}`, "json", undefined],
    ["no word that it is whole", `{"parts":[]}`, "json-not-whole", undefined],
    ["whole, but in words", `{"parts":[],"whole":"true"}`, "json-not-whole", undefined],
    ["a segment of no interchange", whole('{"id":"CLM","elements":[]}'), "json-isa", undefined],
    ["delimiters and no ISA", whole(`${D},{"id":"GS","elements":[]}`), "json-isa", undefined],
    ["delimiters twice", whole(`${D},${D}`), "json-delimiters", undefined],
    ["delimiters, then text", whole(`${D},{"text":"x"}`), "json-isa", undefined],
    ["ISA16 that differs", whole(`${D},${ISA(">")}`), "json-isa", undefined],
    ["a letter as delimiter", whole('{"delimiters":{"element":"A","terminator":"~"}}'), "json-delimiters", undefined],
    ["one sign for two", whole('{"delimiters":{"element":"~","terminator":"~"}}'), "json-delimiters", undefined],
    ["no terminator", whole('{"delimiters":{"element":"*"}}'), "json-delimiters", undefined],
    ["delimiters that are a number", whole('{"delimiters":7}'), "json-delimiters", undefined],
    ["a part of neither kind", whole("{}"), "json-part", undefined],
    ["elements that are no list", whole(`${D},{"id":"ISA","elements":"A"}`), "json-part", undefined],
    ["a separator in a text", whole(seg('"A*B"')), "json-sign", "CLM01"],
    ["a terminator in a text", whole(seg('"A","B~"')), "json-sign", "CLM02"],
    ["a component separator in a text", whole(seg('"A:B"')), "json-sign", "CLM01"],
    ["a repetition separator in a component", whole(seg('["A","B^"]')), "json-sign", "CLM01"],
    ["a number", whole(seg("7")), "json-element", "CLM01"],
    ["null", whole(seg("null")), "json-element", "CLM01"],
    ["a list in a list", whole(seg('["A",["B"]]')), "json-element", "CLM01"],
    ["an amount that is none", whole(seg('"",{"amount":"12,50"}')), "json-amount", "CLM02"],
    ["an amount as a number", whole(seg('"",{"amount":12.5}')), "json-amount", "CLM02"],
    ["decimals without end", whole(seg('"",{"amount":"1.00","decimals":1e9}')), "json-amount", "CLM02"],
    ["half a decimal", whole(seg('"",{"amount":"1.00","decimals":0.5}')), "json-amount", "CLM02"],
    ["half a character", whole(seg('"\\ud800"')), "json-text", "CLM01"],
    ["latin1 that is not", whole(seg('{"latin1":"\u20ac"}')), "json-text", "CLM01"],
    ["words before a segment", whole(seg('"A"', ',"before":"X"')), "json-text", undefined],
    ["text inside an interchange", whole(`${D},${ISA()},{"text":"GS*1~"}`), "json-text", undefined],
    [
      "no terminator in the middle",
      whole(`${seg('"A"', ',"unterminated":true')},{"id":"A1","elements":[]}`),
      "json-unterminated",
      undefined,
    ],
  ])("%s", (_, json, code, element) => {
    const { problem } = written(utf8(json));
    expect([problem?.code, problem?.severity, problem?.at.element]).toEqual([code, "error", element]);
    if (code !== "json-not-whole") expect(problem?.at.byte).toBeLessThanOrEqual(json.length);
  });

  test("bytes that are no UTF-8", () => {
    const json = utf8(whole(seg('"AB"')));
    json[json.lastIndexOf(66)] = 0xff;
    expect(written(json).problem?.code).toBe("json");
  });

  test("a list without its separator", () => {
    const none = D.replace('":"', "null").replace('"^"', "null");
    const isa = ISA("").replace('"^"', '"U"').replace(',""]', "]").replace('"T"', '"T"');
    for (const e of ['["A","B"]', '{"repeat":["A","B"]}']) {
      const { problem } = written(utf8(whole(`${none},${isa},{"id":"CLM","elements":[${e}]}`)));
      expect(problem?.severity).toBe("error");
    }
  });

  test("no message repeats a value, and damage anywhere ends in a Problem or a document", () => {
    const json = shown(bytesOf("claims-837i.edi"));
    fc.assert(
      fc.property(fc.nat({ max: json.length - 1 }), fc.string({ maxLength: 3 }), (at, put) => {
        const { problem } = written(utf8(json.slice(0, at) + put + json.slice(at + put.length)));
        expect(problem?.message ?? "").not.toMatch(/DOE|M0001|H-2001/);
      }),
      { numRuns: 300 },
    );
  });
});
