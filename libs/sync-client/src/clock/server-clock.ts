/** Two clocks of the device at one moment: the wall clock, which may be wrong and may jump, and one that only runs. */
export interface Moment {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/**
 * What is known of the server's time. `offsetMs` is server minus wall clock, also from earlier sessions; `learned`
 * ties the server's time to the steady clock of this session.
 */
export interface ServerClock {
  readonly offsetMs: number;
  readonly learned: { readonly serverMs: number; readonly steadyMs: number } | null;
}

/**
 * The server's time now. Of the two estimates the later one: the steady clock stands still while some devices sleep,
 * the wall clock may have been set back; what is set forward is found when the next batch is sealed.
 */
export function serverTimeAt({ offsetMs, learned }: ServerClock, { wallMs, steadyMs }: Moment): number {
  const byWall = wallMs + offsetMs;
  return learned === null ? byWall : Math.max(byWall, learned.serverMs + steadyMs - learned.steadyMs);
}

/** Learns from a time that the server read between two moments. */
export function learnServerTime(serverMs: number, asked: Moment, answered: Moment): ServerClock {
  const wallMs = (asked.wallMs + answered.wallMs) / 2;
  const steadyMs = (asked.steadyMs + answered.steadyMs) / 2;
  return { offsetMs: Math.round(serverMs - wallMs), learned: { serverMs, steadyMs } };
}
