import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromBuffer } from "yauzl";

/** Zips as somebody else opens them, and the program inside that verifies what they hold. */

/** Read by another hand than the one that wrote it. */
export function unzip(of: string | Buffer): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  return new Promise((resolve, reject) => {
    fromBuffer(
      typeof of === "string" ? readFileSync(of) : of,
      { lazyEntries: true, strictFileNames: true },
      (error, zip) => {
        if (error !== null) return reject(error);
        zip.on("error", reject);
        zip.on("end", () => resolve(found));
        zip.on("entry", (entry) =>
          zip.openReadStream(entry, (failed, stream) => {
            if (failed !== null) return reject(failed);
            const parts: Buffer[] = [];
            stream.on("data", (part: Buffer) => parts.push(part));
            stream.on("error", reject);
            stream.on("end", () => {
              found[entry.fileName] = Buffer.concat(parts);
              zip.readEntry();
            });
          }),
        );
        zip.readEntry();
      },
    );
  });
}

/** Lays entries down in a folder, over what stands there. */
export function unzipTo(folder: string, entries: Readonly<Record<string, Buffer>>): void {
  for (const [name, bytes] of Object.entries(entries)) {
    const path = join(folder, ...name.split("/"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/** Runs the program that lies in the folder, as its README says. */
export function verifyWith(folder: string): { readonly code: number | null; readonly says: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["verify.mjs"], { cwd: folder, encoding: "utf8" });
  return { code: status, says: stdout + stderr };
}
