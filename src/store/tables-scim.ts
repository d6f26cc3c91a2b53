import type { Generated } from "kysely";
import type { KeyedWhole, Maybe } from "./column.ts";
import type { Role } from "./tables.ts";

/** People from a directory: what it said, and the tokens it comes with. */

interface ScimTokenTable extends KeyedWhole {
  id: string;
  name: string;
  digest: string;
  made_at: string;
  made_by: Maybe<string>;
  /** Of whoever made it, when they did. */
  role: Role;
  ends_at: Maybe<string>;
  used_at: Maybe<string>;
}

interface ScimPersonTable extends KeyedWhole {
  person: string;
  user_name: string;
  external_id: Maybe<string>;
  body: string;
  active: boolean;
  by_hand: boolean;
  version: Generated<number>;
  made_at: string;
  changed_at: string;
}

interface ScimGroupTable extends KeyedWhole {
  id: string;
  name: string;
  external_id: Maybe<string>;
  role: Maybe<Role>;
  /** Null: all. */
  clients: Maybe<readonly string[]>;
  version: Generated<number>;
  made_at: string;
  changed_at: string;
}

interface ScimMemberTable extends KeyedWhole {
  group_id: string;
  person: string;
}

export interface ScimTables {
  scim_token: ScimTokenTable;
  scim_person: ScimPersonTable;
  scim_group: ScimGroupTable;
  scim_member: ScimMemberTable;
}
