export { detectFormat, type ImportFormat } from './detect-format.js';
export { readAppleHealth } from './apple-health/read-apple-health.js';
export { readCsv } from './csv/read-csv.js';
export { readHealthAutoExport } from './health-auto-export/read-health-auto-export.js';
export type {
  BrokenAt,
  ImportedItem,
  ImportEnd,
  ImportEvent,
  ImportStream,
  PassedOver,
} from './import-event.js';
export type { ImportItem } from './import-item.js';
export type { ImportOptions, ImportSource } from './import-options.js';
export { UnusableInput, type UnusableInputCode } from './unusable-input.js';
