import type { Settings } from './settings.js';

/** Where the server of these settings is reached when nothing else was said. */
export function serverUrl({ url, port, host }: Pick<Settings, 'url' | 'port' | 'host'>): string {
  return url ?? `http://${reachable(host)}:${port}`;
}

/** An address that means "all of mine" is nowhere to go to, and IPv6 stands in brackets. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::' || host === '[::]') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
