import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { formatUsd, sum } from "#base/money.ts";
import { paidOfMatched } from "#claim/allowed.ts";
import { serviceOf } from "#claim/answer-facts.ts";
import { openIntake } from "./intake.ts";

const root = mkdtempSync(join(tmpdir(), "parley-facility-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ANSWER = [
  "ISA*00*          *00*          *ZZ*PAYER          *ZZ*SENDER         *260301*1200*^*00501*000000012*0*T*:",
  "GS*HP*PAYER*SENDER*20260301*1200*12*X*005010X221A1",
  "ST*835*0001",
  "BPR*I*530*C*CHK************20260301",
  "TRN*1*TRACE1*1999999999",
  "N1*PR*INVENTED PAYER",
  "N3*9 ROAD",
  "N4*PEORIA*IL*61602",
  "N1*PE*INVENTED HOSPITAL*XX*1000000012",
  "LX*1",
  "CLP*H-2001*1*1890.5*530*0*CI*ICN1*13*1",
  "NM1*QC*1*DOE*PAT",
  // No line control numbers: revenue code and procedure tie the lines.
  "SVC*HC:80053*500*100*0300*1",
  "DTM*472*20251103",
  "CAS*CO*45*400",
  "SVC*NU:0250*140.5*30**3",
  "DTM*472*20251103",
  "CAS*CO*45*110.5",
  "SVC*HC:99284:25*1250*400*450*1",
  "DTM*472*20251103",
  "CAS*CO*45*850",
  "SE*20*0001",
  "GE*1*12",
  "IEA*1*000000012",
];

test("a facility's claim and its remittance are one row of the map, line by line", async () => {
  const fixture = fileURLToPath(new URL("../../fixtures/x12/claims-837i.edi", import.meta.url));
  copyFileSync(fixture, join(root, "h.837"));
  writeFileSync(join(root, "h.835"), `${ANSWER.join("~\n")}~\n`);
  const intake = await openIntake([root], { home: join(root, "home") });
  const rows = [...intake.matched()];
  intake.close();
  expect(intake.files.flatMap((f) => f.problems)).toEqual([]);
  expect(rows.map((m) => [m.claim?.form, m.by, formatUsd(sum(m.standing.map((r) => r.paid)))])).toEqual([
    ["institutional", "control-number", "530.00"],
  ]);
  expect(rows[0]?.lines.map((l) => [l.line?.revenue, l.line?.code, l.how, formatUsd(paidOfMatched(l))])).toEqual([
    ["0450", "99284", "same", "400.00"],
    ["0250", "0250", "same", "30.00"],
    ["0300", "80053", "same", "100.00"],
  ]);
});

test.each<[string, string | undefined, string | undefined]>([
  ["a line of the emergency room", "0450", "emergency"],
  ["another room of it", "0459", "emergency"],
  ["urgent care, though its code begins alike", "0456", undefined],
  ["pharmacy", "0250", undefined],
  ["no revenue code", undefined, undefined],
])("%s (%s) is care of kind %s", (_, revenue, kind) => {
  expect(serviceOf({ code: "99284", emergency: false, revenue })?.service).toBe(kind);
});
