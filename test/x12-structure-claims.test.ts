import { describe, expect, test } from "vitest";
import { both, type Change, double, drop, edit, fileOf, insert, move, repeat, segmentsOf, told } from "./x12-mutate.ts";

/** What a claim that departs from its guide is told: one departure a row, and the Problem it gives, with its place. */

type Row = readonly [what: string, change: Change, told: readonly string[]];

const CLAIMS_837P: readonly Row[] = [
  ["the start of the set is missing", drop(4), ["segment-missing 837P #3"]],
  ["it starts as another kind of set", edit(4, "0019", "0022"), ["code 837P BHT01 #4"]],
  ["its day is none", edit(4, "20260105", "20260199"), ["date 837P BHT04 #4"]],
  ["no contact of the submitter", drop(6), ["segment-missing 1000A #5"]],
  ["three of them", repeat(6, 6, 3), ["segment-repeated 1000A #8"]],
  ["no receiver", drop(7), ["segment-missing 837P #3"]],
  ["two receivers", double(7), ["loop-repeated 1000B #8"]],
  ["a specialty of another role", edit(9, "BI", "PE"), ["code 2000A PRV01 #9"]],
  ["the billing provider without its NM1", drop(10), ["segment-missing 2010AA #10"]],
  ["the billing provider without a street", drop(11), ["segment-missing 2010AA #10"]],
  ["its street behind its city", move(11, 12), ["segment-order 2010AA #12"]],
  ["no tax number", drop(13), ["segment-missing 2010AA #10"]],
  ["the tax number twice", double(13), ["segment-repeated 2010AA REF01 #14"]],
  ["a number with a qualifier of no provider", edit(13, "EI", "QQ"), ["code 2010AA REF01 #13"]],
  ["the subscriber level without its HL", drop(15), ["segment-missing 2000B #15", "hl-number 2000B HL01 #45"]],
  ["no subscriber information", drop(16), ["segment-missing 2000B #15"]],
  ["a filing code that is none", edit(16, "*CI", "*QQ"), ["code 2000B SBR09 #16"]],
  ["the subscriber without NM1", drop(17), ["segment-missing 2010BA #17"]],
  ["no payer", drop(21), ["segment-missing 2000B #15"]],
  ["the payer before the subscriber, which is allowed", move(21, 16), []],
  ["a payer that is a person", edit(21, "PR*2", "PR*1"), ["code 2010BB NM102 #21"]],
  ["a sex nobody knows", edit(20, "*F", "*Q"), ["code 2010BA DMG03 #20"]],
  ["a place of service of one digit", edit(22, "23:B:1", "3:B:1"), ["code 2300 CLM05-1 #22"]],
  ["no frequency", edit(22, "23:B:1", "23:B"), ["element-missing 2300 CLM05-3 #22"]],
  ["a frequency of two digits", edit(22, "23:B:1", "23:B:11"), ["code 2300 CLM05-3 #22"]],
  ["an answer that is neither yes nor no", edit(22, "*Y*A*", "*Q*A*"), ["code 2300 CLM06 #22"]],
  ["assignment left empty", edit(22, "*Y*A*", "*Y**"), ["element-missing 2300 CLM07 #22"]],
  ["a cause that is none", edit(22, "AA:::IL", "QQ:::IL"), ["code 2300 CLM11-1 #22"]],
  ["a date behind a reference", move(23, 25), ["segment-order 2300 #25"]],
  ["a date of a kind no claim has", edit(23, "439", "999"), ["code 2300 DTP01 #23"]],
  ["a date in a form nobody knows", edit(23, "D8", "Q8"), ["code 2300 DTP02 #23"]],
  ["the claim's authorization twice", double(26), ["segment-repeated 2300 REF01 #27"]],
  ["two notes", double(27), ["segment-repeated 2300 #28"]],
  ["the diagnoses before the note: told where the note is late", move(28, 26), ["segment-order 2300 #28"]],
  ["no diagnoses", drop(28), ["segment-missing 2300 #22"]],
  ["a diagnosis of a qualifier that is none", edit(28, "ABF", "QQQ"), ["code 2300 HI02-1 #28"]],
  ["five HI", repeat(28, 28, 5), ["segment-repeated 2300 #32"]],
  ["the rendering provider before the referring one, which is allowed", move(29, 32), []],
  ["three referring providers", repeat(29, 29, 3), ["loop-repeated 2310A #31"]],
  ["a role nobody knows", edit(29, "DN", "QQ"), ["loop-unlisted 2310 #29"]],
  ["a facility without its street", drop(34), ["segment-missing 2310C #33"]],
  ["a facility behind a line is the line's", insert(45, "NM1*77*2*X", "N3*1", "N4*P*IL"), []],
  ["a line without its LX", drop(36), ["claim-total 2300 CLM02 #22", "segment-missing 2400 #36"]],
  ["the second line without its LX", drop(40), ["segment-repeated 2400 #40"]],
  ["a line without its service", drop(41), ["claim-total 2300 CLM02 #22", "segment-missing 2400 #40"]],
  ["units of a measure that is none", edit(37, "UN", "QQ"), ["code 2400 SV103 #37"]],
  ["a procedure of a code set that is none", edit(37, "HC:", "QQ:"), ["code 2400 SV101-1 #37"]],
  ["a procedure without its code", edit(37, "HC:99285:25:GT", "HC"), ["element-missing 2400 SV101-2 #37"]],
  ["no pointer to a diagnosis", edit(41, "1.25***1", "1.25"), ["element-missing 2400 SV107 #41"]],
  ["no service date", drop(38), ["segment-missing 2400 #36"]],
  ["the service date twice", double(38), ["segment-repeated 2400 DTP01 #39"]],
  ["the service date behind the reference", move(38, 39), ["segment-order 2400 #39"]],
  ["a service before its line number", move(36, 37), ["claim-total 2300 CLM02 #22", "segment-order 2400 #37"]],
  [
    "fifty-one lines",
    both(edit(22, "1250", "12750"), edit(41, "250.00", "0"), repeat(40, 44, 51)),
    ["claim-total 2300 CLM02 #22", "loop-repeated 2400 #285"],
  ],
  ["a second control number", double(39), ["segment-repeated 2400 REF01 #40"]],
  ["other coverage without the coverage answers", drop(64), ["segment-missing 2320 #60"]],
  ["other coverage without its payer", drop(66), ["segment-missing 2320 #60"]],
  [
    "other coverage behind the lines",
    both(insert(77, "SBR*T*18*******CI", "OI***Y***Y", "NM1*IL*1*A*****MI*1", "NM1*PR*2*B*****PI*9")),
    ["loop-order 2320 #78"],
  ],
  ["eleven other payers", repeat(67, 71, 10), ["loop-repeated 2320 #112"]],
  ["six adjustments of another payer", repeat(62, 62, 5), ["segment-repeated 2320 #66"]],
  ["an adjustment of a group that is none", edit(61, "CO", "QQ"), ["code 2320 CAS01 #61"]],
  ["an answer to the line without its date", drop(77), ["segment-missing 2430 #75"]],
  ["a segment nobody knows", insert(24, "ZZZ*1"), ["segment-unexpected 2300 #25"]],
  ["three of them in a row: told once", insert(24, "ZZZ*1", "ZZZ*2", "QQQ*3"), ["segment-unexpected 2300 #25"]],
  [
    "components apart by another sign than the ISA names",
    (all) => all.map((s, k) => (k < 2 ? s : s.replaceAll(":", ">"))),
    ["component-separator 2300 CLM05 #22"],
  ],
];

