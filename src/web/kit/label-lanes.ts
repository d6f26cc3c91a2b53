/** Labels over an axis: each as near as it can be, none touching another. Pixels. */

export interface Label {
  /** Where its mark stands. */
  readonly x: number;
  readonly width: number;
}

export interface Placed {
  /** Left edge of the label. */
  readonly left: number;
  /** 0 is nearest the axis. */
  readonly lane: number;
}

/** Space between two labels of one lane. */
const GAP = 10;

/**
 * Centres each label on its mark, held inside `room`, and moves it a lane away from the axis before it would touch one
 * that is already there. From left to right, so that the order of lanes follows the order of amounts.
 */
export function labelLanes(labels: readonly Label[], room: number): readonly Placed[] {
  const order = labels.map((_, i) => i).sort((a, b) => (labels[a]?.x ?? 0) - (labels[b]?.x ?? 0));
  const ends: number[] = [];
  const placed: Placed[] = labels.map(() => ({ left: 0, lane: 0 }));
  for (const i of order) {
    const { x, width } = labels[i] ?? { x: 0, width: 0 };
    const left = Math.max(0, Math.min(x - width / 2, room - width));
    const free = ends.findIndex((end) => end + GAP <= left);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = left + width;
    placed[i] = { left, lane };
  }
  return placed;
}

/** About how wide a label is: 12 px Inter, digits and words alike. Generous, so that what does not touch here never does. */
export const widthOf = (text: string): number => Math.ceil(text.length * 6.9) + 4;
