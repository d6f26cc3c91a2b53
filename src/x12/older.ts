import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";

/**
 * The same loop as 4010 has it: its order, what it requires and what may stand only once. The lists of codes and how often
 * things repeat differ from 5010, and where we do not know them nothing is asked.
 */
function loopOf4010(rule: LoopRule): LoopRule {
  const { segments, loops, most: _, ...rest } = rule;
  const [first, ...others] = segments;
  return {
    ...rest,
    segments: [segmentOf4010(first), ...others.map(segmentOf4010)],
    ...(loops !== undefined && { loops: loops.map(loopOf4010) }),
  };
}

function segmentOf4010(rule: SegmentRule): SegmentRule {
  const { required, most: _, kinds: _kinds, codes5010: _codes, needs5010: _needs, ...rest } = rule;
  return { ...rest, ...(required === true && { required }) };
}

/** The grammar of 4010 made of the one of 5010; `segments` come behind its own. Its loops are made when they are asked for. */
export function grammarOf4010(of5010: Grammar, version: string, segments: readonly SegmentRule[] = []): Grammar {
  let loops: readonly LoopRule[] | undefined;
  return {
    ...of5010,
    versions: [version],
    segments: [...of5010.segments, ...segments].map(segmentOf4010),
    get loops() {
      loops ??= of5010.loops.map(loopOf4010);
      return loops;
    },
  };
}