const CLAIMS_837I: readonly Row[] = [
  ["a professional bill type qualifier", edit(21, "13:A:1", "13:B:1"), ["code 2300 CLM05-2 #21"]],
  ["a bill type of three digits", edit(21, "13:A:1", "131:A:1"), ["code 2300 CLM05-1 #21"]],
  ["no statement dates", both(drop(23), drop(22)), ["segment-missing 2300 #21"]],
  ["the statement dates behind the diagnoses", move(22, 26), ["segment-order 2300 #26"]],
  ["the statement dates twice", double(22), ["segment-repeated 2300 DTP01 #23"]],
  ["a date only a line has", edit(22, "434", "472"), ["code 2300 DTP01 #22"]],
  ["no admission segment", drop(24), ["segment-missing 2300 #21"]],
  ["two of them", double(24), ["segment-repeated 2300 #25"]],
  ["no status of the patient", edit(24, "1*7*01", "1*7"), ["element-missing 2300 CL103 #24"]],
  [
    "no diagnoses at all",
    both(drop(35), drop(34), drop(33), drop(32), drop(31), drop(30), drop(29), drop(28), drop(27), drop(26)),
    ["segment-missing 2300 #21"],
  ],
  ["a qualifier no list has", edit(29, "DR", "QQ"), ["code 2300 HI01-1 #29"]],
  ["the record number behind the diagnoses", move(25, 35), ["segment-order 2300 #35"]],
  ["two attending providers", double(36), ["loop-repeated 2310A #37"]],
  ["an attending organization", edit(36, "71*1", "71*2"), ["code 2310A NM102 #36"]],
  ["a specialty of another role", edit(37, "AT", "BI"), ["code 2310A PRV01 #37"]],
  [
    "the facility before the attending provider, which is allowed",
    (all) => [...all.slice(0, 35), ...all.slice(39, 42), ...all.slice(35, 39), ...all.slice(42)],
    [],
  ],
  ["a facility that is a person", edit(40, "77*2", "77*1"), ["code 2310E NM102 #40"]],
  ["a line without LX", drop(47), ["segment-repeated 2400 #47"]],
  ["a line without its revenue code", edit(44, "0450", ""), ["element-missing 2400 SV201 #44"]],
  ["a measure no line has", edit(44, "*UN*", "*MJ*"), ["code 2400 SV204 #44"]],
  ["two service dates", double(49), ["segment-repeated 2400 DTP01 #50"]],
  ["the control number before the date", move(46, 44), ["segment-order 2400 #46"]],
  ["no line", both(...Array.from({ length: 12 }, (_, k) => drop(54 - k))), ["segment-missing 2300 #21"]],
  [
    "a professional service",
    edit(52, "SV2*0300*HC:80053*500", "SV1*HC:80053*500"),
    ["claim-total 2300 CLM02 #21", "segment-missing 2400 #51", "segment-unexpected 2400 #52"],
  ],
  [
    "a component separator that is another",
    (all) => all.map((s, k) => (k < 2 ? s : s.replaceAll(":", "^"))),
    ["component-separator 2300 CLM05 #21"],
  ],
];

describe.each([
  ["claims-837p", CLAIMS_837P],
  ["claims-837i", CLAIMS_837I],
] as const)("%s", (fixture, rows) => {
  const good = segmentsOf(fixture);

  test("as it is has no Problem", () => expect(told(fileOf(good))).toEqual([]));

  test.each(rows)("%s", (_, change, expected) => {
    const changed = change(good);
    expect(changed).not.toEqual(good);
    expect(told(fileOf(changed))).toEqual(expected);
  });
});
