/** One thing an answer rests on; compared as a `Map` compares keys. */
type Part = string | number | bigint | boolean | object | undefined;

/**
 * One step of the way to an answer. Most steps lead where they led last time (one claim's lines follow each other, and
 * many steps lead to one other only), which costs no `Map`.
 */
class Step<T> {
  answer: T | undefined;
  private part: Part;
  private next: Step<T> | undefined;
  private all: Map<Part, Step<T>> | undefined;

  to(part: Part): Step<T> | undefined {
    if (this.part === part && this.next !== undefined) return this.next;
    const found = this.all?.get(part);
    if (found !== undefined) this.lead(part, found);
    return found;
  }

  make(part: Part): Step<T> {
    const step = new Step<T>();
    if (this.next !== undefined) {
      this.all ??= new Map([[this.part, this.next]]);
      this.all.set(part, step);
    }
    this.lead(part, step);
    return step;
  }

  private lead(part: Part, next: Step<T>): void {
    this.part = part;
    this.next = next;
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

  /**
   * The answer that rests on the parts given since the last answer, made by `make` when it is not known yet. What `make`
   * is given stands behind it, because a function that closes over it would be made for every question.
   */
  answer(make: () => T): T;
  answer<A>(make: (a: A) => T, a: A): T;
  answer<A, B>(make: (a: A, b: B) => T, a: A, b: B): T;
  answer<A, B, C>(make: (a: A, b: B, c: C) => T, a: A, b: B, c: C): T;
  answer(make: (a?: unknown, b?: unknown, c?: unknown) => T, a?: unknown, b?: unknown, c?: unknown): T {
    const { at } = this;
    if (this.steps >= this.most) {
      this.root = new Step<T>();
      this.steps = 0;
    }
    // Before `make`, which may ask this same recall something else, or throw.
    this.at = this.root;
    at.answer ??= make(a, b, c);
    return at.answer;
  }
}
