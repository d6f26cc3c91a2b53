import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clusterKey, makeReadyCluster, READY_FILE } from "#store/ready-cluster.ts";

/** Leaves the ready cluster beside the bundle; one of the same schema is made once and copied from then on. */
const kept = join(fileURLToPath(new URL("../.cache", import.meta.url)), `cluster-${clusterKey().slice(0, 16)}.ready`);
if (!existsSync(kept)) await makeReadyCluster(kept);
copyFileSync(kept, READY_FILE);
