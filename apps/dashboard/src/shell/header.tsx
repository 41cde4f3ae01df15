import type { ReactNode } from 'react';
import { Link } from '../routing/link.js';
import type { Route } from '../routing/route.js';
import { Icon, type IconName } from './icon.js';
import { Mark } from './mark.js';
import { ThemeSwitch } from './theme-switch.js';

type NamedRoute = Exclude<Route, { view: 'nowhere' }>;

interface HeaderProps {
  readonly route: Route;
  readonly links: readonly { readonly to: NamedRoute; readonly name: string; readonly icon: IconName }[];
  /** How the sync stands, where there is one. */
  readonly children?: ReactNode;
}

/** Which views belong to a link of the header. */
const BELOW: Readonly<Record<Route['view'], NamedRoute['view'] | null>> = {
  day: 'day',
  metrics: 'metrics',
  metric: 'metrics',
  history: 'metrics',
  sync: 'sync',
  audit: 'audit',
  nowhere: null,
};

/** The top of every view. */
export function Header({ route, links, children }: HeaderProps): ReactNode {
  return (
    <header className="header">
      <div className="header-row">
        <Link className="wordmark" to={links[0]?.to ?? { view: 'day', date: null }}>
          <Mark size={26} />
          Daybook
        </Link>
        <nav className="header-nav" aria-label="Views">
          {links.map(({ to, name, icon }) => (
            <Link
              key={name}
              to={to}
              className="header-link"
              aria-current={BELOW[route.view] === to.view ? 'page' : undefined}
            >
              <Icon name={icon} />
              {name}
            </Link>
          ))}
        </nav>
        <div className="header-tools">
          {children}
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
