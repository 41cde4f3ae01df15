import { startRun } from './test-run.mjs';

/** Jest asks for a default export here. */
export default startRun;
