/** The one clock of the server, as a thing that can be injected: Unix milliseconds. */
export class ServerClock {
  constructor(readonly now: () => number) {}
}
