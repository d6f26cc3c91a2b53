import { z } from "zod";
import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { clientBy } from "./clients.ts";
import { type NotNow, notNow } from "./refused.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/** Whether Parley learns from a client's own closed cases: on until somebody switches it off. */

const LEARNING = "learning";
const body = z.object({ on: z.boolean() });

export interface LearningSwitch {
  readonly on: boolean;
  readonly version: number;
  readonly changedAt: string | null;
  readonly by: string | null;
}

const settingOf = (tx: TenantTx, client: string): SettingOf => ({ org: tx.principal.org, client, name: LEARNING });

export async function learningSwitch(tx: TenantTx, client: string): Promise<LearningSwitch> {
  const { body: stored, version, changedAt, by } = await readSetting(tx, settingOf(tx, client));
  if (stored === undefined) return { on: true, version, changedAt, by };
  const read = body.safeParse(stored);
  check(read.success, "the learning switch is not as it was written");
  return { ...read.data, version, changedAt, by };
}

/** Switches learning of a client on or off. Refused when it is no longer at version `saw`. */
export async function putLearning(
  tx: TenantTx,
  client: string,
  saw: number,
  on: boolean,
): Promise<Result<LearningSwitch, NotNow>> {
  if ((await clientBy(tx, client)) === undefined) return err(notNow("not-found", "There is no such client here."));
  const of = settingOf(tx, client);
  const version = await writeSetting(tx, of, saw, { on }, tx.principal.person ?? null);
  const now = await learningSwitch(tx, client);
  if (version === undefined) {
    const since = [{ what: "Learning was switched.", by: now.by ?? "Parley", at: now.changedAt ?? tx.now }];
    return err({ code: "stale-version", sentence: "Somebody else switched it. Nothing was changed.", since });
  }
  await append(tx, [{ type: "learning changed", client, subject: client, body: { version, on } }]);
  return ok(now);
}
