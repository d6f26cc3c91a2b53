import { join } from "node:path";
import { isAddress } from "./vault.ts";
import { entries } from "./vault-entries.ts";

/** What stands in a data folder beside the database: sealed files, and the wrapped keys they were sealed with. */

export const filesIn = (dataDir: string): string => join(dataDir, "files");

export const keysIn = (dataDir: string): string => join(dataDir, "keys");

export interface StoredFile {
  readonly org: string;
  readonly address: string;
  readonly path: string;
}

/** Where a file of an organization stands. Throws nothing; whether it is there is another question. */
export const pathOf = (dataDir: string, org: string, address: string): string =>
  join(filesIn(dataDir), org, address.slice(0, 2), address);

/** Every sealed file of every organization, in no order; drafts are none. */
export async function* everyFile(dataDir: string): AsyncGenerator<StoredFile> {
  for await (const org of entries(filesIn(dataDir)))
    for await (const shelf of entries(join(filesIn(dataDir), org))) {
      if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
      for await (const address of entries(join(filesIn(dataDir), org, shelf)))
        if (isAddress(address)) yield { org, address, path: pathOf(dataDir, org, address) };
    }
}
