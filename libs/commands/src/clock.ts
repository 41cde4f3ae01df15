/** The server's clock, one for every way in: the bound on mutation ids must not depend on the route. */
export class Clock {
  constructor(readonly now: () => number) {}
}
