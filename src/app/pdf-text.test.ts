import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readProposal } from "#strategy/read-proposal.ts";
import { PDF_FAULTS, PDF_MOST, PDFS_WAIT_MOST, pdfText } from "./pdf-text.ts";

/** A small PDF made by hand: pages of text lines, with whatever else is to be put in. */
function pdfOf(
  pages: readonly (string | Buffer)[],
  more: { readonly catalog?: string; readonly flate?: boolean } = {},
): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const at: number[] = [];
  const put = (n: number, body: Buffer | string): void => {
    at[n] = parts.reduce((size, p) => size + p.length, 0);
    parts.push(Buffer.from(`${n} 0 obj\n`), Buffer.from(body as string), Buffer.from("\nendobj\n"));
  };
  const kids = pages.map((_, i) => `${4 + i * 2} 0 R`).join(" ");
  put(1, `<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ""} >>`);
  put(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  put(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  pages.forEach((content, i) => {
    const id = 4 + i * 2;
    put(
      id,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents ${id + 1} 0 R >>`,
    );
    const raw = typeof content === "string" ? Buffer.from(content, "latin1") : content;
    const stream = more.flate ? deflateSync(raw) : raw;
    put(
      id + 1,
      Buffer.concat([
        Buffer.from(`<< /Length ${stream.length} ${more.flate ? "/Filter /FlateDecode" : ""} >>\nstream\n`),
        stream,
        Buffer.from("\nendstream"),
      ]),
    );
  });
  const start = parts.reduce((size, p) => size + p.length, 0);
  const rows = at.slice(1).map((o) => `${String(o).padStart(10, "0")} 00000 n \n`);
  parts.push(
    Buffer.from(
      `xref\n0 ${at.length}\n0000000000 65535 f \n${rows.join("")}trailer\n<< /Size ${at.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Lines of text at places: x, y from the foot, words. */
const words = (lines: readonly (readonly [x: number, y: number, text: string])[]): string =>
  lines.map(([x, y, t]) => `BT /F 10 Tf ${x} ${y} Td (${t.replace(/[()\\]/g, "\\$&")}) Tj ET`).join("\n");

const LETTER = words([
  [50, 740, "ClearPath Repricing"],
  [50, 700, "Claim Number: NF-1234"],
  [300, 700, "Date: 11/20/2026"],
  [50, 660, "Billed"],
  [200, 660, "Proposed"],
  [350, 660, "Savings"],
  [50, 646, "$1,000.00"],
  [200, 646, "$400.00"],
  [350, 646, "$600.00"],
  [50, 600, "Offer expires 12/04/2026"],
]);

describe("a text layer is read as it stands on the page", () => {
  test("lines from the top, columns apart", async () => {
    const read = await pdfText(pdfOf([LETTER]));
    expect(read).toEqual({
      ok: true,
      value: {
        pages: 1,
        text: "ClearPath Repricing\n\nClaim Number: NF-1234   Date: 11/20/2026\n\nBilled   Proposed   Savings\n$1,000.00   $400.00   $600.00\n\nOffer expires 12/04/2026",
      },
    });
  });

  test("the order in which it was drawn does not matter", async () => {
    const back = LETTER.split("\n").reverse().join("\n");
    expect(await pdfText(pdfOf([back]))).toEqual(await pdfText(pdfOf([LETTER])));
  });

  test("its fields are read with page and line", async () => {
    const read = await pdfText(pdfOf([words([[50, 700, "A cover page"]]), LETTER]));
    if (!read.ok) throw new Error(read.error);
    const reading = readProposal(read.value.text, { numbers: ["NF-1234"], billed: undefined });
    if (!reading.ok) throw new Error(reading.error);
    const of = (id: string) => reading.value.fields.find((f) => f.field === id);
    expect([of("proposed")?.value, of("billed")?.value, of("discount")?.value, of("expires")?.value]).toEqual([
      "400.00",
      "1000.00",
      "600.00",
      "2026-12-04",
    ]);
    expect(of("proposed")?.found[0]?.at.page).toBe(2);
    expect(reading.value.checks.every((c) => c.agrees)).toBe(true);
  });
});

describe("what is no letter is refused, each with its sentence", () => {
  const scan = pdfOf(["q 612 0 0 792 0 0 cm Q"]);
  test.each<readonly [string, Buffer, keyof typeof PDF_FAULTS]>([
    ["no PDF", Buffer.from("hello"), "not a PDF"],
    ["nothing", Buffer.alloc(0), "not a PDF"],
    ["a mark alone", Buffer.from("%PDF-1.7\n"), "broken"],
    ["a PDF cut off before its first object", pdfOf([LETTER]).subarray(0, 20), "broken"],
    [
      "noise behind the mark",
      Buffer.concat([
        Buffer.from("%PDF-1.7\n"),
        Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)),
      ]),
      "broken",
    ],
    ["a scan", scan, "no text"],
    ["61 pages", pdfOf(Array.from({ length: 61 }, () => words([[50, 700, "x"]]))), "too many pages"],
    [
      "more text than a proposal",
      pdfOf(
        Array.from({ length: 30 }, () =>
          words(Array.from({ length: 100 }, (_, i) => [50, 780 - i * 7, "w".repeat(90)] as const)),
        ),
      ),
      "too long",
    ],
  ])("%s", async (_, bytes, fault) => expect(await pdfText(bytes)).toEqual({ ok: false, error: fault }));

  test("a password", async () => {
    const locked = Buffer.from(
      pdfOf([LETTER])
        .toString("latin1")
        .replace(
          "/Root 1 0 R",
          `/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${"00".repeat(32)}> /U <${"11".repeat(32)}> /P -1 >>`,
        ),
      "latin1",
    );
    expect(await pdfText(locked)).toEqual({ ok: false, error: "password" });
  });

  test("more than 20 MB", async () => {
    const big = Buffer.concat([pdfOf([LETTER]), Buffer.alloc(PDF_MOST)]);
    expect(await pdfText(big)).toEqual({ ok: false, error: "too large" });
  });

  test("scripts, actions and links in it are never run, and its text is read all the same", async () => {
    const catalog =
      "/OpenAction << /S /JavaScript /JS (process.exit\\(1\\)) >> /AA << /WC << /S /Launch /F (sh) >> >> /URI << /Base (http://127.0.0.1:1) >>";
    const read = await pdfText(pdfOf([LETTER], { catalog }));
    expect(read.ok && read.value.text).toContain("Claim Number: NF-1234");
  });

  test("a bomb of a gigabyte ends within its limits, and the next letter is read", async () => {
    const bomb = pdfOf([Buffer.alloc(1 << 30, 0x20)], { flate: true });
    expect(bomb.length).toBeLessThan(3 << 20);
    const began = performance.now();
    const read = await pdfText(bomb);
    expect(read.ok).toBe(false);
    expect(performance.now() - began).toBeLessThan(25_000);
    expect((await pdfText(pdfOf([LETTER]))).ok).toBe(true);
  }, 60_000);

  test.each<readonly [string, { ms?: number; growth?: number }, keyof typeof PDF_FAULTS, RegExp]>([
    ["takes too long", { ms: 1 }, "took too long", /20 seconds/],
    // Memory that is there already stands for that of other work.
    ["is read while memory runs up", { growth: -(1 << 30) }, "memory grew", /or other work at the time.*try again/],
  ])("what %s is stopped", async (_, within, fault, says) => {
    expect(await pdfText(pdfOf([LETTER]), within)).toEqual({ ok: false, error: fault });
    expect(PDF_FAULTS[fault]).toMatch(says);
  });

  test.each([
    ["one is read and eight wait", PDFS_WAIT_MOST + 1, 0],
    ["the next is told to come again", PDFS_WAIT_MOST + 2, 1],
    ["and so is every other", PDFS_WAIT_MOST + 4, 3],
  ])("%s", async (_, asked, refused) => {
    const all = await Promise.all(Array.from({ length: asked }, () => pdfText(pdfOf([LETTER]), { ms: 1 })));
    const late = { ok: false, error: "took too long" };
    const full = { ok: false, error: "too many wait" };
    expect(all).toEqual([...Array(asked - refused).fill(late), ...Array(refused).fill(full)]);
  });

  test("after a crowd the next letter is read", async () => {
    expect((await pdfText(pdfOf([LETTER]))).ok).toBe(true);
  });

  test("a page tree that goes in a circle ends", async () => {
    const circle = Buffer.from(pdfOf([LETTER]).toString("latin1").replace("/Kids [4 0 R]", "/Kids [2 0 R]"), "latin1");
    expect((await pdfText(circle, { ms: 5_000 })).ok).toBe(false);
  }, 10_000);
});
