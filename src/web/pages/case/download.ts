import { problemFrom } from "#web/data/problem.ts";
import type { FileKind } from "./file-kinds.ts";

/**
 * Fetches a paper and hands it to the browser to save. Words that somebody typed go in `asked`, never in the address,
 * which browsers and proxies keep. Throws ApiProblem when it is refused, with the facts it lacks.
 */
export async function download(address: string, name: string, asked?: object): Promise<void> {
  const headers = { "x-requested-with": "parley" };
  const posted = asked && {
    method: "POST",
    body: JSON.stringify(asked),
    headers: { ...headers, "content-type": "application/json" },
  };
  let response: Response;
  try {
    response = await fetch(address, { credentials: "same-origin", headers, ...posted });
  } catch {
    throw problemFrom(undefined, undefined);
  }
  if (!response.ok) throw problemFrom(await response.json().catch(() => undefined), response);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has its own hold on it once the saving began.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Sends bytes as they are, to be kept on a case. Throws ApiProblem. */
export async function putBytes(address: string, bytes: Blob): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, {
      method: "PUT",
      body: bytes,
      credentials: "same-origin",
      headers: {
        "content-type": "application/octet-stream",
        "idempotency-key": crypto.randomUUID(),
        "x-requested-with": "parley",
      },
    });
  } catch {
    throw problemFrom(undefined, undefined);
  }
  if (!response.ok) throw problemFrom(await response.json().catch(() => undefined), response);
  return response;
}

/** Attaches a file to a case. Throws ApiProblem. */
export async function attach(id: string, file: File, kind: FileKind, saw: number, agreement?: number): Promise<void> {
  const of = agreement === undefined ? {} : { agreement: String(agreement) };
  const query = new URLSearchParams({ name: file.name.slice(0, 200), kind, saw: String(saw), ...of });
  await putBytes(`/v1/cases/${id}/files?${query}`, file);
}

/** "412 kB". */
export function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
