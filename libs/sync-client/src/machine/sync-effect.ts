/**
 * What should be going on in a state. Effects are wishes, not commands: the shell starts those that are new, lets
 * those run on that it already runs, and aborts those that are no longer wished.
 */
export type SyncEffect =
  | { readonly type: 'greet'; readonly run: number }
  | { readonly type: 'copy'; readonly run: number; readonly from: 'where_it_stopped' | 'nothing' }
  | { readonly type: 'pull'; readonly run: number; readonly waitSeconds: number }
  | { readonly type: 'stream'; readonly run: number }
  | { readonly type: 'requeue'; readonly run: number }
  | { readonly type: 'send'; readonly run: number; readonly limit: number }
  | { readonly type: 'wipe'; readonly run: number }
  /** Say `tick` at this moment of the machine's clock. */
  | { readonly type: 'wake'; readonly at: number };
