import { parseInstant } from '@daybook/domain';
import type { ImportOptions } from '@daybook/importing';
import { UsageError } from '../usage-error.js';
import type { TimeZoneOrigin } from './import-report.js';

/** The options of `import` as they stand on the command line. */
export interface ImportArguments {
  readonly timeZone?: string;
  readonly since?: string;
  readonly types?: string;
  readonly exportedAt?: string;
}

export interface ReadOptions extends Omit<ImportOptions, 'onProgress'> {
  readonly timeZoneFrom: TimeZoneOrigin;
}

/** @throws UsageError; names of zones, metrics and days are checked by the reader */
export function importOptions({ timeZone, since, types, exportedAt }: ImportArguments): ReadOptions {
  const exportedAtMs = exportedAt === undefined ? undefined : momentOf(exportedAt);
  return {
    timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    timeZoneFrom: timeZone === undefined ? 'machine' : 'option',
    ...(since !== undefined && { since }),
    ...(types !== undefined && { types: namesIn(types) }),
    ...(exportedAtMs !== undefined && { exportedAtMs }),
  };
}

function namesIn(list: string): string[] {
  const names = list.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new UsageError('--types is a list with an empty name: write it like steps,heart_rate.');
}

function momentOf(text: string): number {
  const instant = parseInstant(text);
  if (instant) return instant.ms;
  throw new UsageError(
    `--exported-at is "${text}", which is no moment: write it like 2026-05-24T08:00:00+02:00.`,
  );
}
