/**
 * A use case that is not possible as things stand: a sentence that says why and what to do. Nothing was changed. It holds
 * no value of a claim and no name of a patient.
 */
export interface NotNow {
  readonly code:
    | "not-signed-in"
    | "not-found"
    | "not-now"
    | "not-allowed"
    | "not-valid"
    | "stale-version"
    | "not-ready";
  readonly sentence: string;
  readonly cite?: string | undefined;
  /** Of a stale version: what happened since. */
  readonly since?: readonly { readonly what: string; readonly by: string; readonly at: string }[];
}

export const notNow = (code: NotNow["code"], sentence: string): NotNow => ({ code, sentence });
