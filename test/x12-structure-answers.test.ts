import { describe, expect, test } from "vitest";
import { both, type Change, double, drop, edit, fileOf, insert, move, repeat, segmentsOf, told } from "./x12-mutate.ts";

/** What an answer of a payer that departs from its guide is told: one departure a row, and the Problem it gives. */

type Row = readonly [what: string, change: Change, told: readonly string[]];

const PAYMENTS_835: readonly Row[] = [
  ["no payment", drop(4), ["segment-missing 835 #3"]],
  ["a payment handled in no known way", edit(4, "BPR*I", "BPR*Q"), ["code 835 BPR01 #4"]],
  ["a payment by no known method", edit(4, "ACH*CCP", "QQQ*CCP"), ["code 835 BPR04 #4"]],
  ["no trace number", drop(5), ["segment-missing 835 #3"]],
  ["two trace numbers", double(5), ["segment-repeated 835 #6"]],
  ["the trace number behind the date", move(5, 6), ["segment-order 835 #6"]],
  ["no payer", both(drop(11), drop(10), drop(9), drop(8), drop(7)), ["segment-missing 835 #3"]],
  ["the payer without its N1", drop(7), ["segment-missing 1000A #7"]],
  ["the payer without its street", drop(8), ["segment-missing 1000A #7"]],
  ["two payers", double(7), ["loop-repeated 1000A #8"]],
  ["no payee", both(drop(13), drop(12)), ["segment-missing 835 #3"]],
  ["the payee by a number that is none", edit(12, "*XX*", "*QQ*"), ["code 1000B N103 #12"]],
  [
    "no payee number",
    edit(12, "*XX*1234567893", ""),
    ["element-missing 1000B N103 #12", "element-missing 1000B N104 #12"],
  ],
  ["a claim payment without LX", both(drop(15), drop(14)), ["loop-unlisted 2100 #14"]],
  ["a status that is none", edit(16, "*1*1250", "*7*1250"), ["code 2100 CLP02 #16"]],
  ["a status of the older guide", edit(16, "*1*1250", "*5*1250"), ["code 2100 CLP02 #16"]],
  ["no patient", drop(44), ["segment-missing 2100 #41"]],
  ["two patients", double(17), ["segment-repeated 2100 NM101 #18"]],
  ["a party of no known role", edit(18, "82", "QQ"), ["code 2100 NM101 #18"]],
  ["the claim's adjustments behind the patient", move(44, 41), ["segment-order 2100 #43"]],
  ["remarks behind a reference", move(19, 20), ["segment-order 2100 #20"]],
  ["a date only a service has", edit(21, "232", "472"), ["code 2100 DTM01 #21"]],
  ["the period's first day twice", double(21), ["segment-repeated 2100 DTM01 #22"]],
  ["an amount of no kind", edit(25, "AU", "QQ"), ["code 2100 AMT01 #25"]],
  ["a procedure of no code set", edit(27, "HC:", "QQ:"), ["code 2110 SVC01-1 #27"]],
  ["the service date behind the adjustments", move(28, 30), ["segment-order 2110 #30"]],
  ["two control numbers of a line", double(31), ["segment-repeated 2110 REF01 #32"]],
  ["a group of adjustments that is none", edit(29, "OA", "QQ"), ["code 2110 CAS01 #29"]],
  ["a remark of no known list", edit(33, "HE", "QQ"), ["code 2110 LQ01 #33"]],
  ["the service date of a period twice", double(36), ["segment-repeated 2110 DTM01 #37"]],
  ["an amount before its reference", move(40, 38), ["segment-order 2110 #40"]],
  ["a provider adjustment for no known reason", edit(50, "WO:", "QQ:"), ["code 835 PLB03-1 #50"]],
  [
    "a claim payment behind the provider adjustments",
    (all) => [...all.slice(0, 45), ...all.slice(49, 50), ...all.slice(45, 49), ...all.slice(50)],
    ["loop-unlisted 2100 #47"],
  ],
  ["a third contact of the claim", repeat(24, 24, 3), ["segment-repeated 2100 PER01 #26"]],
];

