import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { formatUsd, sum, usd } from "#base/money.ts";
import { hasError } from "#base/problem.ts";
import { allowedOfMatched, paidOfMatched } from "#claim/allowed.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import { claim, OTHER_PLAN, paidOn, remittance, reversalOf } from "#claim/invented.ts";
import type { MatchedClaim } from "#claim/match.ts";
import { type Intake, openIntake } from "./intake.ts";
import { write835, write837 } from "./invented-x12.ts";

const root = mkdtempSync(join(tmpdir(), "parley-intake-"));
const home = join(root, "home");
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;

/** A folder of files, by name. */
function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(root, `folder-${++folders}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

interface Drawn {
  readonly rows: readonly MatchedClaim[];
  readonly intake: Intake;
}

async function draw(
  path: string,
  keepBytes?: number,
  more: Partial<Parameters<typeof openIntake>[1]> = {},
): Promise<Drawn> {
  const intake = await openIntake([path], { home, keepBytes, ...more });
  try {
    return { rows: [...intake.matched()], intake };
  } finally {
    intake.close();
  }
}

/** "ED-1 control-number 300.00 takeback": what a reader of the map sees first. */
function show(m: MatchedClaim): string {
  const standing = formatUsd(sum(m.standing.map((r) => r.paid)));
  const parts = [m.claim?.id ?? `(${m.remittances[0]?.id})`, m.by, standing];
  if (m.setAside !== undefined) parts.push(m.setAside.as);
  if (m.takeback !== undefined) parts.push(m.takeback.how, formatUsd(m.takeback.amount));
  if (m.apart.length > 0) parts.push(`apart ${formatUsd(sum(m.apart.map((r) => r.paid)))}`);
  if (m.nearest !== undefined) parts.push(`near ${m.nearest.id}`);
  return parts.join(" ");
}

const VISIT = ["99285 800.00 c=ED1L1", "93010 90.00 c=ED1L2"];
const PAID = [
  "99285 800.00 c=ED1L1 paid=300.00 CO45=420.00 PR1=80.00 b6=380.00",
  "93010 90.00 c=ED1L2 paid=12.00 CO45=78.00",
];
const first = remittance("ED-1", PAID, { ...paidOn("2026-04-01"), payerClaimNumber: "ICN00001" });
const elsewhere = remittance("ED-9", ["99283 400.00 on=2026-03-20 paid=99.00 CO45=301.00"], paidOn("2026-04-02"));
const corrected = remittance(
  "ED-1",
  ["99285 800.00 c=ED1L1 paid=500.00 CO45=300.00", "93010 90.00 c=ED1L2 paid=12.00 CO45=78.00"],
  {
    ...paidOn("2026-05-01"),
    payerClaimNumber: "P2",
  },
);

/** Both ways of holding a folder must draw the same. */
describe.each([
  ["a small folder, held in memory", undefined],
  ["a large folder, read again from its files", 0],
])("%s", (_, keep) => {
  const stories: readonly (readonly [string, Readonly<Record<string, string | Uint8Array>>, readonly string[]])[] = [
    [
      "a claim and its remittance in two files",
      { "a.837": write837([claim("ED-1", VISIT)]), "b.835": write835([first]) },
      ["ED-1 control-number 312.00"],
    ],
    [
      "payment, reversal and correction over three files, the last first",
      {
        "1.835": write835([reversalOf(first, "2026-05-01"), corrected]),
        "2.835": write835([first]),
        "3.837": write837([claim("ED-1", VISIT)]),
      },
      ["ED-1 control-number 512.00"],
    ],
    [
      "a takeback, and a secondary payer",
      {
        "a.837": write837([claim("ED-1", VISIT), claim("ED-2", VISIT)]),
        "b.835": write835([
          first,
          reversalOf(first, "2026-05-01"),
          { ...first, id: "ED-2" },
          { ...first, id: "ED-2", status: "2", payer: OTHER_PLAN, payerClaimNumber: "S1" },
        ]),
      },
      ["ED-1 control-number 0.00 reversal without a correction 312.00", "ED-2 control-number 312.00 apart 312.00"],
    ],
    [
      "a provider adjustment that names the claim takes money back",
      {
        "a.837": write837([claim("ED-1", VISIT)]),
        "b.835": write835([first], [["PLB", "1000000004", "20261231", "WO:ICN00001", "50.00"]]),
      },
      ["ED-1 control-number 312.00 provider adjustment 50.00"],
    ],
    [
      "interest and other adjustments take nothing back",
      {
        "a.837": write837([claim("ED-1", VISIT)]),
        "b.835": write835([first], [["PLB", "1000000004", "20261231", "L6:ICN00001", "-5.00"]]),
      },
      ["ED-1 control-number 312.00"],
    ],
    [
      "a claim without a remittance, and a remittance without its claim",
      {
        "a.837": write837([claim("ED-1", VISIT)]),
        "b.835": write835([
          { ...first, id: "OTHER", payer: OTHER_PLAN, lines: first.lines.map((l) => ({ ...l, control: undefined })) },
        ]),
      },
      ["ED-1 none 0.00 near OTHER", "(OTHER) none 312.00 near ED-1"],
    ],
    [
      "the same file twice, plain and packed, counts once",
      {
        "a.837": write837([claim("ED-1", VISIT)]),
        "b.835": write835([first]),
        "sub/c.835": write835([first]),
        "sub/d.gz": gzipSync(write835([first])),
      },
      ["ED-1 control-number 312.00"],
    ],
    [
      "the same remittance in another file counts once",
      {
        "a.837": write837([claim("ED-1", VISIT)]),
        "b.835": write835([first]),
        "c.835": write835([first, elsewhere]),
      },
      ["ED-1 control-number 312.00", "(ED-9) none 99.00"],
    ],
    [
      "a claim sent twice, and one replaced",
      {
        "1.837": write837([claim("ED-1", VISIT), claim("ED-2", VISIT)]),
        "2.837": write837([claim("ED-1", VISIT), claim("ED-2", VISIT, { frequency: "7" })], undefined, 2),
        "b.835": write835([first]),
      },
      ["ED-1 control-number 312.00", "ED-2 none 0.00 replaced", "ED-1 none 0.00 duplicate", "ED-2 none 0.00"],
    ],
    [
      "other delimiters in each file",
      {
        "a.837": write837([claim("ED-1", VISIT)], { element: "|", component: ">", end: "!" }),
        "b.835": write835([first], [], { element: "\x1d", component: "\x1f", end: "\x1e" }),
        "c.835": write835([elsewhere], [], { element: "+", component: "/", end: "~\r\n" }),
      },
      ["ED-1 control-number 312.00", "(ED-9) none 99.00"],
    ],
    [
      "a file cut in the middle keeps what was whole",
      {
        "a.837": write837([claim("ED-1", VISIT)]),
        "b.835": write835([first, { ...first, id: "ED-2" }]).slice(0, -260),
      },
      ["ED-1 control-number 312.00"],
    ],
  ];
  test.each(stories)("%s", async (_name, files, expected) => {
    const { rows } = await draw(folder(files), keep);
    expect(rows.map(show)).toEqual(expected);
  });

  test("a set-aside claim names the one that counts", async () => {
    const { rows } = await draw(
      folder({
        "1.837": write837([claim("ED-2", VISIT)]),
        "2.837": write837([claim("ED-2", VISIT, { frequency: "7" })], undefined, 2),
      }),
      keep,
    );
    expect(rows[0]?.setAside?.by).toMatchObject({ id: "ED-2" });
    expect(rows[0]?.setAside?.by?.file).toContain("2.837");
  });
});

describe("any practice", () => {
  const number = fc.integer({ min: 1, max: 6 });
  const amount = fc.integer({ min: 100, max: 60000 }).map((n) => (n / 100).toFixed(2));
  const line = fc.tuple(fc.constantFrom("99285", "93010", "96372"), amount).map(([c, a]) => `${c} ${a}`);
  const visit = fc.record({ n: number, lines: fc.array(line, { minLength: 1, maxLength: 3 }) });
  const answer = fc.record({
    n: number,
    lines: fc.array(line, { maxLength: 3 }),
    paid: amount,
    month: fc.integer({ min: 3, max: 9 }),
    undo: fc.boolean(),
  });
  const practice = fc.record({
    visits: fc.array(visit, { maxLength: 5 }),
    answers: fc.array(answer, { maxLength: 6 }),
  });

  function build(p: {
    visits: readonly { n: number; lines: readonly string[] }[];
    answers: readonly { n: number; lines: readonly string[]; paid: string; month: number; undo: boolean }[];
  }): { claims: Claim[]; remittances: Remittance[] } {
    const claims = p.visits.map((v) =>
      claim(
        `N${v.n}`,
        v.lines.map((l, i) => `${l} c=N${v.n}-LINE-${i}`),
      ),
    );
    const remittances = p.answers.flatMap((a, k) => {
      const lines = a.lines.map((l, i) => `${l} c=N${a.n}-LINE-${i} paid=${a.paid}`);
      const one = remittance(`N${a.n}`, lines, {
        ...paidOn(`2026-0${a.month}-0${k + 1}`),
        payerClaimNumber: `P${k}`,
        ...(lines.length === 0 && { billed: usd(a.paid), paid: usd(a.paid) }),
      });
      return a.undo ? [one, reversalOf(one, `2026-10-0${k + 1}`)] : [one];
    });
    return { claims, remittances };
  }

  const key = (m: MatchedClaim): string => {
    const id = m.claim?.id ?? m.remittances[0]?.id;
    const lines = m.lines.map((l) => `${l.line?.code}/${l.how}/${paidOfMatched(l)}/${allowedOfMatched(l).amount}`);
    return `${id} ${m.by} ${m.setAside?.as ?? ""} ${m.standing.map((r) => r.paid).join("+")} ${lines.join(" ")}`;
  };

  test("lines add up to what stands; neither the order of files nor the way of holding them changes a row", async () => {
    await fc.assert(
      fc.asyncProperty(practice, fc.integer({ min: 1, max: 3 }), async (p, parts) => {
        const { claims, remittances } = build(p);
        const deal = <T>(all: readonly T[], k: number): T[] => all.filter((_, i) => i % parts === k);
        const files: Record<string, string> = {};
        const turned: Record<string, string> = {};
        for (let k = 0; k < parts; k++) {
          files[`a${k}.837`] = write837(deal(claims, k), undefined, k + 1);
          files[`b${k}.835`] = write835(deal(remittances, k), [], undefined, k + 20);
          turned[`z${parts - k}.837`] = files[`a${k}.837`] ?? "";
          turned[`x${parts - k}.835`] = files[`b${k}.835`] ?? "";
        }
        const path = folder(files);
        const [small, large, other] = [await draw(path), await draw(path, 0), await draw(folder(turned), 0)];
        for (const m of small.rows) expect(sum(m.lines.map(paidOfMatched))).toBe(sum(m.standing.map((r) => r.paid)));
        expect(large.rows.map(key)).toEqual(small.rows.map(key));
        expect(other.rows.map(key).sort()).toEqual(small.rows.map(key).sort());
        const told = small.rows.flatMap((m) => m.remittances);
        expect(told).toHaveLength(remittances.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe("what lies in a folder", () => {
  const good = { "good.837": write837([claim("ED-1", VISIT)]), "good.835": write835([first]) };

  test("odd and hostile files are named with a reason, and stop nothing", async () => {
    const path = folder({
      ...good,
      "x.pdf": "%PDF-1.7 ...",
      "x.xls": "\xd0\xcf\x11\xe0",
      "x.txt": "Dear payer,",
      "x.edi": "",
      "x.json": "{ not json",
      "x.fhir": '{"resourceType":"Claim"}',
      "noise.bin": new Uint8Array(5000).map((_, i) => (i * 7919) % 256),
      "cut.gz": gzipSync(write835([{ ...first, id: "ED-7" }])).subarray(0, 200),
      "bad.zip": "PK\x03\x04 and nothing more",
      "utf16.csv": Buffer.from("\ufeffclaim,date", "utf16le"),
      ".hidden.835": write835([{ ...first, id: "HIDDEN" }]),
    });
    symlinkSync(path, join(path, "loop"));
    symlinkSync(join(path, "nowhere"), join(path, "broken"));
    const { rows, intake } = await draw(path);
    expect(rows.map(show)).toEqual(["ED-1 control-number 312.00"]);
    const byName = new Map(intake.files.map((f) => [f.file.slice(path.length + 1), f]));
    for (const name of ["x.pdf", "x.xls", "x.txt", "x.edi", "x.json", "x.fhir", "noise.bin", "bad.zip", "utf16.csv"]) {
      expect(byName.get(name)?.kind, name).toBe("not read");
      expect(byName.get(name)?.problems.length, name).toBeGreaterThan(0);
    }
    expect(byName.get("x.pdf")?.unused).toContain("PDF");
    expect(byName.get("cut.gz")?.problems.some((p) => p.code === "archive-damaged")).toBe(true);
    expect(byName.has("broken")).toBe(true);
    expect(byName.has(".hidden.835")).toBe(false);
    for (const f of intake.files) for (const p of f.problems) expect(p.message).not.toMatch(/ED-|INVENTED|312|99285/);
  });

  test("a path that is not there is an error, and the rest is read", async () => {
    const path = folder(good);
    const intake = await openIntake([join(root, "absent"), path], { home });
    expect([...intake.matched()].map(show)).toEqual(["ED-1 control-number 312.00"]);
    expect(intake.files.some((f) => hasError(f.problems) && f.kind === "not read")).toBe(true);
    intake.close();
  });

  test("other transactions are listed as not used, because", async () => {
    const other = write837([claim("ED-1", VISIT)])
      .replaceAll("ST*837", "ST*271")
      .replace("*005010X222A1~\nST", "*005010X279A1~\nST");
    const { intake } = await draw(folder({ ...good, "e.271": other }));
    expect(intake.files.find((f) => f.file.endsWith("e.271"))?.unused).toContain("eligibility");
  });

  test("acknowledgments are not used, and what they say stands beside the reason", async () => {
    const fixture = (name: string): string =>
      readFileSync(fileURLToPath(new URL(`../../fixtures/x12/${name}`, import.meta.url)), "utf8");
    const [a, b] = [fixture("acknowledgment-277ca.edi"), fixture("acknowledgment-999.edi")];
    const { intake } = await draw(folder({ ...good, "a.277": a, "b.999": b }));
    const unused = (end: string) => intake.files.find((f) => f.file.endsWith(end))?.unused;
    expect(unused("a.277")).toMatch(/\(2 claims accepted, 1 rejected\)$/);
    expect(unused("b.999")).toMatch(/\(2 sets accepted, 1 rejected\)$/);
  });

  test("facts and a profile in the folder are used and named; flags win", async () => {
    const facts = "\ufeffkey,fact,scope,value,source,date\r\n99001,in_network,payer,no,portal,2026-01-05\r\n";
    const path = folder({ ...good, "facts.csv": facts, "me.json": '{"name":"A","npis":["1000000004"]}' });
    const flagged = folder({ "mine.csv": facts.replace(",no,", ",yes,"), "mine.json": '{"name":"B","contracts":[]}' });
    const found = await draw(path);
    expect(found.intake.profile?.name).toBe("A");
    expect(found.intake.facts.map((f) => f.value)).toEqual(["no"]);
    expect(found.intake.files.map((f) => f.kind)).toContain("practice profile");
    const given = await draw(path, undefined, {
      facts: join(flagged, "mine.csv"),
      profile: join(flagged, "mine.json"),
    });
    expect(given.intake.profile?.name).toBe("B");
    expect(given.intake.facts.map((f) => f.value)).toEqual(["no", "yes"]);
    expect(given.intake.files.find((f) => f.file.endsWith("me.json"))?.unused).toContain("--profile");
    const same = await draw(path, undefined, { facts: join(path, "facts.csv") });
    expect(same.intake.facts).toHaveLength(1);
  });

  test("a flag that names nothing is an error-level Problem", async () => {
    const { intake } = await draw(folder(good), undefined, {
      profile: join(root, "none.json"),
      mapping: join(root, "none"),
    });
    expect(intake.files.filter((f) => hasError(f.problems))).toHaveLength(2);
  });

  test("a claim list is read by its names, with what was posted", async () => {
    const list =
      'Acct #,DOS,CPT,Mod,Units,Billed Amount,Payer Name,Allowed,Paid\n100,3/2/2026,99285,25,1,"$1,250.00",Some Plan,400,320\n100,3/2/2026,93010,,1,90,Some Plan,,\n200,2026-03-03,99283,,1,75.00,Some Plan,,\n';
    for (const keep of [undefined, 0]) {
      const { rows, intake } = await draw(folder({ "list.csv": list, ...good }), keep);
      expect(rows.map(show)).toEqual(["ED-1 control-number 312.00", "100 control-number 320.00", "200 none 0.00"]);
      expect(intake.files.find((f) => f.file.endsWith("list.csv"))?.read).toMatchObject({
        claims: 2,
        remittances: 1,
        lines: 4,
      });
    }
  });

  test("an unknown header says what is needed; a mapping is remembered", async () => {
    const list = "Konto,Tag,Ziffer,Preis\n100,2026-03-02,99285,800\n";
    const path = folder({ "list.csv": list });
    const mapping = folder({ "m.json": '{"columns":{"claim":"Konto","date":"Tag","code":"Ziffer","charge":"Preis"}}' });
    const before = await draw(path);
    expect(before.rows).toHaveLength(0);
    const helped = await draw(path, undefined, { mapping: join(mapping, "m.json") });
    expect(helped.rows.map(show)).toEqual(["100 none 0.00"]);
    const again = await draw(path);
    expect(again.rows.map(show)).toEqual(["100 none 0.00"]);
    const near = await draw(folder({ "l.csv": "Acct #,CPT,Payer,DOB\nx,y,z,1980-01-01\n" }));
    const said = near.intake.files[0]?.problems[0];
    expect(said?.message).toContain("lacks date, charge");
    expect(said?.message).toContain("column 4");
    expect(said?.message).not.toContain("DOB");
  });

  test("what lies beside claims by habit is told what it is", async () => {
    const json = (text: string): string => text;
    const path = folder({
      ...good,
      "PPRRVU.csv": '"2026 National Physician Fee Schedule Relative Value File"\nHCPCS,MOD,DESCRIPTION,CODE,WORK RVU\n',
      "a.json": json('{"npis":["1000000004"]}'),
      "b.json": json('{"npis":[]}'),
      "m.json": json('{"columns":{"claim":"Konto"}}'),
      "x.json": json('{"some":"thing"}'),
    });
    const { intake } = await draw(path);
    const told = Object.fromEntries(intake.files.map((f) => [f.file.slice(path.length + 1), f.unused ?? f.kind]));
    expect(told["PPRRVU.csv"]).toContain("parley books import");
    expect(told["a.json"]).toBe("practice profile");
    expect(told["b.json"]).toContain("another practice profile");
    expect(told["m.json"]).toBe("column mapping");
    expect(told["x.json"]).toContain("no practice profile");
  });

  test("a profile that is no JSON, given by flag, is an error", async () => {
    const flagged = join(folder({ "p.json": "{ oops" }), "p.json");
    const { intake } = await draw(folder(good), undefined, { profile: flagged, mapping: flagged });
    expect(intake.files.flatMap((f) => f.problems.map((p) => p.code))).toEqual([
      "profile-unreadable",
      "mapping-unreadable",
    ]);
  });

  test("a mapping that cannot be saved is used all the same", async () => {
    const blocked = join(folder({ mappings: "a file where the folder should be" }));
    const list = folder({ "l.csv": "Konto,Tag,Ziffer,Preis\n100,2026-03-02,99285,800\n" });
    const mapping = join(
      folder({ "m.json": '{"columns":{"claim":"Konto","date":"Tag","code":"Ziffer","charge":"Preis"}}' }),
      "m.json",
    );
    const intake = await openIntake([list], { home: blocked, mapping });
    expect([...intake.matched()]).toHaveLength(1);
    expect(intake.files.flatMap((f) => f.problems.map((p) => p.code))).toEqual(["mapping-not-saved"]);
    intake.close();
  });

  test("progress runs to the end, for reading and for matching", async () => {
    const path = folder(good);
    const steps: (readonly [number, number, string])[] = [];
    const intake = await openIntake([path], {
      home,
      keepBytes: 0,
      progress: (done, total, stage) => steps.push([done, total, stage]),
    });
    for (const _ of intake.matched());
    intake.close();
    expect(new Set(steps.map((s) => s[2]))).toEqual(new Set(["reading", "matching"]));
    for (const [done, total] of steps) expect(done).toBeLessThanOrEqual(total);
    expect(steps[steps.length - 1]?.[0]).toBe(steps[steps.length - 1]?.[1]);
    expect(steps.map((s) => s[0])).toEqual(steps.map((s) => s[0]).sort((a, b) => a - b));
  });

  test("a file that changes while it is read stops the run with a reason", async () => {
    const path = folder(good);
    const intake = await openIntake([path], { home, keepBytes: 0 });
    writeFileSync(join(path, "good.835"), "");
    expect(() => [...intake.matched()]).toThrow(/changed while it was read/);
    intake.close();
  });

  test("medians need five lines that stand", async () => {
    const some = ["1", "2", "3", "4", "5"].map((n) =>
      remittance(`N${n}`, [`99285 800.00 paid=${n}00.00 CO45=${800 - Number(n) * 100}.00`], {
        payerClaimNumber: `P${n}`,
      }),
    );
    const six = remittance("N6", ["99285-26 800.00 paid=7.00"], { payerClaimNumber: "P6" });
    const { intake } = await draw(folder({ "a.835": write835([...some, six]) }));
    expect(intake.history.median("99001", "99285", [])).toEqual({ median: usd("300.00"), n: 5 });
    expect(intake.history.median("99001", "99285", ["26"])).toBeUndefined();
    const [undone] = some;
    if (undone === undefined) throw new Error("no remittance");
    const fewer = await draw(folder({ "a.835": write835([...some, reversalOf(undone, "2026-08-01")]) }), 0);
    expect(fewer.intake.history.median("99001", "99285", [])).toBeUndefined();
  });
});

test("zip, with folders, a gz inside and noise", async () => {
  const inside = folder({
    "deep/er/b.835": write835([first]),
    "a.837.gz": gzipSync(write837([claim("ED-1", VISIT)])),
    "__MACOSX/b.835": "x",
  });
  execFileSync("python3", [
    "-c",
    "import shutil,sys; shutil.make_archive(sys.argv[1], 'zip', sys.argv[2])",
    join(root, "packed"),
    inside,
  ]);
  const { rows, intake } = await draw(join(root, "packed.zip"));
  expect(rows.map(show)).toEqual(["ED-1 control-number 312.00"]);
  expect(intake.files.map((f) => f.file.slice(root.length + 1))).toEqual([
    "packed.zip!a.837.gz",
    "packed.zip!deep/er/b.835",
  ]);
});

describe("the fixture folder", () => {
  const expected: Readonly<Record<string, string>> = {
    CORRECTED: "control-number 512.00: 99285 same 580.00, 93010 same 12.00",
    DEDUCTIBLE: "control-number 0.00: 99285 same 380.00, 93010 same 12.00",
    DENIED: "control-number 0.00: 99285 same 0.00, 93010 same 0.00",
    SPLIT: "control-number 312.00: 99285 split 300.00, 93010 same 12.00",
    BUNDLED: "control-number 300.00: 99285 same 300.00, 93010 bundled into 99285 0.00",
    RECODED: "control-number 102.00: 99285 recoded 90.00, 93010 same 12.00",
    SECONDARY: "control-number 312.00 apart 80.00: 99285 same 380.00, 93010 same 12.00",
    TAKENBACK: "control-number 0.00 reversal without a correction 312.00: 99285 unanswered 0.00, 93010 unanswered 0.00",
    ALONE: "none 0.00: 99285 unanswered 0.00, 93010 unanswered 0.00",
    WHOLE: "control-number 400.01: 99285 same 359.56, 93010 same 40.45",
    REPLACED: "control-number 0.00: 99285 same 0.00, 93010 same 0.00",
    TYPED: "control-number 300.00: 99285 same 380.00, 93010 bundled into 99285 0.00",
    "(UNKNOWN-CLAIM)": "none 100.00: 99284 unbilled 100.00",
  };

  test("each claim tells its story by its number: what stands, and what was allowed for each line", async () => {
    const path = fileURLToPath(new URL("../../fixtures/claims/", import.meta.url));
    const { rows, intake } = await draw(path, 0);
    const told = rows
      .filter((m) => m.setAside === undefined)
      .map((m) => {
        const [id = "", ...rest] = show(m).split(" ");
        const lines = m.lines.map((l) => {
          const into = l.into === undefined ? "" : ` into ${l.into}`;
          return `${l.line?.code ?? l.paid[0]?.code} ${l.how}${into} ${formatUsd(allowedOfMatched(l).amount)}`;
        });
        return [id, `${rest.join(" ")}: ${lines.join(", ")}`];
      });
    expect(Object.fromEntries(told)).toEqual(expected);
    expect(
      rows
        .map((m) => m.setAside?.as)
        .filter((x) => x !== undefined)
        .sort(),
    ).toEqual(["duplicate", "replaced"]);
    expect(intake.profile?.name).toBe("Invented Emergency Physicians");
    expect(intake.facts).toHaveLength(1);
  });
});
