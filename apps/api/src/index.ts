export { API_DEFAULTS, type ApiConfig, type ApiOptions } from './api-config.js';
export { createApi, type Api } from './create-api.js';
export { exitInTime } from './stop-on-signal.js';
