import type { Metric } from '../metric.js';
import { COUNT, SOUND_LEVEL } from './measures.js';
import { discrete } from './metric-entry.js';

/** What reaches someone from outside. */
export const SURROUNDINGS: readonly Metric[] = [
  discrete({
    code: 'environmental_audio_exposure',
    displayName: 'Environmental sound level',
    healthKit: 'HKQuantityTypeIdentifierEnvironmentalAudioExposure',
    healthConnect: null,
    measure: SOUND_LEVEL,
    range: [30, 140],
    daily: 'avg',
  }),
  discrete({
    code: 'headphone_audio_exposure',
    displayName: 'Headphone sound level',
    healthKit: 'HKQuantityTypeIdentifierHeadphoneAudioExposure',
    healthConnect: null,
    measure: SOUND_LEVEL,
    range: [0, 140],
    daily: 'avg',
  }),
  discrete({
    code: 'environmental_sound_reduction',
    displayName: 'Environmental sound reduction',
    healthKit: 'HKQuantityTypeIdentifierEnvironmentalSoundReduction',
    healthConnect: null,
    measure: SOUND_LEVEL,
    range: [0, 140],
    daily: 'avg',
  }),
  discrete({
    code: 'uv_exposure',
    displayName: 'UV index',
    healthKit: 'HKQuantityTypeIdentifierUVExposure',
    healthConnect: null,
    measure: COUNT,
    range: [0, 50],
    daily: 'max',
    decimals: 1,
  }),
];
