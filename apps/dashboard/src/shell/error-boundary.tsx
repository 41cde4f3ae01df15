import { Component, type ReactNode } from 'react';
import { keepsData } from './keeps-data.js';
import { Icon } from './icon.js';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly message: string | null;
  /** `null` until it was tried, which a broken browser may never come to. */
  readonly isKeeping: boolean | null;
}

/** The last resort: says that the page failed instead of going blank. React knows this only as a class. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: null, isKeeping: null };

  static getDerivedStateFromError(error: unknown): Pick<ErrorBoundaryState, 'message'> {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(): void {
    void keepsData().then((isKeeping) => {
      this.setState({ isKeeping });
    });
  }

  override render(): ReactNode {
    const { message, isKeeping } = this.state;
    if (message === null) return this.props.children;
    return (
      <main className="door" role="alert">
        <Icon name="alert" size={32} />
        <h1>{isKeeping === false ? 'This browser keeps nothing for Daybook' : 'This page has failed'}</h1>
        {isKeeping !== false ? (
          <p>
            {isKeeping && 'What was entered is kept in this browser. '}The browser says: {message}
          </p>
        ) : (
          <p>
            The diary is a copy in the browser (IndexedDB), and this one does not let the page have one, as in
            some private windows or under strict settings. Allow this site to keep data, then reload; or open
            a new sign-in link in a usual window. The browser says: {message}
          </p>
        )}
        <button
          type="button"
          className="button button-strong"
          onClick={() => {
            location.reload();
          }}
        >
          Reload
        </button>
      </main>
    );
  }
}
