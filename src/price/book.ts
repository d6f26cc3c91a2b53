import type { AscBook, AscDeviceBook, AscWageBook, ZipMarketBook } from "./asc-book.ts";
import type { Release } from "./release.ts";

/**
 * The books the pricers read. A book is one published CMS file, normalized, immutable and named
 * by its content hash; the `rates` room fills these types, and lookups are plain memory reads.
 */

/** What a book says about itself. */
export interface BookSeal {
  /** First twelve hex digits of `sha256`; the name used in prices and reports. */
  readonly id: string;
  /** SHA-256 of the normalized content, which includes kind, release and schedule. */
  readonly sha256: string;
  /** Name of the file it was imported from, without its folder. */
  readonly source: string;
}

/**
 * From 2026 CMS publishes two schedules: for qualifying participants in advanced payment models (`qp`) and for everyone
 * else (`non-qp`). Before, there was one.
 */
export type Schedule = "single" | "non-qp" | "qp";

/** One row of the relative value file. RVUs are hundredths, shares are hundredths, the conversion factor ten-thousandths of a dollar. */
export interface RvuRow {
  readonly code: string;
  /** "" for the global row, else 26, TC or 53. */
  readonly modifier: string;
  readonly status: string;
  readonly work: bigint;
  readonly peNonFacility: bigint;
  readonly peFacility: bigint;
  readonly malpractice: bigint;
  /** "NA" when the service is rarely done in that setting; the PE is then the other setting's. */
  readonly naNonFacility: boolean;
  readonly naFacility: boolean;
  readonly pcTc: string;
  readonly globalDays: string;
  readonly preShare: bigint;
  readonly intraShare: bigint;
  readonly postShare: bigint;
  readonly multipleProcedure: string;
  readonly bilateral: string;
  readonly assistant: string;
  readonly coSurgeon: string;
  readonly team: string;
  readonly endoscopicBase: string;
  readonly imagingFamily: string;
  readonly conversionFactor: bigint;
  readonly oppsPeNonFacility: bigint;
  readonly oppsPeFacility: bigint;
  readonly oppsMalpractice: bigint;
}

export interface RvuBook {
  readonly seal: BookSeal;
  readonly release: Release;
  readonly schedule: Schedule;
  /** The row of a code; `modifier` is "" for the global row. */
  row(code: string, modifier: string): RvuRow | undefined;
}

/** Geographic practice cost indices in thousandths. */
export interface Gpci {
  readonly carrier: string;
  readonly locality: string;
  readonly work: bigint;
  readonly pe: bigint;
  readonly malpractice: bigint;
}

export interface GpciBook {
  readonly seal: BookSeal;
  readonly year: number;
  /** Absent when the file names only its year; it then serves every release of that year. */
  readonly release?: Release;
  /** Whether the file says its work indices were raised to the statutory floor of 1.0. */
  readonly floor: "with" | "without" | "unstated";
  /** `carrier` is five digits, `locality` two. */
  locality(carrier: string, locality: string): Gpci | undefined;
}

export interface ZipPlace {
  readonly carrier: string;
  readonly locality: string;
  /** The ZIP code lies in more than one locality, so five digits do not decide. */
  readonly needsPlusFour: boolean;
}

export interface ZipBook {
  readonly seal: BookSeal;
  readonly year: number;
  /** 1 to 4. */
  readonly quarter: number;
  /** `zip` is five digits. */
  place(zip: string): ZipPlace | undefined;
}

/** The anesthesia conversion factors of the localities (CMS's ANES file). */
export interface AnesBook {
  readonly seal: BookSeal;
  readonly year: number;
  /** Absent when the file names only its year; it then serves every release of that year. */
  readonly release?: Release;
  readonly schedule: Schedule;
  /** Cents for one anesthesia unit; `carrier` is five digits, `locality` two. */
  factor(carrier: string, locality: string): bigint | undefined;
}

/** The base units of the anesthesia codes, which CMS publishes by itself and seldom changes. */
export interface BaseUnitBook {
  readonly seal: BookSeal;
  readonly year: number;
  /** Whole units; zero where the file lists the code and gives it none. */
  units(code: string): bigint | undefined;
}

/** Everything a price may stand on. Of two versions of one release the preferred one stands first. */
export interface Books {
  readonly rvu: readonly RvuBook[];
  readonly gpci: readonly GpciBook[];
  readonly zip: readonly ZipBook[];
  readonly anes: readonly AnesBook[];
  readonly baseUnits: readonly BaseUnitBook[];
  /** Of surgery centers: Addendum AA, BB and FF, and the wage indices. */
  readonly asc: readonly AscBook[];
  readonly ascAncillary: readonly AscBook[];
  readonly ascDevices: readonly AscDeviceBook[];
  readonly ascWages: readonly AscWageBook[];
  /** ZIP codes to the labor markets of surgery centers. */
  readonly zipMarkets: readonly ZipMarketBook[];
}

export const NO_BOOKS: Books = {
  rvu: [],
  gpci: [],
  zip: [],
  anes: [],
  baseUnits: [],
  asc: [],
  ascAncillary: [],
  ascDevices: [],
  ascWages: [],
  zipMarkets: [],
};
