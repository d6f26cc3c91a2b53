import type { Place } from "#base/problem.ts";
import type { State, Step } from "./grammar.ts";
import type { ElementName, Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";

/** What a walk has to say, in words: each where it stands and with what to do. */

export function stray(problems: Problems, s: Segment, state: State): void {
  const text =
    "The guide has no place here for this segment and for any right after it that are not named. They are kept in the file but not read into a record; ask the sender to mend them.";
  problems.at("warning", "segment-unexpected", s, text, state.loop);
}

export function unlisted(problems: Problems, s: Segment, step: Step): void {
  const text = "The guide has no such loop here. It was read as well as it could be; ask the sender to mend it.";
  problems.at("warning", "loop-unlisted", s, text, step.target.loop);
}

export function again(problems: Problems, s: Segment, step: Step): void {
  const text =
    step.most === 1
      ? "This segment may stand only once in its loop. The last one counts; check which is right."
      : `This segment may stand at most ${step.most} times in its loop. All were read; ask the sender to mend it.`;
  problems.at("warning", "segment-repeated", s, text, step.target.loop);
}

export function kindAgain(problems: Problems, s: Segment, step: Step, most: number): void {
  const often = most === 1 ? "only once" : `at most ${most} times`;
  const text = `With this qualifier the segment may stand ${often} in its loop. All were read; check which is right.`;
  problems.at("warning", "segment-repeated", s, text, step.target.loop, [step.kindAt]);
}

export function loopAgain(problems: Problems, s: Segment, loop: State): void {
  const often = loop.most === 1 ? "only once" : `at most ${loop.most} times`;
  const text = `This loop may stand ${often} here. All were read; ask the sender to mend it.`;
  problems.at("warning", "loop-repeated", s, text, loop.loop);
}

export function unordered(problems: Problems, s: Segment, step: Step, late: boolean): void {
  const text = late
    ? "This segment belongs before the loops that already began. It was read where it belongs; ask the sender to mend the order."
    : "This segment belongs before others of its loop that already stood. It was read all the same; ask the sender to mend the order.";
  problems.at("warning", "segment-order", s, text, step.target.loop);
}

export function loopUnordered(problems: Problems, s: Segment, loop: State): void {
  const text =
    "This loop belongs before others that already stood. It was read all the same; ask the sender to mend the order.";
  problems.at("warning", "loop-order", s, text, loop.loop);
}

export function tooMany(problems: Problems, s: Segment, step: Step): void {
  const text = "This segment has more elements than the guide allows. Check what the element here was meant to say.";
  problems.at("warning", "element-extra", s, text, step.target.loop, [step.elements + 1]);
}

export function lacks(problems: Problems, s: Segment, step: Step, element: ElementName): void {
  const text = "This element is required and empty. Ask the sender to fill it.";
  problems.at("warning", "element-missing", s, text, step.target.loop, element);
}

export function wrongCode(problems: Problems, s: Segment, step: Step, element: ElementName): void {
  const text =
    "This is none of the codes the guide has here. It was kept as written; ask the sender for the right one.";
  problems.at("warning", "code", s, text, step.target.loop, element);
}

export function wrongShape(problems: Problems, s: Segment, step: Step, element: ElementName, shape: string): void {
  const text =
    shape === "day"
      ? "This is no date of 1900 to 2199 in the form the guide asks for. It was kept as written; ask for a correct one."
      : `The guide asks for ${shape.length} ${shape.includes("X") ? "capitals or digits" : "digits"} here. It was kept as written; ask the sender to correct it.`;
  problems.at("warning", shape === "day" ? "date" : "code", s, text, step.target.loop, element);
}

export function missing(problems: Problems, at: Omit<Place, "file">, what: string): void {
  problems.add("warning", "segment-missing", at, `The guide requires ${what} in this loop. Ask the sender to add it.`);
}

export function separator(problems: Problems, s: Segment, step: Step, element: number): void {
  const text =
    "The parts of this element stand apart by another separator than the ISA names (ISA16), so they are not told apart here nor below. Ask the sender to make the two agree.";
  problems.at("warning", "component-separator", s, text, step.target.loop, [element]);
}
