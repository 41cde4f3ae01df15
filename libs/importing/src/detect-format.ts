import { readFileHead } from './file-head.js';
import { looksLikeExport } from './apple-health/root-element.js';

export type ImportFormat = 'apple-health' | 'health-auto-export' | 'csv';

const ZIP = /^PK/;
const JSON_TEXT = /^\s*[[{]/;
const XML = /^\s*</;

/**
 * Which reader a file is for, told by its first bytes, whatever its name; `null` if for none. A reader may
 * still find that a zip or a JSON file holds something else.
 *
 * Throws UnusableInput when the file is missing or empty.
 */
export async function detectFormat(path: string): Promise<ImportFormat | null> {
  const { head } = await readFileHead(path);
  const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  if (ZIP.test(text) || looksLikeExport(head)) return 'apple-health';
  if (JSON_TEXT.test(text)) return 'health-auto-export';
  return XML.test(text) || head.includes(0) ? null : 'csv';
}
