import { useMay } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";

/** The same rows as files, for those who may take them away. */
export function FileLinks({
  of,
  search,
}: {
  /** The route that gives the file. */
  readonly of: string;
  readonly search: Readonly<Record<string, string | undefined>>;
}) {
  const client = useClient();
  const may = useMay("export");
  if (!may) return null;
  const address = (format: "csv" | "xlsx"): string => {
    const pairs = Object.entries({ ...search, client, format });
    return `${of}?${new URLSearchParams(pairs.filter((p): p is [string, string] => p[1] !== undefined))}`;
  };
  return (
    <span className="row noprint">
      <a className="btn small" href={address("csv")} download>
        CSV
      </a>
      <a className="btn small" href={address("xlsx")} download>
        Excel
      </a>
    </span>
  );
}
