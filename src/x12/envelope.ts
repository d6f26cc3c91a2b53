import { type Day, daysBetween } from "#base/day.ts";
import type { Counts, EnvelopeSink, Interchange, SetContext, SetEnd, SetReader } from "./context.ts";
import { dayAt, shortDayAt } from "./date.ts";
import type { Header } from "./delimiters.ts";
import { mayFrame } from "./frame.ts";
import type { Problems } from "./problems.ts";
import { isId, packId, readableId, type Segment, WRAPPED } from "./segment.ts";
import type { TapeSink } from "./tape.ts";

interface Open {
  readonly byte: number;
  readonly number: number;
  readonly control: string;
  count: number;
}

const ISA = packId("ISA");
const IEA = packId("IEA");
const GS = packId("GS");
const GE = packId("GE");
const ST = packId("ST");
const SE = packId("SE");
const TA1 = packId("TA1");
const CLM = packId("CLM");
const CLP = packId("CLP");
/** Segments that begin a claim, or end the last one. */
const BEGINS: readonly number[] = [CLM, CLP, SE, packId("HL"), packId("PLB")];
/** Control numbers remembered to tell a second sending; more than one file of a day ever holds. */
const REMEMBERED = 100_000;
const REST = [0, 9, 10, 13, 26, 32] as const;

/**
 * ISA to IEA, GS to GE, ST to SE: opens and closes them, counts, compares control numbers, and hands each set to its
 * reader. The class guards what is open.
 */
export class Envelope implements TapeSink {
  private readonly sink: EnvelopeSink;
  private readonly problems: Problems;
  private isa: (Open & Interchange) | undefined;
  private gs: (Open & { readonly version: string; readonly day: Day | undefined }) | undefined;
  private st: (Open & { readonly context: SetContext; end: number; readonly claimId: number }) | undefined;
  private reader: SetReader | undefined;
  private start: Header | undefined;
  private readonly controls = new Set<string>();
  private isaDay: Day | undefined;
  private wrapped = false;
  private saidOutside = false;
  private stopped = false;
  private interchanges = 0;
  private groups = 0;
  private sets = 0;
  private segments = 0;
  private claims = 0;

  constructor(sink: EnvelopeSink, problems: Problems) {
    this.sink = sink;
    this.problems = problems;
  }

  get counts(): Counts {
    const { interchanges, groups, sets, segments, claims } = this;
    return { interchanges, groups, sets, segments, claims };
  }

  header(h: Header): void {
    this.start = h;
    this.wrapped = false;
  }

  empty(s: Segment): void {
    const text = "An empty segment: two terminators with nothing between. Remove one.";
    this.problems.add("warning", "segment-empty", { byte: s.base + s.rawFrom, segment: s.number + 1 }, text);
  }

  outside(bytes: Uint8Array, from: number, to: number, byte: number): void {
    let i = from;
    if (byte === 0 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) i += 3;
    while (i < to && (REST as readonly number[]).includes(bytes[i] as number)) i++;
    if (i === to || this.saidOutside) return;
    if (this.interchanges === 0) {
      this.before(byte + i - from);
      return;
    }
    this.saidOutside = true;
    const text = "Text stands after the end of an interchange and belongs to none. Remove it, or restore its ISA.";
    this.problems.add("warning", "text-after-interchange", { byte: byte + i - from, segment: this.segments }, text);
  }

  private before(byte: number): void {
    this.saidOutside = true;
    const text = "This is not the ISA that an X12 file begins with. What stands before an ISA is not read.";
    this.problems.add("error", "no-isa", { byte, segment: 1, element: "ISA" }, text);
  }

  tooLong(byte: number): void {
    this.stopped = true;
    if (this.interchanges === 0) {
      if (!this.saidOutside) this.before(0);
      return;
    }
    const text =
      "A segment is longer than 1 MiB, so its terminator must be missing. Reading stopped here; get a whole file.";
    this.problems.add("error", "segment-too-long", { byte, segment: this.segments + 1 }, text);
  }

  segment(s: Segment): void {
    this.segments++;
    if (!isId(s.id) && !this.mendId(s)) return;
    if ((s.flags & WRAPPED) !== 0 && !this.wrapped) this.sayWrapped(s);
    const st = this.st;
    if (mayFrame(s.id) && this.isEnvelope(s)) return;
    if (st === undefined) {
      this.stray(s);
      return;
    }
    st.count++;
    st.end = s.end;
    if (s.id === st.claimId) this.claims++;
    this.reader?.segment(s);
  }

