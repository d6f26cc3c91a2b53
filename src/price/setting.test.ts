import { expect, test } from "vitest";
import { readSetting, settingOfPlace } from "./setting.ts";

test.each<[string, string | undefined, string]>([
  ["11", "nonfacility", "office"],
  ["10", "nonfacility", "telehealth at home"],
  ["02", "facility", "telehealth elsewhere"],
  ["2", "facility", "the same, its zero lost"],
  ["21", "facility", "inpatient hospital"],
  ["23", "facility", "emergency room"],
  ["24", "facility", "ambulatory surgery center"],
  ["32", "nonfacility", "nursing facility"],
  ["31", "facility", "skilled nursing facility"],
  ["81", "nonfacility", "independent laboratory"],
  ["", undefined, "nothing"],
  ["111", undefined, "a bill type"],
  ["1A", undefined, "not a place"],
])("place of service %j is %s: %s", (place, setting) => {
  expect(settingOfPlace(place)).toBe(setting);
});

test.each([
  ["facility", "facility"],
  [" Facility ", "facility"],
  ["F", "facility"],
  ["nonfacility", "nonfacility"],
  ["Non-Facility", "nonfacility"],
  ["non facility", "nonfacility"],
  ["NF", "nonfacility"],
  ["outpatient", undefined],
  ["", undefined],
])("the word %j is %s", (word, setting) => {
  expect(readSetting(word)).toBe(setting);
});
