type Names = readonly (readonly [RegExp, string])[];

/** The first that matches counts: most browsers also claim to be Chrome, and all to be Safari. */
const PROGRAMS: Names = [
  [/\bEdg(?:e|A|iOS)?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\bSamsungBrowser\//u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/(?:Chrome|Chromium|CriOS)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
];

const SYSTEMS: Names = [
  [/\biPhone\b/u, 'iPhone'],
  [/\biPad\b/u, 'iPad'],
  [/\bAndroid\b/u, 'Android'],
  [/\bWindows\b/u, 'Windows'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bMac(?:intosh| OS X)\b/u, 'Mac'],
  [/\bLinux\b/u, 'Linux'],
];

/** What a person calls the browser of a `User-Agent`, such as `Firefox on Windows`: enough to tell a few apart. */
export function browserName(userAgent = ''): string {
  const [program = 'Browser', system] = [PROGRAMS, SYSTEMS].map(
    (names) => names.find(([pattern]) => pattern.test(userAgent))?.[1],
  );
  return system === undefined ? program : `${program} on ${system}`;
}
