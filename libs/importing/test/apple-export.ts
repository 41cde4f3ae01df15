/** The attributes of a record; what is not said is a step count of a minute. */
export type RecordAttributes = Readonly<Record<string, string>>;

const USUAL: RecordAttributes = {
  type: 'HKQuantityTypeIdentifierStepCount',
  sourceName: 'Phone',
  unit: 'count',
  startDate: '2024-05-24 08:00:00 +0200',
  endDate: '2024-05-24 08:01:00 +0200',
  value: '100',
};

/** A `Record` element; an attribute of `undefined` is left out. */
export function record(
  attributes: Readonly<Record<string, string | undefined>> = {},
  metadata: RecordAttributes = {},
): string {
  const all = Object.entries({ ...USUAL, ...attributes }).filter(([, value]) => value !== undefined);
  const text = all.map(([name, value]) => ` ${name}="${value ?? ''}"`).join('');
  const entries = Object.entries(metadata).map(
    ([key, value]) => `<MetadataEntry key="${key}" value="${value}"/>`,
  );
  return `<Record${text}>${entries.join('')}</Record>`;
}

/** An `export.xml` around some elements, one on each line. The first of them stands on line 3. */
export function appleExport(...elements: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<HealthData locale="en_US">',
    ...elements,
    '</HealthData>\n',
  ].join('\n');
}
