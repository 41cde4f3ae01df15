import type { ReactNode } from 'react';

/** Drawn on a grid of 20 with a line of 1.6, round ends. */
const PATHS = {
  activity: 'M2.5 11h3l2.2-6 4.3 10.5L14.4 9h3.1',
  sleep: 'M16.5 12.1A7 7 0 1 1 8 3.4a5.6 5.6 0 0 0 8.5 8.7Z',
  heart:
    'M10 16.6S3 12.7 3 7.9A3.7 3.7 0 0 1 6.7 4.2C8.2 4.2 9.4 5 10 6.2c.6-1.2 1.8-2 3.3-2A3.7 3.7 0 0 1 17 7.9c0 4.8-7 8.7-7 8.7Z',
  body: 'M4.8 4h10.4A1.8 1.8 0 0 1 17 5.8v8.4a1.8 1.8 0 0 1-1.8 1.8H4.8A1.8 1.8 0 0 1 3 14.2V5.8A1.8 1.8 0 0 1 4.8 4ZM6.5 9.2a4.6 4.6 0 0 1 7 0M10 9.6l1.3-2.2',
  breath:
    'M2.5 7.5h8.7a2.2 2.2 0 1 0-2.1-2.9M2.5 10.5h12.6a2.4 2.4 0 1 1-2.3 3.1M2.5 13.5h6.2a1.8 1.8 0 1 1-1.7 2.4',
  food: 'M10 2.8s5.2 5.3 5.2 9.1a5.2 5.2 0 0 1-10.4 0C4.8 8.1 10 2.8 10 2.8ZM7.6 12.3A2.5 2.5 0 0 0 10 14.8',
  other: 'M4 16V9.5M8 16V4M12 16v-4.5M16 16V7',
  plus: 'M10 4.5v11M4.5 10h11',
  edit: 'M12.7 4.3l3 3M4 16l.7-3.6 8.6-8.6a1.4 1.4 0 0 1 2 0l1 1a1.4 1.4 0 0 1 0 2l-8.6 8.6L4 16Z',
  undo: 'M7.5 4 3.8 7.7l3.7 3.7M4.2 7.7h7.3a4.4 4.4 0 0 1 0 8.8H8.6',
  check: 'M4 10.6l3.9 3.9L16 6',
  close: 'M5.2 5.2l9.6 9.6M14.8 5.2l-9.6 9.6',
  back: 'M12.3 4.5 6.8 10l5.5 5.5',
  forward: 'M7.7 4.5l5.5 5.5-5.5 5.5',
  sun: 'M10 6.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1',
  system: 'M10 3.2a6.8 6.8 0 1 1 0 13.6 6.8 6.8 0 0 1 0-13.6ZM10 3.2v13.6M10 6.5h4.9M10 10h6.8M10 13.5h4.9',
  sync: 'M16.3 8.2A6.6 6.6 0 0 0 4.6 6.4L3.2 8M3.2 4.4V8h3.6M3.7 11.8a6.6 6.6 0 0 0 11.7 1.8l1.4-1.6M16.8 15.6V12h-3.6',
  waiting: 'M10 3.2a6.8 6.8 0 1 1 0 13.6 6.8 6.8 0 0 1 0-13.6ZM10 6.2V10l2.5 2',
  upload: 'M10 15.5v-10M5.8 9.6 10 5.3l4.2 4.3',
  download: 'M10 3.8v9M5.9 9l4.1 4.1L14.1 9M4 16.2h12',
  search: 'M9 3.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 9 3.8ZM12.8 12.8l3.6 3.6',
  alert: 'M10 3.4l7.2 12.4a.5.5 0 0 1-.4.8H3.2a.5.5 0 0 1-.4-.8L10 3.4ZM10 8.3v3.6M10 14.2v.1',
  trash: 'M3.8 5.6h12.4M8 5.4V3.8h4v1.6M5.2 5.8l.8 10.4h8l.8-10.4M8.4 8.8v4.6M11.6 8.8v4.6',
  shield: 'M10 2.8l5.8 2.1v4.5c0 3.6-2.3 6.4-5.8 7.8-3.5-1.4-5.8-4.2-5.8-7.8V4.9L10 2.8ZM7.2 9.9l2 2 3.6-3.8',
  book: 'M4.2 4.6A1.6 1.6 0 0 1 5.8 3h10v11.4H5.6a1.4 1.4 0 0 0 0 2.8h10.2M8 6.4h5M8 9.2h3.4',
} as const;

export type IconName = keyof typeof PATHS;

/** Beside a text it says nothing of its own, and a screen reader passes it over. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
