/** An orchestrator kills after 10 s: what has not ended by then would end worse. */
const LAST_MOMENT_MS = 9_500;

/** Ends the process at the last moment, whatever hangs; until then nobody waits for that. */
export function exitInTime(status = 0): void {
  setTimeout(() => process.exit(status), LAST_MOMENT_MS).unref();
}

/**
 * Ends the process with status 0 when it is told to (SIGTERM, or SIGINT from a terminal), after `stop` has put
 * everything away, at the latest within 10 s. A statement that the database still runs is not waited for: its
 * client was never told that it happened, and asks again.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  const end = (): void => {
    exitInTime();
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
