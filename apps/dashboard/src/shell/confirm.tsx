import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { ApiProblem } from '../fetching/api-problem.js';

interface ConfirmProps {
  readonly title: string;
  /** What happens, in words. */
  readonly children: ReactNode;
  /** The word for doing it, and the one for leaving it. */
  readonly act: string;
  readonly keep: string;
  /** Whether something is lost for good. */
  readonly isGrave?: boolean;
  readonly onAct: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. Escape and the first button leave everything as it is. */
export function Confirm({ title, children, act, keep, isGrave, onAct, onClose }: ConfirmProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isActing, setActing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const go = (): void => {
    setActing(true);
    setProblem(null);
    onAct().then(
      () => dialog.current?.close(),
      (error: unknown) => {
        setActing(false);
        setProblem(error instanceof ApiProblem ? error.message : 'It did not work.');
      },
    );
  };
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId} className="confirm-title">
        {title}
      </h2>
      {children}
      {problem !== null && (
        <p className="queue-reason" role="alert">
          {problem} Nothing was changed.
        </p>
      )}
      <div className="confirm-tools">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {keep}
        </button>
        <button
          type="button"
          className={`button ${isGrave === true ? 'button-grave' : 'button-strong'}`}
          disabled={isActing}
          onClick={go}
        >
          {act}
        </button>
      </div>
    </dialog>
  );
}
