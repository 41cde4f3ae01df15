import { Component, type ReactNode } from 'react';
import { Icon } from './icon.js';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly message: string | null;
}

/** The last resort: says that the page failed instead of going blank. React knows this only as a class. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <main className="door" role="alert">
        <Icon name="alert" size={32} />
        <h1>This page has failed</h1>
        <p>What was entered is kept in this browser. The browser says: {message}</p>
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