  /** Reads the segments that open and close; false when it is another. */
  private isEnvelope(s: Segment): boolean {
    switch (s.id) {
      case ST:
        this.openSet(s);
        return true;
      case SE:
        this.closeSet(s);
        return true;
      case GS:
        this.openGroup(s);
        return true;
      case GE:
        this.closeGroup(s);
        return true;
      case ISA:
        this.openInterchange(s);
        return true;
      case IEA:
        this.closeInterchange(s);
        return true;
      default:
        return s.id === TA1 && this.st === undefined;
    }
  }

  /** Reads a lower-case id as capitals; false when it is no id at all. */
  private mendId(s: Segment): boolean {
    if (readableId(s)) {
      const text = "The segment id is in lower case. It was read as capitals; ask the sender to write capitals.";
      this.problems.at("warning", "segment-lower-case", s, text);
      return true;
    }
    const text = "This is no segment id, so the segment could not be read. Ask the sender for a clean file.";
    this.problems.at("error", "segment-id", s, text);
    if (this.st !== undefined) {
      this.st.count++;
      this.st.end = s.end;
    }
    return false;
  }

  private sayWrapped(s: Segment): void {
    this.wrapped = true;
    const text =
      "Line breaks stand inside segments; they were taken for wrapping and left out. Ask for a file without them.";
    this.problems.at("warning", "line-wrapped", s, text);
  }

  private stray(s: Segment): void {
    const text =
      "This segment stands outside any transaction set (ST to SE), so nothing reads it. Restore the ST before it.";
    this.problems.at("error", "outside-set", s, text);
  }

  private openInterchange(s: Segment): void {
    if (this.isa !== undefined) this.unclosedInterchange();
    const control = s.word(13);
    this.interchanges++;
    this.saidOutside = false;
    this.isa = {
      byte: s.start,
      number: s.number,
      segment: s.number,
      control,
      count: 0,
      delimiters: s.delimiters,
      sender: s.text(6),
      receiver: s.text(8),
      test: s.text(15) === "T",
    };
    if (this.start?.padded === false && !this.start.wrapped) {
      const text = "The elements of the ISA have not their fixed widths. It was read; ask the sender to pad them.";
      this.problems.at("warning", "isa-width", s, text);
    }
    this.isaDay = s.length(9) >= 6 ? shortDayAt(s.bytes, s.at[9] as number) : undefined;
    if (this.controls.has(control)) {
      const text = "This interchange control number came before in the same file. Check whether it was sent twice.";
      this.problems.at("warning", "interchange-repeated", s, text, undefined, [13]);
    } else if (this.controls.size < REMEMBERED) this.controls.add(control);
    this.sink.interchange?.(this.isa);
  }

  private openGroup(s: Segment): void {
    if (this.isa === undefined) {
      this.stray(s);
      return;
    }
    if (this.gs !== undefined) this.unclosedGroup();
    this.groups++;
    this.isa.count++;
    const n = s.length(4);
    const from = s.at[4] as number;
    const day = n >= 8 ? dayAt(s.bytes, from) : n === 6 ? shortDayAt(s.bytes, from) : undefined;
    if (day === undefined) {
      const text = "The date of the group is no date. Ask the sender to correct it.";
      this.problems.at("warning", "group-date", s, text, undefined, [4]);
    }
    this.gs = {
      byte: s.start,
      number: s.number,
      control: s.word(6),
      count: 0,
      version: s.word(8),
      day: day ?? this.isaDay,
    };
  }

  private openSet(s: Segment): void {
    if (this.st !== undefined) this.unclosedSet("unclosed");
    if (this.gs === undefined) {
      const text =
        "This transaction set stands outside any functional group (GS to GE). It was read; restore the GS before it.";
      this.problems.at("error", "outside-group", s, text);
    } else this.gs.count++;
    this.sets++;
    const kind = s.word(1);
    const context: SetContext = {
      kind,
      version: s.text(3) ?? this.gs?.version ?? "",
      set: s.word(2),
      interchange: this.isa?.control ?? "",
      fileDay: this.fileDay(),
      delimiters: s.delimiters,
      byte: s.start,
      segment: s.number,
    };
    const claimId = kind === "837" ? CLM : kind === "835" ? CLP : -1;
    this.st = { byte: s.start, number: s.number, control: context.set, count: 1, context, end: s.end, claimId };
    this.reader = this.sink.open(context, s);
  }

