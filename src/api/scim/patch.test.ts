import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Json, readFilter } from "./filter.ts";
import { keptIn, patched } from "./patch.ts";
import { GROUP, readGroup, readPerson, USER } from "./resource.ts";

const work = { value: "maren@harbor.example", type: "work", primary: true };
const MAREN = {
  userName: "maren@harbor.example",
  active: true,
  name: { givenName: "Maren", familyName: "Lund" },
  emails: [work],
};
const [ONE, TWO, THREE] = ["1", "2", "3"].map((n) => `0196a7c0-0000-7000-8000-00000000000${n}`);
const BILLERS = { displayName: "Billers", members: [{ value: ONE }, { value: TWO }] };
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const became = (shape: typeof USER, doc: Json, Operations: unknown): unknown => {
  const done = patched(shape, doc, { Operations });
  return done.ok ? done.value : done.error.scimType;
};

describe("a user is patched", () => {
  test.each<[string, unknown, unknown]>([
    ["as Okta deactivates", [{ op: "replace", value: { active: false } }], { ...MAREN, active: false }],
    ["as Entra deactivates", [{ op: "Replace", path: "active", value: "False" }], { ...MAREN, active: "False" }],
    [
      "as Entra changes the work address",
      [{ op: "Replace", path: 'emails[type eq "work"].value', value: "m@harbor.example" }],
      { ...MAREN, emails: [{ ...work, value: "m@harbor.example" }] },
    ],
    [
      "as Entra adds an address that is not there yet",
      [{ op: "Add", path: 'emails[type eq "home"].value', value: "m@home.example" }],
      { ...MAREN, emails: [work, { type: "home", value: "m@home.example" }] },
    ],
    [
      "by a filter of two conditions, which both hold afterwards",
      [{ op: "add", path: 'emails[type eq "home" and primary eq true].value', value: "m@home.example" }],
      {
        ...MAREN,
        emails: [
          { ...work, primary: false },
          { type: "home", primary: true, value: "m@home.example" },
        ],
      },
    ],
    [
      "in one part of the name",
      [{ op: "add", path: "name.familyName", value: "Roy" }],
      { ...MAREN, name: { givenName: "Maren", familyName: "Roy" } },
    ],
    [
      "without a path, by names with dots",
      [
        {
          op: "Add",
          value: { "name.givenName": "M.", displayName: "M. Lund", [ENTERPRISE]: { department: "Billing" } },
        },
      ],
      { ...MAREN, displayName: "M. Lund", name: { givenName: "M.", familyName: "Lund" } },
    ],
    [
      "in what is not kept: it stays as it is",
      [
        { op: "Add", path: `${ENTERPRISE}:department`, value: "Billing" },
        { op: "add", path: "title", value: "x" },
      ],
      MAREN,
    ],
    [
      "by replacing all addresses",
      [{ op: "replace", path: "emails", value: [{ value: "m@h.example" }] }],
      { ...MAREN, emails: [{ value: "m@h.example" }] },
    ],
    ["by removing an address", [{ op: "remove", path: 'emails[type eq "work"]' }], { ...MAREN, emails: [] }],
    ["by removing an address that is not there", [{ op: "remove", path: 'emails[type eq "other"]' }], MAREN],
    ["by removing the name", [{ op: "remove", path: "name" }], { ...MAREN, name: {} }],
    ["under other capitals", [{ op: "REPLACE", path: "USERNAME", value: "m" }], { ...MAREN, userName: "m" }],
    [
      "never in its id",
      [
        { op: "replace", path: "id", value: "x" },
        { op: "replace", value: { id: "x", schemas: [], meta: {} } },
      ],
      MAREN,
    ],
  ])("%s", (_, operations, wanted) => expect(became(USER, MAREN, operations)).toEqual(wanted));
});

describe("a group is patched", () => {
  const members = (...ids: (string | undefined)[]) => ({ ...BILLERS, members: ids.map((value) => ({ value })) });
  test.each<[string, unknown, unknown]>([
    [
      "as Okta adds",
      [{ op: "add", path: "members", value: [{ value: THREE, display: "x" }] }],
      members(ONE, TWO, THREE),
    ],
    [
      "as Entra adds",
      [{ op: "Add", path: "members", value: [{ $ref: null, value: THREE }] }],
      members(ONE, TWO, THREE),
    ],
    ["with somebody who is in it", [{ op: "add", path: "members", value: [{ value: ONE }] }], members(ONE, TWO)],
    ["as Okta removes", [{ op: "remove", path: `members[value eq "${ONE}"]` }], members(TWO)],
    ["as Entra removes", [{ op: "Remove", path: "members", value: [{ $ref: null, value: ONE }] }], members(TWO)],
    ["by removing all", [{ op: "remove", path: "members" }], members()],
    ["by replacing all", [{ op: "replace", path: "members", value: [{ value: THREE }] }], members(THREE)],
    [
      "as Okta renames",
      [{ op: "replace", value: { id: "x", displayName: "Coders" } }],
      { ...BILLERS, displayName: "Coders" },
    ],
  ])("%s", (_, operations, wanted) => expect(became(GROUP, BILLERS, operations)).toEqual(wanted));
});

