import { printableLine } from './printable.js';

/** A column of a text table: its heading, and to which side its cells lean. */
export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/** Rows under a heading, each column as wide as its widest cell. No rows give the heading alone. */
export function textTable(columns: readonly TableColumn[], cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(printableLine));
  const widths = columns.map(({ title }, at) =>
    rows.reduce((width, row) => Math.max(width, (row[at] ?? '').length), title.length),
  );
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, at) => {
        const cell = row[at] ?? '';
        const width = widths[at] ?? 0;
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  const heading = line(columns.map(({ title }) => title));
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  return [heading, rule, ...rows.map(line)].join('\n');
}
