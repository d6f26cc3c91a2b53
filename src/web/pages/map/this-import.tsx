import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { took } from "./sums.ts";

export type Batch = Answer<"getImport">;

/** Imports of one client or all, newest first. */
export const importsQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["imports", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/imports", { params: { query: { client, limit: 20 } }, signal })),
  });

/** Files of one kind as one row: "3 remittances (835)", and what became of them. */
export function kindsOf(batch: Batch): readonly { kind: string; files: number; said: string; wrong: boolean }[] {
  const kinds = new Map<string, Batch["files"][number][]>();
  for (const f of batch.files) kinds.set(f.kind, [...(kinds.get(f.kind) ?? []), f]);
  return [...kinds].map(([kind, files]) => {
    const problems = files.reduce((n, f) => n + f.problems.errors + f.problems.warnings, 0);
    const refused = files.filter((f) => f.state === "refused").length;
    const lines = files.reduce((n, f) => n + f.lines, 0);
    const wrong = problems + refused > 0;
    const said =
      refused > 0 ? `${refused} refused` : problems > 0 ? `${problems} to look at` : `${lines} lines, in order`;
    return { kind, files: files.length, said, wrong };
  });
}

/** The receipts of the latest import, at the foot of the map it drew. */
export function ThisImport() {
  const may = useMay("import files");
  const query = useQuery(importsQuery(useClient()));
  const last = query.data?.rows.find((b) => b.state !== "undone");
  if (last === undefined) return null;
  return (
    <section className="mt6" aria-label="This import">
      <div className="h2row">
        <h2>This import</h2>
        <span className="sm">{last.endedAt === null ? "still reading" : took(last.startedAt, last.endedAt)}</span>
        {may && (
          <Link className="end" to="/import" search={{ import: last.id }}>
            Receipts
          </Link>
        )}
      </div>
      <ul className="receipts">
        {kindsOf(last).map((k) => (
          <li key={k.kind}>
            <span>
              <Glyph name="paper" s /> {k.files} {k.files === 1 ? "file" : "files"}, {k.kind}
            </span>
            {k.wrong ? (
              <Link to="/import" search={{ import: last.id }}>
                {k.said}
              </Link>
            ) : (
              <span className="t2">{k.said}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
