import { counted, durationText, grouped } from '../terminal/numbers.js';
import type { ImportReport } from './import-report.js';
import type { PassedOverKind } from './import-tally.js';
import { commandLine } from '../command-line.js';

const VERDICTS = ['created', 'updated', 'unchanged', 'superseded', 'duplicate'] as const;

/** The report in words, for people. */
export function importReportText(report: ImportReport): string {
  return [
    heading(report),
    ...figures(report),
    ...rejections(report),
    ...passedOver(report),
    ...differences(report),
    zoneLine(report),
    ...endingLines(report),
  ].join('\n');
}

function heading({
  file,
  url,
  dryRun,
  seconds,
  bytesRead,
  megabytesPerSecond,
  recordsPerSecond,
}: ImportReport) {
  const did = dryRun ? `Read ${file} without sending anything` : `Imported ${file} into ${String(url)}`;
  const size = `${grouped(bytesRead / 1e6, 1)} MB in ${durationText(seconds)}`;
  return `${did}: ${size}, ${grouped(megabytesPerSecond, 1)} MB/s, ${grouped(recordsPerSecond)} records/s.`;
}

function figures(report: ImportReport): string[] {
  const { read, sent, dryRun, differing, rejected, passedOver: over, daysTouched } = report;
  const { count, first, last } = daysTouched;
  const span = first === null || last === null ? '' : `  (${first} to ${last})`;
  return [
    line('read', read),
    line(dryRun ? 'would be sent' : 'sent', sent),
    ...(dryRun ? [] : VERDICTS.map((verdict) => line(`  ${verdict}`, report[verdict]))),
    ...(differing === 0 ? [] : [line('    differing', differing)]),
    line(dryRun ? '  refused for sure' : '  rejected', rejected.total),
    line('passed over', over.total),
    ...(over.unreadable === 0 ? [] : [line('  unreadable', over.unreadable)]),
    line('days touched', count) + span,
  ];
}

function line(label: string, count: number): string {
  return `  ${label.padEnd(20)}${grouped(count).padStart(12)}`;
}

function rejections({ rejected }: ImportReport): string[] {
  return rejected.byCode.flatMap(({ code, count, examples }) => [
    `Rejected ${counted(count, 'record')} as ${code}:`,
    ...examples.map(({ line: at, type, detail }) => `  line ${grouped(at)}, ${type}: ${detail}`),
    ...(count > examples.length ? [`  and ${grouped(count - examples.length)} more`] : []),
  ]);
}

function passedOver({ passedOver: over }: ImportReport): string[] {
  if (over.total === 0) return [];
  const words = ({ what, reason, count, line: at }: PassedOverKind) =>
    `  ${grouped(count)} × ${what}: ${reason} (first on line ${grouped(at)})`;
  const bad = over.byKind.filter(({ unreadable }) => unreadable).map(words);
  const other = over.byKind.filter(({ unreadable }) => !unreadable).map(words);
  return [
    ...(bad.length === 0 ? [] : ['Could not be taken:', ...bad]),
    ...(other.length === 0 ? [] : ['Passed over:', ...other]),
  ];
}

function differences({ differing }: ImportReport): string[] {
  if (differing === 0) return [];
  return [
    `${counted(differing, 'record is', 'records are')} here already with other content than the file has now, and what was recorded first stands. Mostly the file was imported before with another time zone: then these days cannot be moved by importing again. Import the file with the right --time-zone for a new subject (\`${commandLine('token create --role subject')}\` makes one), or correct single days by hand.`,
  ];
}

function zoneLine({ timeZone, timeZoneFrom }: ImportReport): string {
  const origin =
    timeZoneFrom === 'option' ? 'as --time-zone says' : "this machine's: name another with --time-zone";
  return `Local days of records without a zone of their own are those of ${timeZone} (${origin}).`;
}

function endingLines({ ending, broken }: ImportReport): string[] {
  if (broken)
    return [
      `The file breaks on line ${grouped(broken.line)}: ${broken.message}. What stands before was taken.`,
    ];
  if (ending === 'complete') return [];
  return [
    'Stopped before the end. Run the same command again to go on: what has arrived is recognised, nothing counts twice.',
  ];
}
