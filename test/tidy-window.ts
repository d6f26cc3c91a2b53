import ts from "typescript";
import { isTest, roomOf, visit } from "./tidy-rules.ts";

/** The window knows the server by its contract alone, and only as types: no schema, and so no zod, is sent to a browser. */
export function windowSees(file: string, source: ts.SourceFile): string[] {
  if (roomOf(file) !== "web" || isTest(file)) return [];
  const findings: string[] = [];
  visit(source, (node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return;
    const target = node.moduleSpecifier.text;
    const room = /^#([a-z]+)\//.exec(target)?.[1];
    if (room === undefined || room === "web" || room === "base") return;
    if (!target.startsWith("#api/contract/"))
      findings.push(`imports ${target}; the window sees the API's contract and base, nothing else`);
    else if (node.importClause?.isTypeOnly !== true)
      findings.push(`imports ${target} as code; write "import type", or the schemas are sent to the browser`);
  });
  return findings;
}
