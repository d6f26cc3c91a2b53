import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matches, readFilter, readPath } from "./filter.ts";

const MAREN = {
  id: "0196a7c0-0000-7000-8000-00000000000A",
  userName: "Maren@Harbor.example",
  externalId: "00uAbC",
  active: true,
  name: { familyName: "Lund" },
  emails: [
    { value: "maren@harbor.example", type: "work", primary: true },
    { value: "m@home.example", type: "home" },
  ],
  members: [{ value: "one" }, { value: "two" }],
};

const isTrue = (filter: string): boolean => {
  const read = readFilter(filter);
  if (!read.ok) throw new Error(read.error);
  return matches(read.value, MAREN);
};

describe("a filter is true of Maren", () => {
  test.each([
    'userName eq "maren@harbor.example"',
    'USERNAME EQ "MAREN@HARBOR.EXAMPLE"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "maren@harbor.example"',
    'externalId eq "00uAbC"',
    'emails.value eq "m@home.example"',
    'emails eq "m@home.example"',
    'emails[type eq "work"].value pr'.replace("].value pr", "]"),
    'emails[type eq "work" and value co "@harbor"]',
    "active eq true",
    'active eq "True"',
    "userName pr",
    "not (active eq false)",
    'name.familyName sw "lu" and (userName ew "nobody" or active eq true)',
    'userName eq "nobody" or userName co "harbor" and active eq true',
    'members eq "two"',
    'title ne "Owner"',
    "title eq null",
    '  userName   eq   "maren@harbor.example"  ',
  ])("%s", (filter) => expect(isTrue(filter)).toBe(true));
});

describe("a filter is not true of Maren", () => {
  test.each([
    'userName eq "ines@harbor.example"',
    'externalId eq "00uabc"',
    'id eq "0196a7c0-0000-7000-8000-00000000000a"',
    'emails[type eq "home" and primary eq true]',
    "active eq false",
    "title pr",
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "Billing"',
    'userName eq "maren@harbor.example\\u0000"',
  ])("%s", (filter) => expect(isTrue(filter)).toBe(false));
});

describe("a filter that cannot be read is a sentence that repeats nothing of it", () => {
  test.each([
    "",
    "userName",
    "userName eq",
    "userName eq maren",
    'userName is "a"',
    'userName eq "a',
    'userName eq "a" and',
    'userName eq "a") or (true eq true',
    "(userName pr",
    'emails[type eq "work"',
    'a.b.c eq "x"',
    `userName eq "${"x".repeat(3_000)}"`,
    "(".repeat(500),
    `${"not (".repeat(100)}a pr${")".repeat(100)}`,
    "'; DROP TABLE person; --",
    'userName eq "\\x"',
  ])("%s", (filter) => {
    const read = readFilter(filter);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.error).toMatch(/^[A-Z].*\.$/);
    expect(!read.ok && read.error).not.toContain("DROP");
  });
});

test.each([
  ["active", { attribute: "active" }],
  ["name.givenName", { attribute: "name", part: "givenName" }],
  [
    'emails[type eq "work"].value',
    { attribute: "emails", part: "value", where: { kind: "is", path: ["type"], op: "eq", value: "work" } },
  ],
  ['members[value eq "one"]', { attribute: "members", where: { kind: "is", path: ["value"], op: "eq", value: "one" } }],
  [
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    { attribute: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" },
  ],
])("the path %s", (text, path) => expect(readPath(text)).toEqual({ ok: true, value: path }));

test.each([
  "",
  "a b",
  "emails[",
  "emails[]",
  'emails.value[type eq "x"]',
  'emails[type eq "x"].',
  'emails[type eq "x"] value',
])("no path: %s", (text) => expect(readPath(text).ok).toBe(false));

const WORDS = [
  "userName",
  "eq",
  "pr",
  "and",
  "or",
  "not",
  "(",
  ")",
  "[",
  "]",
  '"a"',
  ".value",
  "emails",
  "true",
  "1",
  "urn:x",
];

test("nothing that is sent as a filter or a path throws", () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...WORDS)).map((w) => w.join(" ")),
  );
  fc.assert(
    fc.property(text, fc.jsonValue(), (sent, doc) => {
      const read = readFilter(sent);
      if (read.ok) matches(read.value, doc);
      readPath(sent);
    }),
    { numRuns: 2_000 },
  );
});
