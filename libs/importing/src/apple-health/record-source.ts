import { contentDigest } from '../content-digest.js';
import { cutText } from '../cut-text.js';
import { ownCopy } from '../own-copy.js';
import { decodedText } from './byte-text.js';

/** Which app wrote a record, and on what hardware. */
export interface RecordSource {
  /**
   * Its part of the record's content key. A digest: hashing the long text with each record would cost twice
   * as much.
   */
  readonly key: string;
  /** Name and hardware, from which a watch can be told from a phone. */
  readonly sourceDevice: string | undefined;
  readonly details: Readonly<Record<string, string>>;
}

const SOURCE_DEVICE_LIMIT = 200;
/** Six fields of at most 60 three-byte characters stay within the 2 KiB of `details`. */
const FIELD_LIMIT = 60;
/** A long life with Apple Health comes to some hundred combinations of app, version and device. */
const REMEMBERED = 4_000;
/** A phone, a watch, and the apps in use at one time. */
const RECENT = 6;

interface KnownSource {
  readonly name: string;
  readonly version: string;
  readonly hardware: string;
  readonly source: RecordSource;
}

const HK_DEVICE = '<<HKDevice: 0x';
const ADDRESS = /0x[0-9a-f]+/gi;
const FIELD = /(?:^|, )(name|manufacturer|model|hardware|software):(.*?)(?=, [A-Za-z ]+:|$)/g;

/**
 * Reads `sourceName`, `sourceVersion` and HealthKit's debug text of the device, and remembers what it read:
 * millions of records share a few hundred sources, and their items share one `details`.
 */
export class RecordSources {
  private readonly known = new Map<string, KnownSource>();
  private readonly recent: KnownSource[] = [];
  private oldest = 0;

  /** The three attributes as the parser has them: one character for each byte. */
  of(name: string, version: string, device: string): RecordSource {
    const hardware = withoutAddress(device);
    // Most records have the source of a record just before: comparing is cheaper than joining and hashing a
    // key.
    for (const recent of this.recent) {
      const isSame = recent.name === name && recent.version === version && recent.hardware === hardware;
      if (isSame) return recent.source;
    }
    const key = `${name}\n${version}\n${hardware}`;
    let known = this.known.get(key);
    if (!known) {
      if (this.known.size >= REMEMBERED) this.known.clear();
      const [own, ownVersion, ownHardware] = [ownCopy(name), ownCopy(version), ownCopy(hardware)];
      known = {
        name: own,
        version: ownVersion,
        hardware: ownHardware,
        source: read(own, ownVersion, ownHardware),
      };
      this.known.set(key, known);
    }
    this.recent[this.oldest] = known;
    this.oldest = (this.oldest + 1) % RECENT;
    return known.source;
  }
}

/**
 * `name:Apple Watch, …, software:10.2` of `<<HKDevice: 0x3012772a0>, name:Apple Watch, …, software:10.2>`.
 * The address is where the object lay in memory and another one in every export.
 */
function withoutAddress(device: string): string {
  if (!device.startsWith(HK_DEVICE)) return device.replace(ADDRESS, '');
  const end = device.indexOf('>, ');
  return end === -1 ? device.replace(ADDRESS, '') : device.slice(end + 3, -1);
}

function read(...texts: readonly [string, string, string]): RecordSource {
  const [name, version, device] = [decodedText(texts[0]), decodedText(texts[1]), decodedText(texts[2])];
  const fields = new Map([...device.matchAll(FIELD)].map((match) => [match[1] ?? '', match[2] ?? '']));
  const hardware = fields.get('hardware') ?? '';
  const deviceName = fields.get('name') ?? '';
  const machine = hardware || (deviceName === name ? '' : deviceName);
  const details: Record<string, string> = {};
  const keep = (field: string, text: string | undefined) => {
    if (text) details[field] = cutText(text, FIELD_LIMIT);
  };
  keep('sourceName', name);
  keep('sourceVersion', version);
  keep('hardware', hardware);
  // What repeats the other fields is left out: the text is stored with every record, of which there are
  // millions.
  if (!hardware) keep('model', fields.get('model'));
  if (!fields.get('manufacturer')?.startsWith('Apple')) keep('manufacturer', fields.get('manufacturer'));
  if (fields.get('software') !== version) keep('software', fields.get('software'));
  return {
    // Apple Watch is written with a space or a no-break space, by the same phone: NFKC makes them one.
    key: Buffer.from(contentDigest(`${name}\n${device}`.normalize('NFKC')), 'latin1').toString('hex'),
    sourceDevice:
      cutText(name && machine ? `${name} (${machine})` : name || machine, SOURCE_DEVICE_LIMIT) || undefined,
    details,
  };
}
