import ts from "typescript";

/**
 * The rules of the house as functions of one file, so that tidy.test.ts can run them over the tree and also prove with
 * bad snippets that each of them bites. A finding is a sentence that says what to write instead.
 */

/** A file imports its own room and any lower floor. Rooms that share a floor are strangers. */
export const FLOORS: readonly (readonly string[])[] = [
  ["base"],
  ["x12", "law", "codes"],
  ["claim"],
  ["coding", "price"],
  ["case"],
  ["strategy", "document", "store", "rates", "exchange"],
  ["app"],
  ["api", "cli"],
  ["web"],
];

/** Rooms that decide and touch nothing: no clock, no disk, no package. */
export const PURE_ROOMS: readonly string[] = [
  "base",
  "x12",
  "law",
  "codes",
  "claim",
  "coding",
  "price",
  "case",
  "strategy",
];

/** The one package a pure room may name, and where: it reads stored events and touches nothing. */
const PURE_PACKAGES: Readonly<Record<string, string>> = {
  "src/case/event.ts": "zod",
  "src/case/event-filing.ts": "zod",
  "src/case/event-room.ts": "zod",
  "src/case/event-parts.ts": "zod",
};

const DRAWERS = [
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "shared",
  "types",
  "services",
  "managers",
  "constants",
  "misc",
];

const LINES_MAX = 400;
/** Tables of literals: long because the world is, with nothing to follow from line to line. */
const TABLES: readonly RegExp[] = [
  /^src\/law\/(federal|states)\//,
  /^src\/law\/(fact|remark-codes|state-deadlines)\.ts$/,
  /^src\/codes\//,
  /^src\/x12\/grammar\//,
  /^src\/cli\/commands\.ts$/,
  /\.test\.ts$/,
];

const ENVIRONMENT = ["src/app/config.ts", "test/samples.ts", "test/postgres.ts", "test/browser.ts"];
/** Whole cents below 2^53: exact, and many times as small and as quick to write as bigints. */
const EXACT_DOUBLES = [
  "src/base/money.ts",
  "src/base/json-bytes.ts",
  "src/claim/history.ts",
  "src/claim/stored.ts",
  "src/app/map.ts",
  "src/app/claim-spool.ts",
];
const CLOCK = ["src/app/clock.ts"];

/** Files that hold only statements of law. */
export const isLawLiteral = (file: string): boolean => /^src\/law\/(federal|states)\/[^/]+(?<!\.test)\.ts$/.test(file);

export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith("test/");

export const roomOf = (file: string): string | undefined => /^src\/([a-z0-9-]+)\//.exec(file)?.[1];

const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

export type ImportKind = "room" | "own" | "node" | "npm";

export interface Import {
  readonly kind: ImportKind;
  readonly target: string;
}

export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

export function importsOf(source: ts.SourceFile): readonly Import[] {
  const found: Import[] = [];
  visit(source, (node) => {
    const target =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (target === undefined || !ts.isStringLiteral(target)) return;
    const text = target.text;
    const kind = text.startsWith("#")
      ? "room"
      : text.startsWith(".")
        ? "own"
        : text.startsWith("node:")
          ? "node"
          : "npm";
    found.push({ kind, target: text });
  });
  return found;
}

export function floors(file: string, source: ts.SourceFile): string[] {
  const room = roomOf(file);
  const findings: string[] = [];
  if (room !== undefined && floorOf(room) < 0)
    return [`room "${room}" stands on no floor; add it to FLOORS or find its noun`];
  for (const { kind, target } of importsOf(source)) {
    if (target.includes("../")) findings.push(`imports ${target}; write "#room/file.ts" instead of climbing`);
    if ((kind === "room" || kind === "own") && !/\.tsx?$/.test(target) && !(room === "web" && target.endsWith(".css")))
      findings.push(`imports ${target}; write the file's name with its .ts ending`);
    if (room === undefined) continue;
    const other = kind === "room" ? (target.slice(1).split("/")[0] ?? "") : room;
    if (other === "test" && isTest(file)) continue;
    if (other !== room && floorOf(other) < 0) findings.push(`imports ${target}, and "${other}" is no room`);
    else if (other !== room && floorOf(other) >= floorOf(room))
      findings.push(
        `imports ${target}: ${room} stands ${floorOf(other) === floorOf(room) ? "beside" : "below"} ${other}; only lower floors may be imported`,
      );
    const foreign = kind === "node" || (kind === "npm" && PURE_PACKAGES[file] !== target);
    if (PURE_ROOMS.includes(room) && !isTest(file) && foreign)
      findings.push(`imports ${target} in a pure room; take what it gives as an argument`);
  }
  return findings;
}

