/** Set by scripts/build.mjs; absent when run from source. */
declare const PARLEY_VERSION: string | undefined;

export const VERSION = typeof PARLEY_VERSION === "undefined" ? "0.0.0-source" : PARLEY_VERSION;
