import { ROLES } from "./0001-roles.ts";
import { ORGANIZATION } from "./0002-organization.ts";
import { CLAIM } from "./0003-claim.ts";
import { CASE } from "./0004-case.ts";
import { EVENT } from "./0005-event.ts";
import { WORK_LIST } from "./0006-work-list.ts";
import { SIGN_IN } from "./0007-sign-in.ts";
import { IMPORT } from "./0008-import.ts";
import { QUEUE } from "./0009-queue.ts";
import { BULK } from "./0010-bulk.ts";
import { SHOWN } from "./0011-shown.ts";
import { STATISTICS } from "./0012-statistics.ts";
import { JOBS } from "./0013-jobs.ts";
import { NEGOTIATION } from "./0014-negotiation.ts";
import { DIRECTORY } from "./0015-directory.ts";
import { PACKAGE } from "./0016-package.ts";
import { PACKAGE_APPROVAL } from "./0017-package-approval.ts";
import { AWAITS } from "./0018-awaits.ts";
import { CLAIM_ANSWER } from "./0019-claim-answer.ts";
import { SENT_SET } from "./0020-sent-set.ts";
import { ROOM } from "./0021-room.ts";
import { WEBHOOK } from "./0022-webhook.ts";
import { GROWN } from "./0023-grown.ts";
import { SCIM } from "./0024-scim.ts";
import { SINGLE_CASE } from "./0025-single-case.ts";
import type { Migration } from "./migration.ts";

/** Every step of the schema, in order. */
export const MIGRATIONS: readonly Migration[] = [
  ROLES,
  ORGANIZATION,
  CLAIM,
  CASE,
  EVENT,
  WORK_LIST,
  SIGN_IN,
  IMPORT,
  QUEUE,
  BULK,
  SHOWN,
  STATISTICS,
  JOBS,
  NEGOTIATION,
  DIRECTORY,
  PACKAGE,
  PACKAGE_APPROVAL,
  AWAITS,
  CLAIM_ANSWER,
  SENT_SET,
  ROOM,
  WEBHOOK,
  GROWN,
  SCIM,
  SINGLE_CASE,
];