export function names(file: string): string[] {
  const parts = file.split("/").flatMap((part) => part.replace(/\.test\.tsx?$|\.[a-z]+$/, ""));
  const drawer = parts.find((part) => DRAWERS.includes(part));
  if (drawer !== undefined)
    return [`"${drawer}" is a drawer; a thing with no home means a missing noun: find the noun`];
  return parts.at(-1) === "index" ? ["index files are barrels; import the file that has the thing"] : [];
}

export function barrels(source: ts.SourceFile): string[] {
  const all = source.statements;
  const passes = all.filter((s) => ts.isExportDeclaration(s) && s.moduleSpecifier !== undefined);
  return all.length > 0 && passes.length > 0 && passes.length === all.filter((s) => !ts.isImportDeclaration(s)).length
    ? ["only passes on what other files export; import those files"]
    : [];
}

export function size(file: string, text: string): string[] {
  const lines = text.split("\n").length - 1;
  return lines > LINES_MAX && !TABLES.some((t) => t.test(file))
    ? [`has ${lines} lines; ${LINES_MAX} is a sitting, split it by noun`]
    : [];
}

const isCallOf = (node: ts.Node, name: string): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name;

const isMember = (node: ts.Node, object: string, name?: string): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === object &&
  (name === undefined || node.name.text === name);

interface Ban {
  readonly what: string;
  readonly instead: string;
  readonly hits: (node: ts.Node, source: ts.SourceFile) => boolean;
  readonly allowed: (file: string, source: ts.SourceFile) => boolean;
}

const handlesMoney = (file: string, source: ts.SourceFile): boolean =>
  file === "src/base/money.ts" || importsOf(source).some((i) => i.target === "#base/money.ts");

const BANS: readonly Ban[] = [
  {
    what: "new Date",
    instead: "take a Day as an argument, or today() of #app/clock.ts at the edge",
    hits: (n) => ts.isNewExpression(n) && ts.isIdentifier(n.expression) && n.expression.text === "Date",
    allowed: (file) => CLOCK.includes(file) || isTest(file),
  },
  {
    what: "Date.now",
    instead: "take the time as an argument, or today() of #app/clock.ts at the edge",
    hits: (n) => isMember(n, "Date", "now"),
    allowed: (file) => CLOCK.includes(file) || isTest(file),
  },
  {
    what: "Math.random",
    instead: "take a seeded generator",
    hits: (n) => isMember(n, "Math", "random"),
    allowed: () => false,
  },
  {
    what: "parseFloat",
    instead: "readUsd or readRatio",
    hits: (n) => isCallOf(n, "parseFloat") || isMember(n, "Number", "parseFloat"),
    allowed: () => false,
  },
  {
    what: "toFixed in a money file",
    instead: "formatUsd or divide with a named rounding",
    hits: (n) => ts.isPropertyAccessExpression(n) && n.name.text === "toFixed",
    allowed: (file, source) => isTest(file) || !handlesMoney(file, source),
  },
  {
    what: "a float from money (Number of an amount)",
    instead: "keep cents as bigint; divide, times, percent",
    hits: (n, source) =>
      ts.isCallExpression(n) &&
      isCallOf(n, "Number") &&
      n.arguments.some((a) => /cents|amount|usd|billed|paid|allowed|stake|loss|charge\b/i.test(a.getText(source))),
    allowed: (file, source) => isTest(file) || EXACT_DOUBLES.includes(file) || !handlesMoney(file, source),
  },
  {
    what: "process.env",
    instead: "read it in src/app/config.ts and pass what it says",
    hits: (n) => isMember(n, "process", "env"),
    allowed: (file) => ENVIRONMENT.includes(file),
  },
  {
    what: "console",
    instead: "return values; only the command line writes",
    hits: (n) => isMember(n, "console"),
    allowed: (file) => file.startsWith("src/cli/") || !file.startsWith("src/"),
  },
  {
    what: `as ${"any"}`,
    instead: "say the type, or unknown and narrow it",
    hits: (n) => ts.isAsExpression(n) && n.type.kind === ts.SyntaxKind.AnyKeyword,
    allowed: () => false,
  },
  {
    what: `as ${"unknown"} as`,
    instead: "narrow the value with a check",
    hits: (n) =>
      ts.isAsExpression(n) &&
      ts.isAsExpression(n.expression) &&
      n.expression.type.kind === ts.SyntaxKind.UnknownKeyword,
    allowed: () => false,
  },
  {
    what: "a non-null assertion",
    instead: "handle the absent case, or check()",
    hits: (n) => ts.isNonNullExpression(n),
    allowed: isTest,
  },
  {
    what: "enum",
    instead: "a union of literals",
    hits: (n) => ts.isEnumDeclaration(n),
    allowed: () => false,
  },
  {
    what: "export default",
    instead: "a named export",
    hits: (n) =>
      ts.isExportAssignment(n) ||
      (ts.canHaveModifiers(n) && (ts.getModifiers(n) ?? []).some((m) => m.kind === ts.SyntaxKind.DefaultKeyword)),
    allowed: (file) => file.endsWith(".config.ts"),
  },
];

