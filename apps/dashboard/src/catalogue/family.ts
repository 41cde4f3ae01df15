/** What a metric is about. It decides colour, icon and place on the page, and nothing else. */
export type Family = 'activity' | 'sleep' | 'heart' | 'body' | 'breath' | 'food' | 'other';

export const FAMILIES: readonly Family[] = ['activity', 'sleep', 'heart', 'body', 'breath', 'food', 'other'];

export const FAMILY_NAMES: Readonly<Record<Family, string>> = {
  activity: 'Activity',
  sleep: 'Sleep',
  heart: 'Heart and blood',
  body: 'Body',
  breath: 'Breathing',
  food: 'Food and drink',
  other: 'Everything else',
};

/** First match wins, by the code. A metric that fits none is still shown, among `other`. */
const WORDS: readonly (readonly [RegExp, Family])[] = [
  [/^sleep/, 'sleep'],
  [/^water_|^underwater/, 'other'],
  [/heart|blood_|insulin|perfusion|fibrillation|vo2/, 'heart'],
  [/^dietary|alcohol/, 'food'],
  [/body|^height|waist|mass|temperature/, 'body'],
  [/respirat|oxygen|expiratory|vital_capacity|inhaler|breath/, 'breath'],
  [
    /steps|distance|energy|flights|exercise|stand|move_time|daylight|walking|running|cycling|stroke|push|power|speed|effort/,
    'activity',
  ],
];

export function familyOf(code: string): Family {
  return WORDS.find(([words]) => words.test(code))?.[1] ?? 'other';
}
