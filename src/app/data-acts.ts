import { type AuditedOrganization, verifyChains } from "#app/audit.ts";
import { type BackupMade, makeBackup } from "#app/backup.ts";
import { deleteData } from "#app/delete-data.ts";
import type { ApprovalJson } from "#app/desk/approvals-out.ts";
import type { BacktestJson } from "#app/desk/backtest-out.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import type { PacketReport } from "#app/desk/packet.ts";
import type { PacketFor } from "#app/desk/packet-case.ts";
import type { PreparedJson } from "#app/desk/prepared.ts";
import type { Doing } from "#app/doing.ts";
import { exportData } from "#app/export-all.ts";
import { packetOf } from "#app/packet.ts";
import {
  type ApprovalsWanted,
  type BacktestWanted,
  type PlanWanted,
  type PortfolioWanted,
  type PreparedWanted,
  storedApprovals,
  storedBacktest,
  storedPlan,
  storedPortfolio,
  storedPrepared,
} from "#app/stored.ts";
import { storedWebhooks, type WebhooksDone, type WebhooksWanted } from "#app/stored-webhooks.ts";
import { ok, type Result } from "#base/result.ts";
import type { ChainHead } from "#store/audit.ts";
import type { ExportReport } from "#store/export.ts";
import type { Removed } from "#store/remove.ts";

/**
 * What a command asks of stored data. It is done where the data are open: in the command itself, or, while a server has
 * them, there. Files are named by absolute paths; both run on one machine under one account.
 */
export interface DataActs {
  readonly "audit verify": {
    readonly asked: { readonly org?: string | undefined; readonly noted?: ChainHead | undefined };
    readonly done: readonly AuditedOrganization[];
  };
  readonly backup: { readonly asked: { readonly file: string }; readonly done: BackupMade };
  readonly export: {
    readonly asked: { readonly file: string; readonly org?: string | undefined; readonly client?: string | undefined };
    readonly done: ExportReport & { readonly name: string };
  };
  readonly packet: {
    readonly asked: {
      readonly file: string;
      readonly org?: string | undefined;
      readonly number: string;
      readonly whom: PacketFor;
    };
    readonly done: PacketReport;
  };
  readonly delete: {
    readonly asked: {
      readonly org?: string | undefined;
      readonly client?: string | undefined;
      readonly confirm: string;
    };
    readonly done: Removed;
  };
  readonly approvals: {
    readonly asked: ApprovalsWanted;
    readonly done: { readonly rows: readonly ApprovalJson[]; readonly more: boolean };
  };
  readonly prepared: {
    readonly asked: PreparedWanted;
    readonly done: { readonly on: boolean; readonly rows: readonly PreparedJson[]; readonly more: boolean };
  };
  readonly backtest: { readonly asked: BacktestWanted; readonly done: BacktestJson };
  readonly plan: { readonly asked: PlanWanted; readonly done: object };
  readonly webhooks: { readonly asked: WebhooksWanted; readonly done: WebhooksDone };
  readonly portfolio: { readonly asked: PortfolioWanted; readonly done: { readonly packed: string } };
}

export type DataActName = keyof DataActs;

export interface DataRefusal {
  readonly code: string;
  readonly sentence: string;
}

const ACTS: {
  readonly [A in DataActName]: (
    open: OpenDesk,
    asked: DataActs[A]["asked"],
    doing: Doing,
  ) => Promise<Result<DataActs[A]["done"], DataRefusal>>;
} = {
  "audit verify": async (open, asked, doing) => ok(await verifyChains(open, asked, doing)),
  backup: async (open, { file }, doing) => ok(await makeBackup(open, file, doing)),
  export: exportData,
  packet: packetOf,
  delete: (open, { org, client, confirm }, { serves }) => deleteData(open, { org, client, confirm }, { serves }),
  approvals: storedApprovals,
  prepared: storedPrepared,
  backtest: storedBacktest,
  plan: storedPlan,
  webhooks: storedWebhooks,
  portfolio: storedPortfolio,
};

/** Does an act on open data, or says why not. Throws an Outage. */
export const doDataAct = <A extends DataActName>(
  open: OpenDesk,
  act: A,
  asked: DataActs[A]["asked"],
  doing: Doing,
): Promise<Result<DataActs[A]["done"], DataRefusal>> => ACTS[act](open, asked, doing);
