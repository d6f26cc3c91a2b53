/** One thing an answer rests on; compared as a `Map` compares keys. */
type Part = string | number | bigint | boolean | object | undefined;

/** One step of the way to an answer. Most steps lead to one other, which costs no `Map`. */
class Step<T> {
  answer: T | undefined;
  private part: Part;
  private next: Step<T> | undefined;
  private others: Map<Part, Step<T>> | undefined;

  to(part: Part): Step<T> | undefined {
    return this.part === part && this.next !== undefined ? this.next : this.others?.get(part);
  }

  make(part: Part): Step<T> {
    const step = new Step<T>();
    if (this.next === undefined) {
      this.part = part;
      this.next = step;
      return step;
    }
    this.others ??= new Map();
    this.others.set(part, step);
    return step;
  }
}

/**
 * Answers worked out before, found by the row of parts they rest on, without joining the parts into one text: a pure
 * function that is asked the same few thousand things a million times is asked each of them once.
 *
 *     prices.by(code).by(day).answer(() => priceOf(code, day))
 *
 * Bounded by `most` steps, after which it starts over: what it gives back is the same with or without it, so forgetting
 * only costs time. Rows that mean different things must differ, in a part or in how many there are.
 */
export class Recall<T extends object> {
  private root = new Step<T>();
  private at = this.root;
  private steps = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** The next part of the row. */
  by(part: Part): this {
    const next = this.at.to(part);
    if (next === undefined) this.steps += 1;
    this.at = next ?? this.at.make(part);
    return this;
  }

  /** The answer that rests on the parts given since the last answer, made by `make` when it is not known yet. */
  answer(make: () => T): T {
    const { at } = this;
    if (this.steps >= this.most) {
      this.root = new Step<T>();
      this.steps = 0;
    }
    // Before `make`, which may ask this same recall something else, or throw.
    this.at = this.root;
    at.answer ??= make();
    return at.answer;
  }
}