const ACKNOWLEDGMENT_999: readonly Row[] = [
  ["no group answered", drop(4), ["segment-missing 999 #3"]],
  ["two of them", double(4), ["segment-repeated 999 #5"]],
  ["no verdict on the group", drop(17), ["segment-missing 999 #3"]],
  ["two verdicts on the group", double(17), ["segment-repeated 999 #18"]],
  ["a verdict on the group nobody knows", edit(17, "*P*", "*Q*"), ["code 999 AK901 #17"]],
  ["the verdict on the group before the sets", move(17, 4), ["loop-order 2000 #6"]],
  ["no verdict on a set", drop(6), ["segment-missing 2000 #5"]],
  ["two verdicts on a set", double(6), ["segment-repeated 2000 #7"]],
  ["a verdict on a set nobody knows", edit(6, "*A", "*Q"), ["code 2000 IK501 #6"]],
  ["a verdict without its code", edit(6, "*A", ""), ["element-missing 2000 IK501 #6"]],
  ["a set without AK2", drop(7), ["loop-order 2100 #7"]],
  ["the verdict before the errors", move(13, 7), ["loop-order 2100 #9"]],
  ["an error in a segment that is not named", edit(8, "CLM", ""), ["element-missing 2100 IK301 #8"]],
  ["an error of a kind nobody knows", edit(8, "*8", "*99"), ["code 2100 IK304 #8"]],
  ["an element error before its segment", move(10, 7), ["segment-unexpected 2000 #8"]],
  ["an element error of a kind nobody knows", edit(11, "**6", "**99"), ["code 2110 IK403 #11"]],
  ["an element error without its kind", edit(11, "**6", ""), ["element-missing 2110 IK403 #11"]],
  ["eleven contexts", repeat(9, 9, 11), ["segment-repeated 2100 #19"]],
  ["a context behind the element errors is of the element", move(9, 10), []],
  ["a segment nobody knows", insert(5, "ZZZ*1"), ["segment-unexpected 2000 #6"]],
  ["elements past the guide's", edit(5, "A1", "A1*1"), ["element-extra 2000 AK204 #5"]],
];

const ACKNOWLEDGMENT_277CA: readonly Row[] = [
  ["no start of the set", drop(4), ["segment-missing 277CA #3"]],
  ["it starts as another kind of set", edit(4, "0085", "0010"), ["code 277CA BHT01 #4"]],
  ["a purpose that is none", edit(4, "*08*", "*00*"), ["code 277CA BHT02 #4"]],
  ["no name of who answers", drop(6), ["segment-missing 2000A #5"]],
  ["who answers is a person", edit(6, "PR*2", "PR*1"), ["code 2100A NM102 #6"]],
  ["no sending received", both(drop(9), drop(8), drop(7)), ["segment-missing 2000A #5"]],
  ["the sending's dates of a kind nobody knows", edit(8, "050", "999"), ["code 2200A DTP01 #8"]],
  ["a date twice", double(8), ["segment-repeated 2200A DTP01 #9"]],
  ["no level of who sent", drop(10), ["segment-missing 2000B #10"]],
  ["no name of who sent", drop(11), ["segment-missing 2000B #10"]],
  ["two of them", double(11), ["loop-repeated 2100B #12"]],
  ["no answer to the sending", drop(12), ["segment-missing 2200B #12"]],
  ["no status of the sending", drop(13), ["segment-missing 2200B #12"]],
  ["an action that is none", edit(13, "*WQ*", "*QQ*"), ["code 2200B STC03 #13"]],
  ["the count behind the amount", move(14, 17), ["segment-order 2200B #17"]],
  ["the count of what was accepted twice", double(14), ["segment-repeated 2200B QTY01 #15"]],
  ["a count of no known kind", edit(14, "90", "99"), ["code 2200B QTY01 #14"]],
  ["an amount of no known kind", edit(16, "YU", "ZZ"), ["code 2200B AMT01 #16"]],
  ["no name of the patient", drop(23), ["segment-missing 2000D #22"]],
  ["a patient that is an organization", edit(23, "QC*1", "QC*2"), ["code 2100D NM102 #23"]],
  ["no status of a claim", drop(25), ["segment-missing 2200D #24"]],
  ["a status without its code", edit(25, "A2:20:PR", "A2"), ["element-missing 2200D STC01-2 #25"]],
  ["a reference before the status", move(26, 24), ["segment-order 2200D #26"]],
  ["the claim's dates before its number", move(27, 25), ["segment-order 2200D #27"]],
  ["a line without its status", drop(34), ["segment-missing 2220D #33"]],
  ["a line's number of no known kind", edit(35, "FJ", "6R"), ["code 2220D REF01 #35"]],
  ["a line's number before its status", move(35, 33), ["segment-order 2220D #35"]],
  ["a service date twice", double(27), ["segment-repeated 2200D DTP01 #28"]],
];

describe.each([
  ["payments-835", PAYMENTS_835],
  ["acknowledgment-999", ACKNOWLEDGMENT_999],
  ["acknowledgment-277ca", ACKNOWLEDGMENT_277CA],
] as const)("%s", (fixture, rows) => {
  const good = segmentsOf(fixture);

  test("as it is has no Problem", () => expect(told(fileOf(good))).toEqual([]));

  test.each(rows)("%s", (_, change, expected) => {
    const changed = change(good);
    expect(changed).not.toEqual(good);
    expect(told(fileOf(changed))).toEqual(expected);
  });
});
