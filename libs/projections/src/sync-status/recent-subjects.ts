/** What was found out about the subjects that asked last; the one that has not asked for longest goes first. */
export class RecentSubjects<Known> {
  readonly #known = new Map<string, Known>();

  constructor(private readonly limit: number) {}

  get(userId: string): Known | undefined {
    return this.#known.get(userId);
  }

  put(userId: string, known: Known): void {
    this.#known.delete(userId);
    this.#known.set(userId, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.limit && oldest !== undefined) this.#known.delete(oldest);
  }
}
