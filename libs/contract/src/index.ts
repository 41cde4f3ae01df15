export * from './wire-day.js';
export * from './wire-measurement.js';
