import type { Place } from "#base/problem.ts";
import type { SetContext } from "./context.ts";
import { Envelope } from "./envelope.ts";
import type { LeftReport, LeftSet } from "./left-sets.ts";
import { type Found, Problems } from "./problems.ts";
import { typedSets, type X12Handlers, type X12Summary } from "./read.ts";
import type { Latin1 } from "./segment.ts";
import { type Find, Tape } from "./tape.ts";

/** What a shared reading needs of whoever runs it. */
export interface Sharing {
  readonly latin1: Latin1;
  readonly find: Find;
  /** Asked at every ST: whether somebody else reads this set. */
  leaves(): boolean;
  /** A set to be read by another, whose report goes to `take`. */
  left(set: LeftSet): void;
}

/**
 * Reads a file and leaves sets of it to others: a set that is left is leapt over, by looking for its SE alone. What others
 * found is joined in the order of the file, so that counts and Problems are those of one reader. The class guards that order.
 */
export class SharedReader {
  private readonly problems: Problems;
  private readonly all: Problems;
  private readonly envelope: Envelope;
  private readonly tape: Tape;
  /** What this reader found before a left set, by the number of that set. */
  private readonly before = new Map<number, Found>();
  /** Where each left set ends; and of those that were reported, how many segments were leapt over up to there. */
  private readonly ends: number[] = [];
  private readonly leapt: number[] = [];
  private leaving = false;
  private claims = 0;
  private doubtful = false;
  private readonly sharing: Sharing;

  constructor(file: string, sharing: Sharing, handlers: X12Handlers = {}) {
    this.sharing = sharing;
    this.problems = new Problems(file);
    this.all = new Problems(file);
    const sets = typedSets(handlers, this.problems);
    this.envelope = new Envelope(
      { ...sets, leaves: () => this.leaves(), left: (c, to) => this.left(c, to) },
      this.problems,
    );
    this.tape = new Tape(this.envelope, sharing.latin1, sharing.find);
  }

  push(chunk: Uint8Array): void {
    this.tape.push(chunk);
  }

  get stopped(): boolean {
    return this.tape.stopped;
  }

  private leaves(): boolean {
    if (!this.sharing.leaves()) return false;
    this.leaving = true;
    const found = this.problems.handOver();
    if (found !== undefined) this.before.set(this.ends.length, found);
    return true;
  }

  private left(context: SetContext, to: number): void {
    this.leaving = false;
    this.ends.push(to);
    this.sharing.left({ context, to });
  }

  /** To be given the report of every left set, in the order in which they were left. */
  take(report: LeftReport): void {
    this.doubtful ||= report.doubtful;
    this.claims += report.claims;
    const found = new Map(report.found);
    for (const [k, segments] of report.segments.entries()) {
      const set = this.leapt.length;
      this.join(this.before.get(set));
      this.before.delete(set);
      this.join(found.get(k));
      this.leapt.push((this.leapt.at(-1) ?? 0) + segments);
    }
  }

  private join(found: Found | undefined): void {
    if (found !== undefined) this.all.join(found, this.place);
  }

  /** Places were numbered without the segments that were leapt over before them. */
  private readonly place = (at: Place): Place => {
    if (at.byte === undefined || at.segment === undefined) return at;
    return { ...at, segment: at.segment + this.leaptBefore(at.byte) };
  };

  private leaptBefore(byte: number): number {
    let [low, high] = [0, this.leapt.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] as number) <= byte) low = middle + 1;
      else high = middle;
    }
    return this.leapt[low - 1] ?? 0;
  }

  /**
   * To be called once, when every report was taken. Undefined when a leap may have missed something: then the file is to be
   * read again by one reader.
   */
  end(): X12Summary | undefined {
    this.tape.end();
    this.envelope.finish();
    this.join(this.problems.handOver());
    if (this.doubtful || this.leaving) return undefined;
    const { segments, claims, ...counts } = this.envelope.counts;
    return {
      ...counts,
      segments: segments + (this.leapt.at(-1) ?? 0),
      claims: claims + this.claims,
      problems: this.all.list(),
    };
  }

  /** Known before the end: nothing more needs to be read here. */
  get isDoubtful(): boolean {
    return this.doubtful;
  }
}
