import { type Day, daysBetween } from "#base/day.ts";
import type { Counts, EnvelopeSink, Interchange, SetContext, SetEnd, SetReader } from "./context.ts";
import type { Header } from "./delimiters.ts";
import {
  compareControl,
  compareCount,
  compareSetEnd,
  compareWithGroup,
  type Group,
  groupDay,
  interchangeDay,
  type Open,
  REMEMBERED,
} from "./envelope-checks.ts";
import { mayFrame } from "./frame.ts";
import { OutsideText } from "./outside-text.ts";
import type { Problems } from "./problems.ts";
import { isId, packId, readableId, type Segment, unpackId, WRAPPED } from "./segment.ts";
import type { TapeSink } from "./tape.ts";

const ISA = packId("ISA");
const IEA = packId("IEA");
const GS = packId("GS");
const GE = packId("GE");
const ST = packId("ST");
const SE = packId("SE");
const TA1 = packId("TA1");
const CLM = packId("CLM");
const CLP = packId("CLP");
/** The segment that begins a claim in a set of this kind (ST01), packed; -1 where there is none. */
export const claimIdOf = (kind: string): number => (kind === "837" ? CLM : kind === "835" ? CLP : -1);
/** Segments that begin a claim, or end the last one. */
const BEGINS: readonly number[] = [CLM, CLP, SE, packId("HL"), packId("PLB")];

/**
 * ISA to IEA, GS to GE, ST to SE: opens and closes them, counts, compares control numbers, and hands each set to its
 * reader. The class guards what is open.
 */
export class Envelope implements TapeSink {
  private readonly sink: EnvelopeSink;
  private readonly problems: Problems;
  private isa: (Open & Interchange) | undefined;
  private gs: Group | undefined;
  private st: (Open & { readonly context: SetContext; readonly claimId: number; readonly left: boolean }) | undefined;
  private reader: SetReader | undefined;
  private start: Header | undefined;
  private readonly controls = new Set<string>();
  private isaDay: Day | undefined;
  private wrapped = false;
  private readonly text: OutsideText;
  private stopped = false;
  private interchanges = 0;
  private groups = 0;
  private sets = 0;
  private segments = 0;
  private claims = 0;

  constructor(sink: EnvelopeSink, problems: Problems) {
    this.sink = sink;
    this.problems = problems;
    this.text = new OutsideText(problems);
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
    const at = { byte: s.base + s.rawFrom, segment: s.number + 1, element: "segment id" };
    this.problems.add("warning", "segment-empty", at, text);
  }

  outside(bytes: Uint8Array, from: number, to: number, byte: number): void {
    this.text.take(bytes, from, to, byte, this.interchanges === 0 ? undefined : this.segments);
  }

  tooLong(byte: number): void {
    this.stopped = true;
    if (this.interchanges === 0) {
      this.text.noIsa(0);
      return;
    }
    const text =
      "A segment is longer than 1 MiB, so its terminator must be missing. Reading stopped here; get a whole file.";
    const at = { byte, segment: this.segments + 1, element: "segment id" };
    this.problems.add("error", "segment-too-long", at, text);
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
    if (s.id === st.claimId) this.claims++;
    this.reader?.segment(s);
  }