  /** The earlier of GS04 and ISA09: a group may be dated ahead. An ISA09 more than a year before it is a mistake. */
  private fileDay(): Day | undefined {
    const [group, interchange] = [this.gs?.day, this.isaDay];
    if (group === undefined || interchange === undefined) return group ?? interchange;
    return interchange < group && daysBetween(interchange, group) <= 366 ? interchange : group;
  }

  private endSet(how: SetEnd): void {
    const st = this.st;
    if (st === undefined) return;
    this.reader?.close(how);
    this.sink.closed?.(st.context, st.end, how);
    this.st = undefined;
    this.reader = undefined;
  }

  private closeSet(s: Segment): void {
    const st = this.st;
    if (st === undefined) {
      this.unopened(s, "ST");
      return;
    }
    this.tally(s, st.count + 1, "segments from ST to SE");
    this.control(s, st.control, "ST02");
    this.endSet("closed");
  }

  private closeGroup(s: Segment): void {
    if (this.st !== undefined) this.unclosedSet("unclosed");
    const gs = this.gs;
    if (gs === undefined) {
      this.unopened(s, "GS");
      return;
    }
    this.tally(s, gs.count, "transaction sets of the group");
    this.control(s, gs.control, "GS06");
    this.gs = undefined;
  }

  private closeInterchange(s: Segment): void {
    if (this.st !== undefined) this.unclosedSet("unclosed");
    if (this.gs !== undefined) this.unclosedGroup();
    const isa = this.isa;
    if (isa === undefined) {
      this.unopened(s, "ISA");
      return;
    }
    this.tally(s, isa.count, "groups of the interchange");
    this.control(s, isa.control, "ISA13");
    this.isa = undefined;
  }

  private unopened(s: Segment, opener: string): void {
    const text = `This segment closes what no ${opener} opened. Restore the ${opener}, or remove it.`;
    this.problems.at("warning", "closes-nothing", s, text);
  }

  private tally(s: Segment, counted: number, what: string): void {
    if (s.int(1) === counted) return;
    const text = `The count of ${what} is wrong: there are ${counted}. Check that none was lost, and have the count corrected.`;
    this.problems.at("warning", "count", s, text, undefined, [1]);
  }

  private control(s: Segment, control: string, opener: string): void {
    if (s.word(2) === control) return;
    const text = `The control number differs from ${opener}. Check that the two belong together.`;
    this.problems.at("warning", "control-number", s, text, undefined, [2]);
  }

  private unclosedSet(how: SetEnd): void {
    const at = this.st;
    if (at === undefined) return;
    this.problems.add(
      "error",
      "set-not-closed",
      { byte: at.byte, segment: at.number, element: "ST" },
      "This transaction set has no SE. What was whole is read; ask for the complete file.",
    );
    this.endSet(how);
  }

  private unclosedGroup(): void {
    const at = this.gs;
    if (at === undefined) return;
    this.problems.add(
      "error",
      "group-not-closed",
      { byte: at.byte, segment: at.number, element: "GS" },
      "This functional group has no GE. What was whole is read; ask for the complete file.",
    );
    this.gs = undefined;
  }

  private unclosedInterchange(): void {
    const at = this.isa;
    if (at === undefined) return;
    if (this.st !== undefined) this.unclosedSet("unclosed");
    this.unclosedGroup();
    this.problems.add(
      "error",
      "interchange-not-closed",
      { byte: at.byte, segment: at.number, element: "ISA" },
      "This interchange has no IEA. What was whole is read; ask for the complete file.",
    );
    this.isa = undefined;
  }

  cut(s: Segment): void {
    const whole = s.id === IEA && s.has(1) && this.isa !== undefined && s.word(2) === this.isa.control;
    if (whole) {
      const text = "The last terminator is missing. The file was read as whole; ask the sender to write it.";
      this.problems.at("warning", "terminator-missing", s, text);
      this.segment(s);
      return;
    }
    const text = "The file ends inside this segment, which was not read. Everything before it was; get the whole file.";
    this.problems.at("error", "cut", s, text);
    // When the cut segment was to begin the next claim, the claim before it is whole.
    this.unclosedSet(s.count > 0 && BEGINS.includes(s.id) ? "unclosed" : "cut");
  }

  /** To be called once, after the tape's end. */
  finish(): void {
    this.unclosedSet(this.stopped ? "cut" : "unclosed");
    this.unclosedGroup();
    this.unclosedInterchange();
    if (this.interchanges === 0 && !this.saidOutside) this.before(0);
  }
}
