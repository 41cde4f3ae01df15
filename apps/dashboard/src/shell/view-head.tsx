import type { ReactNode } from 'react';
import { Link } from '../routing/link.js';
import type { Route } from '../routing/route.js';
import { Icon, type IconName } from './icon.js';

interface ViewHeadProps {
  /** Above the title, where there is no way back. */
  readonly over?: string;
  readonly title: string;
  readonly icon?: IconName;
  readonly back?: { readonly to: Exclude<Route, { view: 'nowhere' }>; readonly name: string };
  /** What can be done with the view. */
  readonly children?: ReactNode;
}

/** What a view is about, the way back, and what can be done with it. */
export function ViewHead({ title, over, icon, back, children }: ViewHeadProps): ReactNode {
  return (
    <div className="view-head">
      <div>
        {over !== undefined && <p className="view-over">{over}</p>}
        {back && (
          <p className="view-over">
            <Link to={back.to} className="view-back">
              <Icon name="back" size={16} />
              {back.name}
            </Link>
          </p>
        )}
        <h1 className="view-title">
          {icon && <Icon name={icon} size={26} />}
          {title}
        </h1>
      </div>
      {children !== undefined && <div className="view-tools">{children}</div>}
    </div>
  );
}