describe("a patch is refused", () => {
  test.each<[string, unknown, string]>([
    ["without operations", undefined, "invalidSyntax"],
    ["with none", [], "invalidSyntax"],
    ["with one that is no object", ["replace"], "invalidSyntax"],
    ["with a word that is none", [{ op: "move", path: "active", value: true }], "invalidSyntax"],
    ["with a path that cannot be read", [{ op: "replace", path: "emails[", value: 1 }], "invalidPath"],
    ["with a path that is no text", [{ op: "replace", path: 5, value: 1 }], "invalidPath"],
    ["that removes without a path", [{ op: "remove", value: { active: true } }], "noTarget"],
    ["that adds without a value", [{ op: "add", path: "active" }], "invalidValue"],
    [
      "whose filter nothing can be made of",
      [{ op: "replace", path: 'emails[type ne "work"].value', value: "x" }],
      "noTarget",
    ],
    [
      "with too many operations",
      Array.from({ length: 1_001 }, () => ({ op: "add", path: "active", value: true })),
      "invalidValue",
    ],
  ])("%s", (_, operations, wanted) => expect(became(USER, MAREN, operations)).toBe(wanted));

  test("whole: the first operation is not done when the second fails", () => {
    const before = structuredClone(MAREN);
    expect(became(USER, MAREN, [{ op: "replace", path: "active", value: false }, { op: "no" }])).toBe("invalidSyntax");
    expect(MAREN).toEqual(before);
  });
});

describe("a person is read", () => {
  const named = (given: Json) => {
    const read = readPerson({ userName: "maren@harbor.example", ...given });
    return read.ok ? [read.value.name, read.value.email, read.value.active] : read.error.detail;
  };
  test.each<[string, Json, unknown]>([
    ["by userName alone", {}, ["maren@harbor.example", "maren@harbor.example", true]],
    [
      "by displayName first",
      { displayName: "Lund, M.", name: { formatted: "Maren Lund" } },
      ["Lund, M.", "maren@harbor.example", true],
    ],
    [
      "by the parts of the name",
      { name: { givenName: "Maren", familyName: "Lund" } },
      ["Maren Lund", "maren@harbor.example", true],
    ],
    [
      "by the primary address",
      {
        emails: [
          { value: "a@b.example", type: "work" },
          { value: "c@d.example", primary: "True" },
        ],
      },
      ["maren@harbor.example", "c@d.example", true],
    ],
    [
      "by the address of work",
      { emails: [{ value: "a@b.example" }, { value: "c@d.example", type: "work" }] },
      ["maren@harbor.example", "c@d.example", true],
    ],
    ["inactive, as Entra writes it", { ACTIVE: "False" }, ["maren@harbor.example", "maren@harbor.example", false]],
    ["not without a userName", { userName: "  " }, "A user has a userName."],
    ["not without an address", { userName: "maren" }, "A user has an e-mail, or a userName that is one."],
    [
      "not with an address that is none",
      { emails: [{ value: "<script>@x" }] },
      "An e-mail is not one, or there are too many.",
    ],
    [
      "not with letters that turn the direction",
      { displayName: "Maren\u202Etxt" },
      "Names are text of at most 200 letters that can be seen.",
    ],
    [
      "not with a name that is no text",
      { displayName: { a: 1 } },
      "Names are text of at most 200 letters that can be seen.",
    ],
    ["not with an active that is neither", { active: "perhaps" }, "active is true or false."],
  ])("%s", (_, given, wanted) => expect(named(given)).toEqual(wanted));

  test("a password that is sent is not kept", () => {
    expect(JSON.stringify(readPerson({ ...MAREN, password: "hunter2 hunter2" }))).not.toContain("hunter2");
  });
});

test("nothing that is sent throws, and what was taken is read the same again", () => {
  const path = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "emails",
      "active",
      'emails[type eq "work"]',
      "name.givenName",
      "members",
      'members[value eq "x"].value',
    ),
  );
  const op = fc.record(
    { op: fc.constantFrom("add", "Replace", "remove", "x"), path, value: fc.jsonValue() },
    { requiredKeys: ["op"] },
  );
  const operations = fc.oneof(fc.jsonValue(), fc.array(op));
  fc.assert(
    fc.property(operations, fc.dictionary(fc.string(), fc.jsonValue()), (Operations, given) => {
      for (const shape of [USER, GROUP]) {
        const done = patched(shape, keptIn(shape, given), { Operations });
        if (!done.ok) continue;
        expect(keptIn(shape, keptIn(shape, done.value))).toEqual(keptIn(shape, done.value));
        readPerson(done.value);
        readGroup(done.value);
      }
      const read = readPerson({ userName: "a@b.example", ...given });
      if (read.ok)
        expect(
          readPerson({
            userName: read.value.userName,
            active: read.value.active,
            externalId: read.value.externalId,
            ...read.value.body,
          }),
        ).toEqual(read);
    }),
    { numRuns: 2_000 },
  );
  expect(readFilter("").ok).toBe(false);
});
