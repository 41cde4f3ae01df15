import { compareDevices } from './source.js';

/**
 * The place of each device that occurs, 0 for the one that is believed first. Sorting samples by these numbers
 * compares device names once per pair of devices, not once per pair of samples.
 */
export function deviceOrder(devices: Iterable<string | null>): ReadonlyMap<string | null, number> {
  const ranked = [...new Set(devices)].sort(compareDevices);
  return new Map(ranked.map((device, place) => [device, place]));
}