export function bans(file: string, source: ts.SourceFile): string[] {
  const findings: string[] = [];
  const active = BANS.filter((b) => !b.allowed(file, source));
  visit(source, (node) => {
    for (const ban of active)
      if (ban.hits(node, source)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        findings.push(`line ${line + 1}: ${ban.what}; instead ${ban.instead}`);
      }
  });
  return findings;
}

const REMINDER = new RegExp(`\\b(${"TO"}DO|${"FIX"}ME)\\b(?!\\(#\\d+\\))`);

export function reminders(text: string): string[] {
  return text
    .split("\n")
    .flatMap((line, i) =>
      REMINDER.test(line) ? [`line ${i + 1}: a reminder without its issue; write it as NAME(#12)`] : [],
    );
}

const CODE_KINDS = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TryStatement,
  ts.SyntaxKind.ConditionalExpression,
]);

/** A lawyer reads a law file; so it holds imports, literals and cite builders, and nothing that runs. */
export function lawHoldsNoCode(source: ts.SourceFile): string[] {
  const findings: string[] = [];
  visit(source, (node) => {
    if (!CODE_KINDS.has(node.kind)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    findings.push(`line ${line + 1}: code in a law file; keep literals here and the working in src/law`);
  });
  return findings;
}

const isCiteCall = (node: ts.Node): boolean => ["cite", "usc", "cfr"].some((name) => isCallOf(node, name));

function hasCite(node: ts.Node): boolean {
  let found = false;
  visit(node, (n) => {
    if (isCiteCall(n)) found = true;
    if (ts.isPropertyAssignment(n) && /^cites?$/.test(n.name.getText())) found = true;
    if (ts.isShorthandPropertyAssignment(n) && /^cites?$/.test(n.name.text)) found = true;
  });
  return found;
}

/** Every number of a law file lives in an object that names its source. */
export function lawNumbersAreCited(source: ts.SourceFile): string[] {
  const findings: string[] = [];
  visit(source, (node) => {
    if (!ts.isNumericLiteral(node)) return;
    for (let up: ts.Node = node; up !== source; up = up.parent) {
      if (isCiteCall(up)) return;
      if ((ts.isObjectLiteralExpression(up) || ts.isCallExpression(up)) && hasCite(up)) return;
    }
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    findings.push(`line ${line + 1}: the number ${node.text} has no cite; whose is it, counted how, since when?`);
  });
  return findings;
}

/** Words of where the work was done, and hosts of one machine; kept in halves so that this file passes its own rule. */
const FORBIDDEN: readonly RegExp[] = [
  ["/wor", "k/"],
  ["/fa", "rm/"],
  ["bash_", "jobs"],
  ["npm", "js\\.(org|com)"],
  ["deb", "ian\\.org"],
  ["clau", "de"],
  ["anthr", "opic"],
  ["sub-?", "agent"],
  ["AI ", "assistant"],
  ["language ", "model"],
  ["co-authored", "-by"],
].map((halves) => new RegExp(halves.join(""), "i"));

export function foreignWords(text: string): string[] {
  return text
    .split("\n")
    .flatMap((line, i) =>
      FORBIDDEN.some((f) => f.test(line)) ? [`line ${i + 1}: names a place or tool that is no part of Parley`] : [],
    );
}

/** Descriptors of procedure codes and the texts of reason codes are licensed: they come from the customer, never with us. */
export function licensedText(file: string, text: string): string[] {
  const header = file.endsWith(".csv") || file.endsWith(".tsv") ? (text.split("\n", 1)[0] ?? "") : "";
  if (/descript|long[ _]?desc|short[ _]?desc/i.test(header))
    return ["has a descriptor column; codes only, descriptors are licensed"];
  const owner = new RegExp(["American Medical", "Association"].join(" "), "i");
  const claims = text.split("\n").findIndex((line) => owner.test(line) && /copyright|\(c\)|©/i.test(line));
  return claims >= 0 ? [`line ${claims + 1}: carries a licensor's copyright notice, so probably a licensed text`] : [];
}
