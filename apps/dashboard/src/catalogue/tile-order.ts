import { FAMILIES, familyOf } from './family.js';

/** What nearly every diary holds. These have a tile before there is anything in it, so that a new diary can begin. */
export const FIRST_METRICS = [
  'steps',
  'active_energy_burned',
  'distance_walking_running',
  'sleep_duration',
  'resting_heart_rate',
  'body_mass',
] as const;

/** The order of tiles: what is looked at most, then by family and name, the same every day. */
export function inTileOrder(codes: Iterable<string>): string[] {
  return [...codes].sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b));
}

function placeOf(code: string): number {
  const first = (FIRST_METRICS as readonly string[]).indexOf(code);
  return first >= 0 ? first : FIRST_METRICS.length + FAMILIES.indexOf(familyOf(code));
}
