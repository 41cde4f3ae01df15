import { endRun } from './test-run.mjs';

/** Jest asks for a default export here. */
export default endRun;
