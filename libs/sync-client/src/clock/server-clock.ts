/** Two clocks of the device at one moment: the wall clock, which may be wrong and may jump, and one that only runs. */
export interface Moment {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/**
 * What is known of the server's time. `offsetMs` is server minus wall clock, also from earlier sessions;
 * `learned` ties the server's time to the steady clock of this session.
 */
export interface ServerClock {
  readonly offsetMs: number;
  readonly learned: { readonly serverMs: number; readonly steadyMs: number } | null;
}

/** The `Date` header cuts off the fraction of the second. */
const DATE_HEADER_PRECISION_MS = 1_000;

/** A second and a half of disagreement is within what a `Date` header and a slow answer explain. */
const NOISE_MS = 1_500;

/**
 * The server's time now. Of the two estimates the later one: the steady clock stands still while some devices sleep,
 * the wall clock may have been set back; what is set forward is found when the next batch is sealed.
 */
export function serverTimeAt(clock: ServerClock, { wallMs, steadyMs }: Moment): number {
  const byWall = wallMs + clock.offsetMs;
  const { learned } = clock;
  return learned === null ? byWall : Math.max(byWall, learned.serverMs + steadyMs - learned.steadyMs);
}

/** Learns from an exact time (`serverTime` of the status), which the server read between the two moments. */
export function learnServerTime(serverMs: number, asked: Moment, answered: Moment): ServerClock {
  const wallMs = (asked.wallMs + answered.wallMs) / 2;
  const steadyMs = (asked.steadyMs + answered.steadyMs) / 2;
  return { offsetMs: Math.round(serverMs - wallMs), learned: { serverMs, steadyMs } };
}

/** Learns from the `Date` of any answer, unless it only confirms what is known more exactly. */
export function learnFromDate(
  clock: ServerClock,
  date: string | null,
  asked: Moment,
  answered: Moment,
): ServerClock {
  const dateMs = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(dateMs)) return clock;
  const learned = learnServerTime(dateMs + DATE_HEADER_PRECISION_MS / 2, asked, answered);
  const roundTrip = answered.steadyMs - asked.steadyMs;
  const confirms = Math.abs(learned.offsetMs - clock.offsetMs) <= NOISE_MS + roundTrip / 2;
  return clock.learned !== null && confirms ? clock : learned;
}
