/** The one metric whose samples are stages of time instead of values. */
export const SLEEP = 'sleep_duration';
