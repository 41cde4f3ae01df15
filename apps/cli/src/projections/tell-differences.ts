import type { ProjectionsReport, SubjectDifference } from '@daybook/projections';
import { counted } from '../terminal/numbers.js';
import type { Terminal } from '../terminal/terminal.js';

/** A broken table differs in every row; the screen shows the first, `--json` all of them. */
const SHOWN_DIFFERENCES = 20;
const SHOWN_LENGTH = 200;

/** Says what was compared and what differs; `verdict` is what that means. */
export function tellDifferences(terminal: Terminal, report: ProjectionsReport, verdict: string): void {
  const { subjects, events, differences } = report;
  for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) terminal.tell(differenceText(difference));
  const more = differences.length - SHOWN_DIFFERENCES;
  if (more > 0) terminal.tell(`… and ${counted(more, 'difference')} more.`);
  terminal.tell(`${counted(events, 'event')} of ${counted(subjects, 'subject')} folded: ${verdict}`);
}

/** A difference for machines: the subject under its name on the wire. */
export function differenceValue({ userId, ...difference }: SubjectDifference) {
  return { subject: userId, ...difference };
}

function differenceText({ userId, table, key, found, folded }: SubjectDifference): string {
  return [
    `Subject ${userId}, ${table} ${key}:`,
    `  the table holds ${shown(found)}`,
    `  the log says    ${shown(folded)}`,
  ].join('\n');
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'no row';
  const text = JSON.stringify(value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
