import { useSyncExternalStore, type ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';
import { chooseTheme, chosenTheme, onThemeChange, THEMES, type Theme } from './theme.js';

const LOOKS: Readonly<Record<Theme, { readonly icon: IconName; readonly name: string }>> = {
  system: { icon: 'system', name: 'as the device has it' },
  light: { icon: 'sun', name: 'light' },
  dark: { icon: 'sleep', name: 'dark' },
};

/** One button that goes round: device, light, dark. */
export function ThemeSwitch(): ReactNode {
  const theme = useSyncExternalStore(onThemeChange, chosenTheme);
  const following = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const label = `Colours: ${LOOKS[theme].name}. Change to ${LOOKS[following].name}`;
  return (
    <button
      type="button"
      className="button button-quiet button-round"
      aria-label={label}
      title={label}
      onClick={() => {
        chooseTheme(following);
      }}
    >
      <Icon name={LOOKS[theme].icon} />
    </button>
  );
}
