/** The machines of the demo, as HealthKit's debug text names them. */
export const DEMO_DEVICES = {
  watch: {
    name: 'Robin’s Apple Watch',
    version: '11.5',
    device:
      '<<HKDevice: 0x301>, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch7,3, software:11.5>',
  },
  phone: {
    name: 'Robin’s iPhone',
    version: '18.5',
    device:
      '<<HKDevice: 0x302>, name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone16,1, software:18.5>',
  },
  scale: { name: 'Bathroom Scale', version: '2.4', device: '' },
} as const;

export type DemoDevice = keyof typeof DEMO_DEVICES;

/** One made-up record: what it measures, in Apple's words, from when to when in Unix milliseconds. */
export interface DemoRecord {
  readonly type: string;
  readonly device: DemoDevice;
  readonly startMs: number;
  readonly endMs: number;
  readonly value: string;
  readonly unit?: string;
}
