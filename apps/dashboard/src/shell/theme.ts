/** `system` follows the device; the others are the user's own choice and stay. */
export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** `public/theme.js` reads the same key before the first paint. */
const KEY = 'daybook.theme';
const CHANGED = 'daybook:theme';

export function chosenTheme(): Theme {
  const chosen = localStorage.getItem(KEY);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function chooseTheme(theme: Theme): void {
  const page = document.documentElement;
  if (theme === 'system') {
    localStorage.removeItem(KEY);
    delete page.dataset['theme'];
  } else {
    localStorage.setItem(KEY, theme);
    page.dataset['theme'] = theme;
  }
  dispatchEvent(new Event(CHANGED));
}

/** Calls back when the colours of the page change, by choice or by the device. */
export function onThemeChange(listener: () => void): () => void {
  const device = matchMedia('(prefers-color-scheme: dark)');
  device.addEventListener('change', listener);
  addEventListener(CHANGED, listener);
  return () => {
    device.removeEventListener('change', listener);
    removeEventListener(CHANGED, listener);
  };
}
