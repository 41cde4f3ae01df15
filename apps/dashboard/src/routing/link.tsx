import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { addressOf, type Route } from './route.js';
import { goTo } from './use-route.js';

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'> & {
  readonly to: Exclude<Route, { view: 'nowhere' }>;
  readonly children: ReactNode;
};

/** A real link, which a middle click opens elsewhere, followed within the page by a plain click. */
export function Link({ to, children, ...rest }: LinkProps): ReactNode {
  const address = addressOf(to);
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(address);
  };
  return (
    <a {...rest} href={address} onClick={follow}>
      {children}
    </a>
  );
}
