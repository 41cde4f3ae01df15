const DAY_MS = 86_400_000;

/** How much is kept at once. Beyond it what was kept is forgotten and asked for anew. */
export interface ZoneClockLimits {
  /** Names of zones as they were spelled; the IANA database has some 600, but they come in any mixture of cases. */
  readonly names: number;
  /** Days over all zones, 50 bytes each. */
  readonly days: number;
}

const LIMITS: ZoneClockLimits = { names: 1_000, days: 200_000 };

interface ZoneClock {
  readonly format: Intl.DateTimeFormat;
  /** Offset in milliseconds by UTC day, for days that keep one offset; NaN for days with a change. */
  readonly offsetByDay: Map<number, number>;
}

/**
 * The clocks of the world's zones. One look-up through Intl costs about 2 µs and an import asks twice per record, so
 * the offset of every UTC day that was met is remembered, once for all spellings of a zone. What is remembered is
 * only ever what Intl would answer again, and it is bounded, because clients choose names and days.
 */
export class ZoneClocks {
  readonly #limits: ZoneClockLimits;
  readonly #clocks = new Map<string, ZoneClock>();
  #days = 0;

  constructor(limits = LIMITS) {
    this.#limits = limits;
  }

  /** How much is kept: never more than the limits. */
  get kept(): ZoneClockLimits {
    return { names: this.#clocks.size, days: this.#days };
  }

  /** Whether a name is one of the IANA database that this runtime knows. */
  knows(timeZone: string): boolean {
    return this.#clockOf(timeZone) !== undefined;
  }

  /** @throws RangeError if the name is no zone */
  offsetMs(ms: number, timeZone: string): number {
    const clock = this.#clockOf(timeZone);
    if (clock === undefined) throw new RangeError(`${timeZone} is not an IANA time zone`);
    const day = Math.floor(ms / DAY_MS);
    const known = clock.offsetByDay.get(day);
    const offset = known ?? offsetOfDay(clock.format, day);
    if (known === undefined) this.#keepDay(clock, day, offset);
    return Number.isNaN(offset) ? offsetAt(clock.format, ms) : offset;
  }

  #clockOf(timeZone: string): ZoneClock | undefined {
    const known = this.#clocks.get(timeZone);
    if (known !== undefined) return known;
    const format = openFormat(timeZone);
    // A name that is no zone is not kept: made-up names must not push out the zones in use.
    if (format === undefined) return undefined;
    const canonical = format.resolvedOptions().timeZone;
    const clock = this.#clocks.get(canonical) ?? { format, offsetByDay: new Map<number, number>() };
    for (const name of new Set([canonical, timeZone])) this.#keepName(name, clock);
    return clock;
  }

  #keepName(name: string, clock: ZoneClock): void {
    if (this.#clocks.size >= this.#limits.names) {
      this.#forgetDays();
      this.#clocks.clear();
    }
    this.#clocks.set(name, clock);
  }

  #keepDay({ offsetByDay }: ZoneClock, day: number, offset: number): void {
    if (this.#days >= this.#limits.days) this.#forgetDays();
    offsetByDay.set(day, offset);
    this.#days += 1;
  }

  #forgetDays(): void {
    for (const { offsetByDay } of this.#clocks.values()) offsetByDay.clear();
    this.#days = 0;
  }
}

function openFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  // Newer engines (Chrome 119, Node 22) take '+02:00' for a zone, and an offset knows no summer time.
  if (!/^[A-Za-z]/.test(timeZone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/**
 * The offset that a zone keeps for a whole UTC day; NaN on a day with a change, which is asked again each time, since
 * changes fall on any minute (St John's: 00:01 local until 2011). No zone ever changed twice within a UTC day.
 */
function offsetOfDay(format: Intl.DateTimeFormat, day: number): number {
  const first = offsetAt(format, day * DAY_MS);
  return first === offsetAt(format, (day + 1) * DAY_MS - 1000) ? first : NaN;
}

function offsetAt(format: Intl.DateTimeFormat, ms: number): number {
  const [month, day, year, hour, minute, second] = format.format(ms).split(/\D+/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}
