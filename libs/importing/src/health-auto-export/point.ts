import { readPrintedInstant, type PrintedInstant } from '../printed-instant.js';

/** One element of a metric's `data`, as JSON has it. */
export type Point = Readonly<Record<string, unknown>>;

export function isPoint(value: unknown): value is Point {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function numberAt(point: Point, name: string): number | undefined {
  const value = point[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function textAt(point: Point, name: string): string | undefined {
  const value = point[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The first of these members that is a date with a time of day. */
export function instantAt(point: Point, ...names: readonly string[]): PrintedInstant | null {
  for (const name of names) {
    const instant = readPrintedInstant(textAt(point, name) ?? '');
    if (instant) return instant;
  }
  return null;
}
