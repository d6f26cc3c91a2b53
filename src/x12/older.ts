import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";

/**
 * The same loops as 4010 has them: their order, what they require and what may stand only once. Its lists of codes and how
 * often things repeat differ from 5010, and where we do not know them nothing is asked.
 */
export const loopsOf4010 = (loops: readonly LoopRule[]): readonly LoopRule[] => loops.map(loopOf4010);

function loopOf4010(rule: LoopRule): LoopRule {
  const { segments, loops, most: _, ...rest } = rule;
  const [first, ...others] = segments;
  return {
    ...rest,
    segments: [segmentOf4010(first), ...others.map(segmentOf4010)],
    ...(loops !== undefined && { loops: loopsOf4010(loops) }),
  };
}

export function segmentOf4010(rule: SegmentRule): SegmentRule {
  const { required, most: _, kinds: _kinds, codes5010: _codes, needs5010: _needs, ...rest } = rule;
  return { ...rest, ...(required === true && { required }) };
}

/** The grammar of 4010 made of the one of 5010; `segments` of the set itself come before those of its loops. */
export const grammarOf4010 = (of5010: Grammar, version: string, segments: readonly SegmentRule[] = []): Grammar => ({
  ...of5010,
  versions: [version],
  segments: [...of5010.segments, ...segments].map(segmentOf4010),
  loops: loopsOf4010(of5010.loops),
});
