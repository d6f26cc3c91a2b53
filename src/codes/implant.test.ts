import { expect, test } from "vitest";
import { isImplant } from "./implant.ts";

test.each<[string, string | undefined, boolean, string]>([
  ["C1713", undefined, true, "a device of the outpatient schedule, the first of them"],
  ["c1776", undefined, true, "in small letters"],
  [" C1820 ", undefined, true, "with blanks"],
  ["C2631", undefined, true, "the last of them"],
  ["C1712", undefined, false, "before the first"],
  ["C2632", undefined, false, "after the last"],
  ["C1716", undefined, false, "a source of radiation"],
  ["C2616", undefined, false, "another one"],
  ["C9399", undefined, false, "a drug"],
  ["L8699", undefined, true, "an implanted prosthetic"],
  ["L8500", undefined, false, "a prosthetic that is not implanted"],
  ["V2632", undefined, true, "a lens within the eye"],
  ["V2633", undefined, false, "no lens within the eye"],
  ["29881", undefined, false, "a procedure"],
  ["29881", "0490", false, "a procedure of a surgery center"],
  ["", "0278", true, "revenue code of other implants alone"],
  ["", "0276", true, "of a lens"],
  ["", "0275", true, "of a pacemaker"],
  ["", "0272", false, "of sterile supplies"],
])("code %j under revenue code %s: implant %s, %s", (code, revenue, is) => {
  expect(isImplant({ code, revenue })).toBe(is);
});
