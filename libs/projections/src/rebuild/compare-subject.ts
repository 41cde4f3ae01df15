import type { Head } from '../head/read-head.query.js';
import type { Connection } from '../read-rows.js';
import { compareAggregates } from './compare-aggregates.js';
import { compareFeed } from './compare-feed.js';
import { compareMeasurements } from './compare-measurements.js';
import { compareSettings } from './compare-settings.js';
import { differenceOf, type Difference } from './difference.js';
import type { FoldedStream } from './fold-stream.js';

/** Every row of a subject's projections that is not what the fold of the log says. */
export async function* compareSubject(
  connection: Connection,
  userId: string,
  { state, version }: FoldedStream,
  head: Head,
): AsyncGenerator<Difference> {
  yield* differenceOf('user_streams', 'version', head.version, version);
  yield* compareMeasurements(connection, userId, state);
  yield* compareAggregates(connection, userId, state);
  yield* compareSettings(connection, userId, state);
  yield* compareFeed(connection, userId, state, head);
}
