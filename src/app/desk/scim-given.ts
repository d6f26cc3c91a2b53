/** People and groups as a directory gives them. */

export interface GivenPerson {
  /** What the directory knows them by; case does not count. */
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
  /** The name they are shown by. */
  readonly name: string;
  readonly email: string;
  /** Names and addresses as the directory gave them, to be given back. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface GivenGroup {
  readonly name: string;
  readonly externalId: string | null;
  /** Ids of people. */
  readonly members: readonly string[];
}
