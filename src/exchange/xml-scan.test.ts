import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributesOf, XmlFault, XmlScan } from "./xml-scan.ts";

/** What is seen, as one text: `+name`, `-name` and the text in quotes, pieces joined. */
function seen(chunks: readonly string[]): string {
  const told: string[] = [];
  let text = "";
  const flush = (): void => {
    if (text !== "") told.push(JSON.stringify(text));
    text = "";
  };
  const scan = new XmlScan({
    open: (name) => {
      flush();
      told.push(`+${name}`);
    },
    close: (name) => {
      flush();
      told.push(`-${name}`);
    },
    text: (piece) => {
      text += piece;
    },
  });
  for (const chunk of chunks) scan.feed(chunk);
  scan.end();
  flush();
  return told.join(" ");
}

describe("XML as it comes", () => {
  test.each([
    ["<a/>", "+a -a"],
    ["<a></a>", "+a -a"],
    ['<?xml version="1.0"?><a>b</a>\n', '+a "b" -a'],
    ["<x:a><x:b/></x:a>", "+a +b -b -a"],
    ["<a>1 &lt; 2 &amp;&#65;&#x42;</a>", '+a "1 < 2 &AB" -a'],
    ["<a><!-- <b> --><![CDATA[<c>&amp;]]></a>", '+a "<c>&amp;" -a'],
    ['<a b="x>y">z</a>', '+a "z" -a'],
    ['<a b="x"/>', "+a -a"],
  ])("%s is %s, in whatever chunks", (xml, expected) => {
    expect(seen([xml])).toBe(expected);
    expect(seen([...xml])).toBe(expected);
  });

  test.each([
    ["<a>", "cut"],
    ["<a", "cut in a tag"],
    ["</a>", "closed and never opened"],
    ["<a></b>", "one tag closes another"],
    ["<a><b></a></b>", "crossed"],
    ["<a>text</a>text", "text after the end"],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a document type"],
    ["<a>&nbsp;</a>", "an entity that is not of XML"],
    ["<a>&#1114112;</a>", "no character"],
    ["<a>a & b</a>", "a bare ampersand"],
    ["<a <b>", "a tag in a tag"],
    ["<a>a &lt b</a>", "an entity without its end"],
  ])("%s is broken: %s", (xml) => {
    expect(() => seen([xml])).toThrow(XmlFault);
  });

  test("tags nested too deep, and a text without an end, are faults", () => {
    expect(() => seen(["<a>".repeat(70)])).toThrow("deep");
    expect(() => seen([`<a>${"x".repeat(1_100_000)}`])).toThrow("longer");
  });

  test.each([
    [' r="B3" s="1" t=\'s\'', { r: "B3", s: "1", t: "s" }],
    [' x:id="a&amp;b"', { id: "a&b" }],
    ["", {}],
  ])("attributes %s", (text, expected) => {
    expect(Object.fromEntries(attributesOf(text))).toEqual(expected);
  });

  test("any text ends well or as a fault", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "/",
      "a",
      "b",
      "!",
      "--",
      "&",
      ";",
      "#",
      "1",
      '"',
      "'",
      "=",
      " ",
      "[CDATA[",
      "?",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          expect(seen(pieces)).toBe(seen([pieces.join("")]));
        } catch (e) {
          expect(e).toBeInstanceOf(XmlFault);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
