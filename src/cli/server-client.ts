import { request } from "node:http";
import { dataDirOf, withData } from "#app/backup.ts";
import { type DataActName, type DataActs, type DataRefusal, doDataAct } from "#app/data-acts.ts";
import type { Place } from "#app/desk/open-desk.ts";
import { doorOf, type LocalDoor } from "#app/local-door.ts";
import type { Result } from "#base/result.ts";
import { Outage } from "#store/outage.ts";
import { VERSION } from "./version.ts";

/** Commands about stored data work where the data are open: here, or in the server that has them. */

type Done<A extends DataActName> = Result<DataActs[A]["done"], DataRefusal>;

interface Answer<T> {
  readonly result?: T;
  readonly outage?: { readonly code: string; readonly sentence: string; readonly retry: Outage["retry"] };
}

const unreachable = (address: string): Outage =>
  new Outage(
    "server-gone",
    `The Parley at ${address} has the data open and gave no answer. See whether it still runs, then try again.`,
    "safe",
  );

/** A request without a time limit, because a backup may take hours; fetch gives up after minutes. */
function post({ address, secret }: LocalDoor, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Parley ${secret}`, "content-type": "application/json" };
    const asked = request(`${address}/local/data`, { method: "POST", headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("error", () => reject(unreachable(address)));
      answer.once("end", () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") }),
      );
    });
    asked.once("error", () => reject(unreachable(address)));
    asked.end(body);
  });
}

async function askServer<A extends DataActName>(
  door: LocalDoor,
  act: A,
  asked: DataActs[A]["asked"],
): Promise<Done<A>> {
  const { status, text } = await post(door, JSON.stringify({ act, asked }));
  if (status !== 200)
    throw new Outage(
      "server-refused",
      `The Parley at ${door.address} did not do it (${status}). It may be another version, or have just started anew: try again.`,
      "safe",
    );
  const { result, outage }: Answer<Done<A>> = JSON.parse(text);
  if (outage !== undefined) throw new Outage(outage.code, outage.sentence, outage.retry);
  if (result === undefined) throw unreachable(door.address);
  return result;
}

/**
 * Does an act on the data of a place: in the server that has them open, else here, where webhooks of the own network are told
 * only if `webhooksInside` says so. Throws an Outage.
 */
export async function dataAct<A extends DataActName>(
  place: Place,
  act: A,
  asked: DataActs[A]["asked"],
  webhooksInside = false,
): Promise<Done<A>> {
  // A database server takes many at once; only the embedded one has a single owner.
  const door = place.databaseUrl === undefined ? doorOf(dataDirOf(place)) : undefined;
  if (door !== undefined) return await askServer(door, act, asked);
  return await withData(place, (open) =>
    doDataAct(open, act, asked, { parley: VERSION, serves: false, webhooksInside }),
  );
}
