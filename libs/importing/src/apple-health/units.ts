import { ownCopy } from '../own-copy.js';
import { decodedText } from './byte-text.js';

/** Apple knows some 90 units. */
const REMEMBERED = 500;

/** Decodes units, of which a file has a handful and prints one with every record. */
export class Units {
  private readonly known = new Map<string, string>();

  /** The unit as the file prints it (`mL/min·kg`), from the parser's one character for each byte. */
  printed(byteText: string): string {
    const known = this.known.get(byteText);
    if (known !== undefined) return known;
    if (this.known.size >= REMEMBERED) this.known.clear();
    const unit = decodedText(ownCopy(byteText));
    this.known.set(ownCopy(byteText), unit);
    return unit;
  }
}