  leaps(): boolean {
    return this.st?.left === true;
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
      this.problems.at("warning", "segment-lower-case", s, text, undefined, nameOf(s));
      return true;
    }
    const text = "This is no segment id, so the segment could not be read. Ask the sender for a clean file.";
    this.problems.at("error", "segment-id", s, text, undefined, "segment id");
    if (this.st !== undefined) this.st.count++;
    return false;
  }

  private sayWrapped(s: Segment): void {
    this.wrapped = true;
    const text =
      "Line breaks stand inside segments; they were taken for wrapping and left out. Ask for a file without them.";
    this.problems.at("warning", "line-wrapped", s, text, undefined, nameOf(s));
  }

  private stray(s: Segment): void {
    const text =
      "This segment stands outside any transaction set (ST to SE), so nothing reads it. Restore the ST before it.";
    this.problems.at("error", "outside-set", s, text, undefined, nameOf(s));
  }

  private openInterchange(s: Segment): void {
    if (this.isa !== undefined) this.unclosedInterchange();
    const control = s.word(13);
    this.interchanges++;
    this.text.settle();
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
      this.problems.at("warning", "isa-width", s, text, undefined, "ISA");
    }
    if (s.length(11) === 1 && s.word(11) === s.word(16)) {
      const text =
        "ISA11 names the separator that ISA16 names. Repetitions were not told apart; ask the sender to mend it.";
      this.problems.at("warning", "isa-separators", s, text, undefined, [11]);
    }
    this.isaDay = interchangeDay(s, this.problems);
    if (this.controls.has(control)) {
      const text = "This interchange control number came before in the same file. Check whether it was sent twice.";
      this.problems.at("warning", "interchange-repeated", s, text, undefined, [13]);
    } else if (this.controls.size < REMEMBERED) this.controls.add(control);
    this.sink.interchange?.(this.isa);
  }

  private openGroup(s: Segment): void {
    if (this.st !== undefined) this.unclosedSet("unclosed");
    if (this.isa === undefined) {
      this.stray(s);
      return;
    }
    if (this.gs !== undefined) this.unclosedGroup();
    this.groups++;
    this.isa.count++;
    const day = groupDay(s, this.problems);
    this.gs = {
      byte: s.start,
      number: s.number,
      control: s.word(6),
      count: 0,
      version: s.word(8),
      day: day ?? this.isaDay,
      kind: s.word(1),
      kindByte: s.byteOf(1),
      sets: new Set(),
      misfit: false,
    };
  }

  private openSet(s: Segment): void {
    if (this.st !== undefined) this.unclosedSet("unclosed");
    if (this.gs === undefined) {
      const text =
        "This transaction set stands outside any functional group (GS to GE). It was read; restore the GS before it.";
      this.problems.at("error", "outside-group", s, text, undefined, "ST");
    } else {
      this.gs.count++;
      compareWithGroup(s, this.gs, this.problems);
    }
    this.sets++;
    const kind = s.word(1);
    const context: SetContext = {
      kind,
      version: s.text(3) ?? this.gs?.version ?? "",
      set: s.word(2),
      interchange: this.isa?.control ?? "",
      group: this.gs?.control,
      sender: this.isa?.sender,
      receiver: this.isa?.receiver,
      fileDay: this.fileDay(),
      delimiters: s.delimiters,
      byte: s.start,
      segment: s.number,
    };
    const left = this.sink.leaves?.(context) === true;
    const claimId = claimIdOf(kind);
    this.st = { byte: s.start, number: s.number, control: context.set, count: 1, context, claimId, left };
    this.reader = left ? undefined : this.sink.open(context, s);
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
    this.st = undefined;
    this.reader = undefined;
  }

  private closeSet(s: Segment): void {
    const st = this.st;
    if (st === undefined) {
      this.unopened(s, "ST");
      return;
    }
    if (st.left) this.sink.left?.(st.context, s.end);
    else compareSetEnd(s, st.count + 1, st.control, this.problems);
    this.endSet("closed");
  }

  private closeGroup(s: Segment): void {
    if (this.st !== undefined) this.unclosedSet("unclosed");
    const gs = this.gs;
    if (gs === undefined) {
      this.unopened(s, "GS");
      return;
    }
    compareCount(s, gs.count, "transaction sets of the group", this.problems);
    compareControl(s, gs.control, "GS06", this.problems);
    this.gs = undefined;
  }

  private closeInterchange(s: Segment): void {
    if (this.st !== undefined) this.unclosedSet("unclosed");
    if (this.gs !== undefined) this.unclosedGroup();
    const isa = this.isa;
    if (!s.terminated) {
      const text =
        "The terminator of this segment is missing. It was read as whole; ask the sender to write the terminator.";
      this.problems.at("warning", "terminator-missing", s, text, undefined, "IEA");
    }
    if (isa === undefined) {
      this.unopened(s, "ISA");
      return;
    }
    compareCount(s, isa.count, "groups of the interchange", this.problems);
    compareControl(s, isa.control, "ISA13", this.problems);
    this.isa = undefined;
  }

  private unopened(s: Segment, opener: string): void {
    const text = `This segment closes what no ${opener} opened. Restore the ${opener}, or remove it.`;
    this.problems.at("warning", "closes-nothing", s, text, undefined, nameOf(s));
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
    if (s.id === IEA && s.has(1) && this.isa !== undefined && isWhole(s.word(2), this.isa.control)) {
      this.segment(s);
      return;
    }
    // Where no interchange is open, only an ISA can have begun.
    if (this.interchanges === 0) this.text.hush();
    const text = "The file ends inside this segment, which was not read. Everything before it was; get the whole file.";
    this.problems.at("error", "cut", s, text, undefined, this.isa === undefined ? "ISA" : nameOf(s));
    // When the cut segment was to begin the next claim, the claim before it is whole.
    this.unclosedSet(s.count > 0 && BEGINS.includes(s.id) ? "unclosed" : "cut");
  }

  /** To be called once, after the tape's end. */
  finish(): void {
    this.unclosedSet(this.stopped ? "cut" : "unclosed");
    this.unclosedGroup();
    this.unclosedInterchange();
    if (this.interchanges === 0) this.text.noIsa(0);
    else this.text.settle();
  }
}

/** Whether an IEA02 that the file ends in is all there: as in the ISA, or without its leading zeros. */
const isWhole = (written: string, control: string): boolean =>
  written !== "" && (written === control || written === control.replace(/^0+/, ""));

/** The id of a segment as Problems name it, or the place where it should stand. */
const nameOf = (s: Segment): string => (isId(s.id) ? unpackId(s.id) : "segment id");
