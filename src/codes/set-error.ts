/** What the codes of a 999 mean, in our own words: IK304 of a segment, IK403 of an element. */

const OF_SEGMENT: Readonly<Record<string, string>> = {
  "1": "this segment is not known",
  "2": "it was not expected here",
  "3": "it is required and missing",
  "4": "its loop comes too often",
  "5": "it comes too often",
  "6": "this kind of set has no such segment",
  "7": "it is out of order",
  "8": "elements of it are wrong",
  I4: "the guide does not use it",
  I6: "it is required in this case and missing",
  I7: "its loop comes too seldom",
  I8: "it comes too seldom",
  I9: "the guide does not use it in this case",
};

const OF_ELEMENT: Readonly<Record<string, string>> = {
  "1": "it is required and missing",
  "2": "it is required beside another and missing",
  "3": "there are too many elements",
  "4": "it is too short",
  "5": "it is too long",
  "6": "it holds a character that may not stand there",
  "7": "its code is not on the list",
  "8": "it is no day",
  "9": "it is no time",
  "10": "it may not stand beside another",
  "12": "it is repeated too often",
  "13": "there are too many components",
  I6: "its code is not one of the guide's",
  I9: "it is required in this case and missing",
  I10: "the guide does not use it",
  I11: "it comes too seldom",
  I12: "it does not fit what it must agree with",
  I13: "the guide does not use it in this case",
};

/** Undefined of a code we do not know. */
export function setErrorWords(code: string, of: "segment" | "element"): string | undefined {
  const words = of === "segment" ? OF_SEGMENT : OF_ELEMENT;
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
