import type { BrokenAt } from '../import-event.js';

/** A row of the table, or the line that is none. */
export type CsvRow =
  | { readonly kind: 'row'; readonly fields: readonly string[]; readonly line: number }
  | { readonly kind: 'bad'; readonly reason: string; readonly line: number };

/** How far a quoted field may run over line ends. Beyond that its quote was never meant to be closed. */
const QUOTED_LINES = 20;
/** A line of a table of measurements has some hundred characters. */
const LINE_LIMIT = 64 * 1024;

const UNCLOSED = 'a quote is opened and not closed';
const AFTER_QUOTE = 'text follows a closing quote';

/**
 * Splits a table (RFC 4180) into rows, piece by piece. One broken quote costs its own line only: where a
 * quoted field does not end soundly, the line is reported and reading goes on with the next.
 */
export class CsvRows {
  private readonly lines: string[] = [];
  private line = 1;
  private rest = '';

  constructor(private readonly separator: string) {}

  /** The rows that this piece completes. */
  write(text: string): CsvRow[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.lines.push(line);
    return this.takeRows(false);
  }

  /** The rows that are left when the file is over. */
  end(): CsvRow[] {
    if (this.rest !== '') this.lines.push(this.rest);
    this.rest = '';
    return this.takeRows(true);
  }

  /**
   * Where the text turned out to be no table, because a line does not end; `null` as long as it may be one.
   */
  get broken(): BrokenAt | null {
    if (this.rest.length <= LINE_LIMIT) return null;
    const line = this.line + this.lines.length;
    return { line, message: `this is no table: a line is longer than ${LINE_LIMIT} characters` };
  }

  private takeRows(complete: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    let at = 0;
    while (at < this.lines.length) {
      const found = this.rowAt(at, complete);
      if (found === null) break;
      if (found.fields === null) rows.push({ kind: 'bad', reason: found.reason, line: this.line + at });
      else if (found.fields.some((field) => field !== '')) {
        rows.push({ kind: 'row', fields: found.fields, line: this.line + at });
      }
      at += found.lines;
    }
    this.lines.splice(0, at);
    this.line += at;
    return rows;
  }

  /** The row that begins at a line; `null` if the lines that could close its quote are still to come. */
  private rowAt(at: number, complete: boolean): FoundRow | null {
    let text = '';
    for (let lines = 1; lines <= QUOTED_LINES; lines += 1) {
      const line = this.lines[at + lines - 1];
      if (line === undefined) return complete ? { fields: null, reason: UNCLOSED, lines: 1 } : null;
      text += lines === 1 ? line : `\n${line}`;
      const fields = splitRow(text, this.separator);
      if (fields === AFTER_QUOTE) return { fields: null, reason: AFTER_QUOTE, lines: 1 };
      if (fields !== UNCLOSED) return { fields, lines };
    }
    return { fields: null, reason: UNCLOSED, lines: 1 };
  }
}

type FoundRow =
  | { readonly fields: string[]; readonly lines: number }
  | { readonly fields: null; readonly reason: string; readonly lines: number };

/** The fields of one row, trimmed; or what is wrong with its quotes. */
function splitRow(row: string, separator: string): string[] | typeof UNCLOSED | typeof AFTER_QUOTE {
  const text = row.endsWith('\r') ? row.slice(0, -1) : row;
  if (!text.includes('"')) return text.split(separator).map((field) => field.trim());
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const begin = at + (/^ */.exec(text.slice(at))?.[0].length ?? 0);
    if (text.charAt(begin) !== '"') {
      const end = indexOrEnd(text, separator, at);
      fields.push(text.slice(at, end).trim());
      at = end + 1;
      continue;
    }
    const close = closingQuote(text, begin + 1);
    if (close === -1) return UNCLOSED;
    const end = indexOrEnd(text, separator, close + 1);
    if (text.slice(close + 1, end).trim() !== '') return AFTER_QUOTE;
    fields.push(
      text
        .slice(begin + 1, close)
        .replaceAll('""', '"')
        .trim(),
    );
    at = end + 1;
  }
  return fields;
}

function indexOrEnd(text: string, part: string, from: number): number {
  const index = text.indexOf(part, from);
  return index === -1 ? text.length : index;
}

/** The quote that closes a field: the first that is not doubled. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at;
}
